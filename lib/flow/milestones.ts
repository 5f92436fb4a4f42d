/** Millions of rows, as they are passed. */
const MILLION = 1_000_000

export class Milestones {
  #told = 0

  /** The millions that this many rows are, when they are more than were told before; else null. Rows that are read again count once. */
  passed(rows: number): number | null {
    const whole = Math.floor(rows / MILLION) * MILLION
    if (whole <= this.#told) return null
    this.#told = whole
    return whole
  }
}
