// What happened, as one number: equal for equal histories (I40). In: texts in order. Out: 53 bits as hex.

/** Two mixed 32-bit FNV streams; not secret, only unlikely to collide. */
export class Trace {
  #low = 0x811c9dc5;
  #high = 0x1b873593;
  #count = 0;

  add(text: string): void {
    let low = this.#low;
    let high = this.#high;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      low = Math.imul(low ^ code, 0x01000193);
      high = Math.imul(high ^ code, 0x85ebca6b);
    }
    this.#low = low ^ (low >>> 15);
    this.#high = high ^ (high >>> 13);
    this.#count += 1;
  }

  /** The hash of everything so far, with the number of texts. */
  hash(): string {
    const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');
    return `${hex(this.#high)}${hex(this.#low)}-${this.#count}`;
  }
}
