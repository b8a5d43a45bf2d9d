import type { Interner } from "../interner";
import type { Rows } from "../rows";
import { ROW_STATUSES, type RowStatus } from "../status";
import { fold } from "./fold";

/** The reader's words for what rows hold as ids. */
export interface BoardWords {
  /** BCP 47 language, for the order of names. */
  language: string;
  /** Name of an activity; of an unknown one for the empty id. */
  activity(id: string): string;
  /** Name of a planning unit. */
  unit(id: string): string;
  /** Words for each status. */
  status: Readonly<Record<RowStatus, string>>;
  /** Word for a deviation beyond the severe threshold. */
  severe: string;
  /** Word for an external status without a mapping. */
  unmapped: string;
}

/** Strings by number: as they are shown, folded for the search, and their place in the language's order. */
class Vocabulary {
  readonly #interner: Interner;
  readonly #word: (text: string) => string;
  readonly #collator: Intl.Collator;
  #folded: string[] = [];
  #ranks: Float64Array = new Float64Array();

  constructor(interner: Interner, word: (text: string) => string, collator: Intl.Collator) {
    this.#interner = interner;
    this.#word = word;
    this.#collator = collator;
  }

  word(number: number): string {
    return this.#word(this.#interner.string(number));
  }

  folded(number: number): string {
    this.#folded[number] ??= fold(this.word(number));
    return this.#folded[number];
  }

  /** Place in the language's order; NaN for number 0, which stands for none. */
  rank(number: number): number {
    if (this.#ranks.length !== this.#interner.size) {
      const words = Array.from({ length: this.#interner.size }, (_, i) => this.word(i));
      this.#ranks = ranks(words, this.#collator);
      this.#ranks[0] = Number.NaN;
    }
    return this.#ranks[number] ?? Number.NaN;
  }
}

/** Everything about words that finding and sorting rows needs, computed once per string instead of per row. */
export class Lexicon {
  readonly words: BoardWords;
  readonly activities: Vocabulary;
  readonly units: Vocabulary;
  readonly texts: Vocabulary;
  readonly status: readonly string[];
  readonly severe: string;
  readonly unmapped: string;
  readonly #collator: Intl.Collator;
  #names: { rows: Rows; naming: number; folded: string[]; ranks: Float64Array } | undefined;

  constructor(rows: Rows, words: BoardWords) {
    const collator = new Intl.Collator(words.language, { sensitivity: "base", numeric: true });
    this.#collator = collator;
    this.words = words;
    this.activities = new Vocabulary(rows.activities, (id) => words.activity(id), collator);
    this.units = new Vocabulary(rows.units, (id) => words.unit(id), collator);
    this.texts = new Vocabulary(rows.texts, (text) => text, collator);
    this.status = ROW_STATUSES.map((status) => fold(words.status[status]));
    this.severe = fold(words.severe);
    this.unmapped = fold(words.unmapped);
  }

  /** Names by slot, folded and ranked; computed anew only after people came or were renamed. */
  names(rows: Rows): { folded: readonly string[]; ranks: Float64Array } {
    if (this.#names?.naming !== rows.naming || this.#names.rows !== rows) {
      const { names, naming } = rows;
      this.#names = { rows, naming, folded: names.map(fold), ranks: ranks(names, this.#collator) };
    }
    return this.#names;
  }
}

function ranks(words: readonly string[], collator: Intl.Collator): Float64Array {
  const order = words.map((_, i) => i).sort((a, b) => collator.compare(words[a] ?? "", words[b] ?? ""));
  const places = new Float64Array(words.length);
  order.forEach((index, place) => {
    places[index] = place;
  });
  return places;
}
