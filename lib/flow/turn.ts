/** A flow's turn: it reads in a place for reading and publishes in a place for publishing, never in both. */
import { Budget } from './budget.ts'

export interface Places {
  reading: Budget
  publishing: Budget
}

/** As many flows publish at a time as read: a slow publish overlaps the next extraction, and no more is staged ahead than that. */
export function placesFor(concurrency: number): Places {
  return { reading: new Budget(concurrency), publishing: new Budget(concurrency) }
}

export class Turn {
  readonly #places: Places
  #at: Budget | null

  private constructor(places: Places) {
    this.#places = places
    this.#at = places.reading
  }

  /**
   * Waits for a place to read in.
   * @throws the signal's reason when it aborts before that.
   */
  static async begin(places: Places, signal: AbortSignal): Promise<Turn> {
    await places.reading.take(1, signal)
    return new Turn(places)
  }

  /**
   * From reading to publishing. The place for reading is kept until there is one for publishing: stores that are slow slow the sources down.
   * Nobody who publishes waits for a place, so one comes.
   * @throws the signal's reason when it aborts while there is none.
   */
  async publish(signal: AbortSignal): Promise<void> {
    const { publishing } = this.#places
    if (this.#at === publishing) return
    if (!publishing.tryTake(1)) await publishing.take(1, signal)
    this.end()
    this.#at = publishing
  }

  /** Back to reading. */
  async read(signal: AbortSignal): Promise<void> {
    const { reading } = this.#places
    if (this.#at === reading) return
    this.end()
    await reading.take(1, signal)
    this.#at = reading
  }

  /** Gives the place back; safe to call twice. */
  end(): void {
    this.#at?.give(1)
    this.#at = null
  }
}
