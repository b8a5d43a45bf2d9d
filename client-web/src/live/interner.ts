/** Gives each distinct string a small number, so that rows hold numbers. Number 0 is the empty string. */
export class Interner {
  readonly #numbers = new Map<string, number>([["", 0]]);
  readonly #strings: string[] = [""];

  /** The number of a string; a new one if it was never seen. */
  number(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#strings.length;
    this.#numbers.set(text, number);
    this.#strings.push(text);
    return number;
  }

  /** The string of a number; empty if there is none. */
  string(number: number): string {
    return this.#strings[number] ?? "";
  }

  /** How many numbers were given. */
  get size(): number {
    return this.#strings.length;
  }
}
