/** The service's time: the machine's, moved by whoever tests what takes long. */
export class Clock {
  #ahead = 0

  /** Milliseconds. */
  now(): number {
    return Date.now() + this.#ahead
  }

  /** Lets so much time pass at once. */
  advance(milliseconds: number): void {
    if (!(milliseconds >= 0)) throw new RangeError(`the clock goes forward, not by ${String(milliseconds)} ms`)
    this.#ahead += milliseconds
  }
}
