import { pan, type TimeView, zoom } from "./view";

/** What a key makes visible; undefined if it is no key of the timeline. */
export function timelineKey(key: string, view: TimeView, whole: TimeView): TimeView | undefined {
  const middle = (view.start + view.end) / 2;
  switch (key) {
    case "ArrowLeft":
      return pan(view, -0.1, whole);
    case "ArrowRight":
      return pan(view, 0.1, whole);
    case "PageUp":
      return pan(view, -0.9, whole);
    case "PageDown":
      return pan(view, 0.9, whole);
    case "Home":
      return pan(view, Number.NEGATIVE_INFINITY, whole);
    case "End":
      return pan(view, Number.POSITIVE_INFINITY, whole);
    case "+":
    case "=":
      return zoom(view, 0.5, middle, whole);
    case "-":
      return zoom(view, 2, middle, whole);
    case "0":
      return whole;
    default:
      return undefined;
  }
}
