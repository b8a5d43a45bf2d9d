import { fold } from "./fold";

/** The folded words of one term: a field matches if it holds all of them, in any order. */
export type SearchTerm = readonly string[];

/** Reads what was typed into the search box: commas separate terms, of which one has to match. */
export function parseSearch(text: string): SearchTerm[] {
  return text
    .split(",")
    .map((term) => fold(term).split(/\s+/u).filter(Boolean))
    .filter((words) => words.length > 0);
}

/** Whether a folded field holds every word of the term. */
export function fieldMatches(field: string, term: SearchTerm): boolean {
  return term.every((word) => field.includes(word));
}
