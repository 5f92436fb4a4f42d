/** A receiver whose answer is watched: no byte for too long while bytes are due is a failure. */
import { type Place, timedOut } from './errors.ts'
import type { Answer, Receiver } from './seam.ts'

const MAX_TIMER = 2 ** 31 - 1

export class Watched implements Receiver {
  readonly #receiver: Receiver
  readonly #onFailure: (error: unknown) => void
  readonly #place: Place
  readonly #seconds: number
  #timer: NodeJS.Timeout | undefined
  #paused = false
  /** The seam was taken: an answer came this way. */
  begun = false
  /** The answer is complete; there is nothing left to cancel. */
  ended = false

  /** `seconds` of silence are allowed, 0 = any. `onFailure` hears of the first thing that makes the rest useless. */
  constructor(receiver: Receiver, place: Place, seconds: number, onFailure: (error: unknown) => void) {
    this.#receiver = receiver
    this.#onFailure = onFailure
    this.#place = place
    this.#seconds = seconds
  }

  /** The request is on its way: bytes are due from now on. */
  start(): void {
    if (this.#seconds > 0) this.#timer = setTimeout(() => this.#onSilence(), Math.min(this.#seconds * 1000, MAX_TIMER))
  }

  begin(answer: Answer): void {
    this.begun = true
    this.#timer?.refresh()
    this.#receiver.begin({
      ...answer,
      pause: () => {
        this.#paused = true
        answer.pause()
      },
      resume: () => {
        this.#paused = false
        this.#timer?.refresh()
        answer.resume()
      },
    })
  }

  data(chunk: Uint8Array): void {
    this.#timer?.refresh()
    this.#receiver.data(chunk)
  }

  end(): void {
    this.ended = true
    this.#receiver.end()
  }

  fail(error: unknown): void {
    this.#receiver.fail(error)
    this.#onFailure(error)
  }

  cancel(): void {
    this.#receiver.cancel()
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #onSilence(): void {
    // While we do not read, the silence is ours and not the server's.
    if (this.#paused) this.#timer?.refresh()
    else this.#onFailure(timedOut(this.#place, this.#seconds))
  }
}
