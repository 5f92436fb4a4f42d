/** A range whose source or store fails now and then: each attempt goes on behind what those before it have staged. */
import { moveRange, type PartFacts, type RangeJob } from './range.ts'
import { type RetryPolicy, retry } from './retry.ts'

/**
 * Moves the range to its end; `job.adopted` are then its parts, and `job.series` is the one that they ended with.
 * What an attempt has read and not staged is dropped, also from what was told by `onRows` and `onBytes`.
 * What the store refused for now is tried again, too: a part that was begun is begun anew.
 * @throws the last attempt's error, after everything else of the entity was aborted with it.
 */
export async function moveRangeAgain(job: RangeJob, { tries, onRetry }: RetryPolicy): Promise<void> {
  const { signal } = job.control
  const told = new Told(job)
  let progressed = false
  const attempt = async () => {
    // Its own controller: what ends an attempt must not end the entity.
    const control = new AbortController()
    const stop = () => control.abort(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
    const staged: PartFacts[] = []
    const onPart = async (part: PartFacts) => {
      await job.onPart(part)
      staged.push(part)
    }
    try {
      job.adopted = await moveRange({ ...job, control, onPart, onRows: told.onRows, onBytes: told.onBytes })
    } catch (error) {
      const parts = continuable([...job.adopted, ...staged])
      progressed = parts.length > job.adopted.length
      told.backTo(parts)
      job.adopted = parts
      // Parts of the next attempt may stand in the place of some of this one.
      job.series += 1
      throw error
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }
  try {
    await retry(attempt, { tries, onRetry, signal, progressed: () => progressed })
  } catch (error) {
    job.control.abort(error)
    // A failure of another range may have come first: that is the cause.
    throw signal.reason
  }
}

/** The parts up to the last one behind which the range can go on; none when it has no order. */
function continuable(parts: PartFacts[]): PartFacts[] {
  return parts.slice(0, parts.findLastIndex(({ last, position }) => last || position !== null) + 1)
}

/** What was told of a range, so that it can be taken back. */
class Told {
  readonly #job: Pick<RangeJob, 'onRows' | 'onBytes'>
  /** Parts of an earlier run: their rows were told, their bytes were not. */
  readonly #before: number
  #rows: number
  #altered: number
  #bytes = 0

  constructor({ onRows, onBytes, adopted }: RangeJob) {
    this.#job = { onRows, onBytes }
    this.#before = adopted.length
    this.#rows = sum(adopted, part => part.staged.rows)
    this.#altered = sum(adopted, part => part.altered)
  }

  readonly onRows = (rows: number, altered: number): void => {
    this.#rows += rows
    this.#altered += altered
    this.#job.onRows(rows, altered)
  }

  readonly onBytes = (bytes: number): void => {
    this.#bytes += bytes
    this.#job.onBytes(bytes)
  }

  backTo(parts: PartFacts[]): void {
    const rows = sum(parts, part => part.staged.rows)
    const altered = sum(parts, part => part.altered)
    const bytes = sum(parts.slice(this.#before), part => part.staged.bytes)
    this.onRows(rows - this.#rows, altered - this.#altered)
    this.onBytes(bytes - this.#bytes)
  }
}

function sum(parts: PartFacts[], of: (part: PartFacts) => number): number {
  return parts.reduce((total, part) => total + of(part), 0)
}
