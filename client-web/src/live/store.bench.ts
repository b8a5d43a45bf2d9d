import { bench, describe } from "vitest";
import { AdherenceStatus, DeviationType } from "../gen/kadans/v1/adherence_pb";
import { BoardStore } from "./store";
import { changes, outPerson, person, snapshot } from "./testing/events";
import { WORDS } from "./testing/words";
import { countOverview, deriveOrder } from "./view/derive";
import { Lexicon } from "./view/lexicon";

const PEOPLE = 10_000;
const CHANGES = 5_000;

const store = new BoardStore();
store.begin();
store.apply(snapshot(...Array.from({ length: PEOPLE }, (_, i) => person(`e${i}`))));
const ids = Array.from({ length: CHANGES }, (_, i) => `e${(i * 7) % PEOPLE}`);
const out = changes(...ids.map((id, i) => outPerson(id, DeviationType.NOT_PRESENT, i)));
const back = changes(...ids.map((id) => person(id, { status: AdherenceStatus.IN })));
const lexicon = new Lexicon(store.rows, WORDS);

const EVERYBODY = { units: new Set<string>(), groups: new Set<string>(), statuses: new Set<never>() };

describe(`${PEOPLE} people`, () => {
  let turn = 0;
  bench(`apply ${CHANGES} changes`, () => store.apply(turn++ % 2 === 0 ? out : back));
  bench("sort by status", () => {
    const sort = { column: "status", descending: false } as const;
    deriveOrder(store.rows, lexicon, { ...EVERYBODY, onlyOut: false, activity: "", terms: [], sort });
  });
  bench("count the overview", () => {
    countOverview(store.rows, EVERYBODY);
  });
});
