import { describe, expect, it, vi } from "vitest";
import { AdherenceStatus, DeviationType } from "../../gen/kadans/v1/adherence_pb";
import { RowStatus } from "../../live/status";
import { outPerson, person, removed, summary } from "../../live/testing/events";
import { BoardEngine } from "./engine";
import { boardQuery, readFilters } from "./filters";
import { boardWith, change, looksOf } from "./testing";

const BY_STATUS = boardQuery(readFilters({}));
const BY_NAME = boardQuery(readFilters({ sort: "name" }));

function engineOf(board: ReturnType<typeof boardWith>, query = BY_STATUS) {
  const engine = new BoardEngine(board, query, looksOf(board));
  const shown = (at: number) => {
    const { rows, order } = engine.frame(at);
    return Array.from(order, (slot) => rows.ids[slot]).join(" ");
  };
  return { engine, shown };
}

describe("the order", () => {
  it("stays while you read, and is renewed after five seconds", () => {
    const board = boardWith(person("a"), person("b"));
    const { shown } = engineOf(board);
    expect(shown(0)).toBe("a b");
    change(board, outPerson("b", DeviationType.NOT_PRESENT, 0));
    expect(shown(4_900)).toBe("a b");
    expect(shown(5_000)).toBe("b a");
  });

  it("is renewed at once when the reader asks for another", () => {
    const board = boardWith(person("a"), person("b"));
    const { engine, shown } = engineOf(board);
    shown(0);
    engine.setQuery(boardQuery(readFilters({ sort: "-name" })));
    expect(shown(16)).toBe("b a");
  });

  it("is not renewed as long as nothing changes", () => {
    const { engine } = engineOf(boardWith(person("a")));
    expect(engine.frame(60_000).order).toBe(engine.frame(0).order);
  });

  it("drops who left in the same frame, and takes newcomers in soon", () => {
    const board = boardWith(person("a"), person("b"));
    const { shown } = engineOf(board, BY_NAME);
    shown(0);
    board.picture.take(removed("a"));
    expect(shown(16)).toBe("b");
    change(board, person("c"));
    expect(shown(32)).toBe("b");
    expect(shown(300)).toBe("b c");
  });

  it("takes in soon who was hidden, such as somebody whose external user was just assigned", () => {
    const board = boardWith(person("a"), person("b", { status: AdherenceStatus.HIDDEN }));
    const { shown } = engineOf(board);
    expect(shown(0)).toBe("a");
    change(board, outPerson("b", DeviationType.NOT_PRESENT, 0));
    expect(shown(250)).toBe("b a");
  });

  it("need not stay while nobody is listed", () => {
    const board = boardWith(person("a"));
    const { shown } = engineOf(board, boardQuery(readFilters({ out: true })));
    expect(shown(0)).toBe("");
    change(board, outPerson("a", DeviationType.NOT_PRESENT, 0));
    expect(shown(250)).toBe("a");
  });
});

describe("the figures", () => {
  it("are told at most once a second", () => {
    const board = boardWith(person("a"), person("b"));
    const { engine } = engineOf(board);
    engine.frame(0);
    const told = vi.fn();
    engine.subscribe(told);
    for (let at = 16; at < 1_000; at += 16) {
      change(board, person("a", { name: `Name at ${at}` }));
      engine.frame(at);
    }
    expect(told).not.toHaveBeenCalled();
    engine.frame(1_000);
    expect(told).toHaveBeenCalledOnce();
  });

  it("count who is listed, and everybody by status", () => {
    const board = boardWith(person("a"), outPerson("b", DeviationType.WRONG_ACTIVITY, 0));
    const { engine } = engineOf(board, boardQuery(readFilters({ out: true })));
    engine.frame(0);
    const figures = engine.figures();
    expect(figures).toMatchObject({ listed: 1, complete: true, overview: { people: 2, percent: 50 } });
    expect(figures?.overview.byStatus[RowStatus.WrongActivity]).toBe(1);
  });
});

describe("the target", () => {
  it("is told when it comes, though nobody changes", () => {
    const board = boardWith(person("a"));
    const { engine } = engineOf(board);
    engine.frame(0);
    expect(engine.figures()?.target).toBeUndefined();
    board.picture.take(summary({ targetPercent: 90 }));
    engine.frame(1_000);
    expect(engine.figures()?.target).toBe(90);
  });
});

describe("pausing", () => {
  it("keeps the board as it was, and shows what happened meanwhile on resuming", () => {
    const board = boardWith(person("a"));
    const { engine, shown } = engineOf(board);
    shown(0);
    engine.pause(true);
    const paused = engine.frame(16);
    change(board, person("b"), outPerson("a", DeviationType.NOT_PRESENT, 0));
    expect(shown(20_000)).toBe("a");
    expect(paused.rows.columns.status[0]).toBe(RowStatus.In);
    expect(engine.frame(20_016).now).toBe(paused.now);
    engine.pause(false);
    expect(shown(20_032)).toBe("a b");
  });
});
