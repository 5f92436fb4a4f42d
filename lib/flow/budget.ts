/** A quantity shared by every range of every entity: bytes of rows in memory, or row groups near the workers. First come, first served. */
export class Budget {
  readonly limit: number
  #held = 0
  readonly #waiting: { amount: number; grant: () => void }[] = []

  constructor(limit: number) {
    this.limit = limit
  }

  /** Taken now. */
  get held(): number {
    return this.#held
  }

  /** Takes the amount if there is room now and nobody waits. More than the whole limit is granted when nothing else is held. */
  tryTake(amount: number): boolean {
    if (this.#waiting.length > 0 || !this.#fits(amount)) return false
    this.#held += amount
    return true
  }

  /**
   * Takes the amount when there is room.
   * @throws the signal's reason when it aborts before that; nothing is taken then.
   */
  async take(amount: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (this.tryTake(amount)) return
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const place = { amount, grant: resolve }
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

  give(amount: number): void {
    this.#held -= amount
    this.#serve()
  }

  #fits(amount: number): boolean {
    return this.#held === 0 || this.#held + amount <= this.limit
  }

  #serve(): void {
    for (let next = this.#waiting[0]; next && this.#fits(next.amount); next = this.#waiting[0]) {
      this.#waiting.shift()
      this.#held += next.amount
      next.grant()
    }
  }
}
