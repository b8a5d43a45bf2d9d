import { type StatusTone, TONES } from "../ui/status";
import { type Bar, boxOf, HEIGHT, LANES, LAYOUT, laneTop } from "./bars";
import { onColor } from "./contrast";
import { type TimeView, toX } from "./view";

/** The page's colours, as they are in its scheme. */
export interface Palette {
  text: string;
  muted: string;
  line: string;
  lane: string;
  page: string;
  focus: string;
  font: string;
  tones: Record<StatusTone, { mark: string; tint: string; text: string }>;
}

/** All that is drawn. */
export interface Drawing {
  bars: readonly Bar[];
  view: TimeView;
  /** In px. */
  width: number;
  ticks: readonly { at: number; label: string }[];
  /** Unix ms; NaN if the day does not hold the present. */
  now: number;
  /** The bar that is pointed at, or was chosen in the list. */
  active: Pick<Bar, "lane" | "start" | "end"> | undefined;
}

/** Reads the colours that an element inherits. */
export function readPalette(element: HTMLElement): Palette {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(`--kd-${name}`).trim();
  const tone = (name: string) => ({
    mark: color(`${name}-mark`),
    tint: color(`${name}-tint`),
    text: color(`${name}-text`),
  });
  return {
    text: color("text"),
    muted: color("muted"),
    line: color("line"),
    lane: color("surface"),
    page: color("page"),
    focus: color("text"),
    font: style.fontFamily,
    tones: Object.fromEntries(
      TONES.map((name) => [name, tone(name === "hidden" ? "unknown" : name)]),
    ) as Palette["tones"],
  };
}

/** Draws a timeline on a canvas whose pixels are those of the page. */
export function draw(context: CanvasRenderingContext2D, drawing: Drawing, palette: Palette): void {
  const { bars, view, width, now, active } = drawing;
  context.clearRect(0, 0, width, HEIGHT);
  for (const lane of LANES) {
    context.fillStyle = palette.lane;
    context.fillRect(0, laneTop(lane), width, LAYOUT.lane);
  }
  drawAxis(context, drawing, palette);
  for (const bar of bars) drawBar(context, bar, drawing, palette);
  if (now >= view.start && now <= view.end) drawNow(context, toX(now, view, width), palette);
  const box = active && boxOf(active, view, width);
  if (box) {
    context.strokeStyle = palette.focus;
    context.lineWidth = 2;
    context.strokeRect(box.x + 1, box.y - 1, Math.max(box.width - 2, 1), box.height + 2);
  }
}

function drawAxis(context: CanvasRenderingContext2D, { ticks, view, width }: Drawing, palette: Palette): void {
  context.font = `11px ${palette.font}`;
  context.textBaseline = "middle";
  for (const { at, label } of ticks) {
    const x = Math.round(toX(at, view, width)) + 0.5;
    context.strokeStyle = palette.line;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x, LAYOUT.axis);
    context.lineTo(x, HEIGHT);
    context.stroke();
    context.fillStyle = palette.muted;
    const half = context.measureText(label).width / 2;
    context.textAlign = x < half ? "left" : x > width - half ? "right" : "center";
    context.fillText(label, Math.min(Math.max(x, 0), width), LAYOUT.axis / 2);
  }
}

function drawBar(context: CanvasRenderingContext2D, bar: Bar, { view, width }: Drawing, palette: Palette): void {
  const box = boxOf(bar, view, width);
  if (box === undefined) return;
  const tone = palette.tones[bar.tone];
  const isPlain = bar.color !== "";
  context.save();
  context.beginPath();
  context.roundRect(box.x, box.y, box.width, box.height, Math.min(4, box.width / 2));
  context.clip();
  context.fillStyle = isPlain ? bar.color : tone.tint;
  context.fillRect(box.x, box.y, box.width, box.height);
  if (!isPlain) drawTexture(context, bar.tone, box, tone.mark);
  const words = isPlain ? onColor(bar.color) : tone.text;
  writeLabel(context, bar, box, words, isPlain ? undefined : tone.tint, palette.font);
  context.restore();
  // Bars of the same activity that follow one another stay two.
  if (box.width > 4) {
    context.fillStyle = palette.page;
    context.fillRect(box.x + box.width - 1, box.y, 1, box.height);
  }
}

type Box = NonNullable<ReturnType<typeof boxOf>>;

/** Each status has a texture of its own, so that it can be told without its colour. */
function drawTexture(context: CanvasRenderingContext2D, tone: StatusTone, box: Box, mark: string): void {
  context.fillStyle = mark;
  context.strokeStyle = mark;
  context.lineWidth = 1.5;
  switch (tone) {
    case "not-present":
      context.fillRect(box.x, box.y, box.width, 6);
      context.fillRect(box.x, box.y + box.height - 6, box.width, 6);
      break;
    case "wrong-activity":
      strokeDiagonals(context, box, 8);
      break;
    case "not-scheduled":
      context.fillRect(box.x, box.y + box.height - 8, box.width, 8);
      break;
    case "buffered":
      context.fillRect(box.x, box.y + box.height - 3, box.width, 3);
      break;
    case "excused":
      context.fillRect(box.x, box.y, box.width, 3);
      break;
    default:
      context.setLineDash([3, 3]);
      context.strokeRect(box.x + 1, box.y + 1, Math.max(box.width - 2, 1), box.height - 2);
  }
}

function strokeDiagonals(context: CanvasRenderingContext2D, { x, y, width, height }: Box, gap: number): void {
  context.beginPath();
  const first = Math.floor((x - height) / gap) * gap;
  for (let at = first; at < x + width; at += gap) {
    context.moveTo(at, y + height);
    context.lineTo(at + height, y);
  }
  context.stroke();
}

/** Writes the label if all of it fits; part of a word would mislead. */
function writeLabel(
  context: CanvasRenderingContext2D,
  { label }: Bar,
  { x, y, width, height }: Box,
  color: string,
  ground: string | undefined,
  font: string,
): void {
  context.font = `600 11px ${font}`;
  const length = context.measureText(label).width;
  if (label === "" || length + 12 > width) return;
  if (ground !== undefined) {
    context.fillStyle = ground;
    context.fillRect(x + 4, y + height / 2 - 8, length + 6, 16);
  }
  context.fillStyle = color;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillText(label, x + 7, y + height / 2);
}

function drawNow(context: CanvasRenderingContext2D, x: number, palette: Palette): void {
  context.fillStyle = palette.text;
  context.fillRect(Math.round(x) - 1, LAYOUT.axis - 4, 2, HEIGHT - LAYOUT.axis + 4);
  context.beginPath();
  context.arc(Math.round(x), LAYOUT.axis - 4, 4, 0, 2 * Math.PI);
  context.fill();
}
