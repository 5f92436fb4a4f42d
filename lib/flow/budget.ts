/** The bytes of rows that may be in memory at once, shared by every range of every entity. First come, first served. */
export class Budget {
  readonly limit: number
  #held = 0
  readonly #waiting: { bytes: number; grant: () => void }[] = []

  constructor(limit: number) {
    this.limit = limit
  }

  /** Bytes taken now. */
  get held(): number {
    return this.#held
  }

  /** Takes the bytes if there is room now and nobody waits. More than the whole budget is granted when nothing else is held. */
  tryTake(bytes: number): boolean {
    if (this.#waiting.length > 0 || !this.#fits(bytes)) return false
    this.#held += bytes
    return true
  }

  /**
   * Takes the bytes when there is room.
   * @throws the signal's reason when it aborts before that; nothing is taken then.
   */
  async take(bytes: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (this.tryTake(bytes)) return
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const place = { bytes, grant: resolve }
    this.#waiting.push(place)
    const leave = () => {
      const at = this.#waiting.indexOf(place)
      if (at === -1) return
      this.#waiting.splice(at, 1)
      reject(signal.reason)
      this.#serve()
    }
    signal.addEventListener('abort', leave, { once: true })
    try {
      await promise
    } finally {
      signal.removeEventListener('abort', leave)
    }
  }

  give(bytes: number): void {
    this.#held -= bytes
    this.#serve()
  }

  #fits(bytes: number): boolean {
    return this.#held === 0 || this.#held + bytes <= this.limit
  }

  #serve(): void {
    for (let next = this.#waiting[0]; next && this.#fits(next.bytes); next = this.#waiting[0]) {
      this.#waiting.shift()
      this.#held += next.bytes
      next.grant()
    }
  }
}
