/** Keys that follow each other within this time are one text. */
const pauseMs = 500;

const letters = (text: string): string[] => Array.from(text.normalize('NFC'));

/** Whether a text begins with another one, by the letters alone: case and accents make no difference in the language's own order. */
function begins(text: string, start: string, collator: Intl.Collator): boolean {
  const all = letters(text);
  // "ß" is one letter and counts as "ss", so the two starts may differ in length.
  return all.some((_, index) => collator.compare(all.slice(0, index + 1).join(''), start) === 0);
}

/**
 * Finds the entry of a list that is typed, as the menu pattern of the ARIA practices asks: letters that follow each other quickly are the
 * start of one text, the same letter again goes to the next entry that begins with it.
 */
export class TypeAhead {
  #typed = '';
  #lastMs = -Infinity;

  /** Whether a text is being typed, so that a space belongs to it. */
  isTyping(nowMs: number): boolean {
    return this.#typed !== '' && nowMs - this.#lastMs <= pauseMs;
  }

  /**
   * The place of the entry that is meant after one more letter, looked for from `at` on and round the end. -1: none begins so. `locale`
   * says which letters are the same; -1 for `at`: no entry has the focus.
   */
  type(letter: string, nowMs: number, texts: readonly string[], at: number, locale: string): number {
    this.#typed = this.isTyping(nowMs) ? this.#typed + letter : letter;
    this.#lastMs = nowMs;
    const collator = new Intl.Collator(locale, { sensitivity: 'base', usage: 'search' });
    const typed = letters(this.#typed);
    const isOneLetter = typed.every((one) => collator.compare(one, typed[0] ?? '') === 0);
    const find = (start: string, from: number): number => {
      const order = texts.map((_, step) => (from + step + texts.length) % texts.length);
      return order.find((index) => begins(texts[index]?.trim() ?? '', start, collator)) ?? -1;
    };
    const whole = typed.length === 1 ? -1 : find(this.#typed, Math.max(at, 0));
    return whole === -1 && isOneLetter ? find(typed[0] ?? '', at + 1) : whole;
  }
}
