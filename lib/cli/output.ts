/** stdout and stderr as the program sees them: a reader that leaves is no error, a full disk is one that is said. */
import type { Sink } from '../report/display.ts'

/** What a stream says when nobody reads it any more: closed pipes, terminals that are gone. */
const GONE = new Set(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END'])

export class Output implements Sink {
  readonly stream: NodeJS.WriteStream
  #failure: Error | null = null
  #gone = false

  constructor(stream: NodeJS.WriteStream) {
    this.stream = stream
    stream.on('error', (error: NodeJS.ErrnoException) => this.#fail(error))
  }

  /** Why text was lost although somebody wanted it; null when none was. */
  get failure(): Error | null {
    return this.#failure
  }

  write(text: string): void {
    if (!this.#gone) this.stream.write(text)
  }

  /** Writes and resolves when the system has taken the text: this is how a slow reader slows the writer. Never throws. */
  send(text: string): Promise<void> {
    if (this.#gone) return Promise.resolve()
    return new Promise(resolve => {
      // The callback comes before the stream's `error` event.
      this.stream.write(text, error => {
        if (error) this.#fail(error)
        resolve()
      })
    })
  }

  #fail(error: NodeJS.ErrnoException): void {
    this.#gone = true
    if (!GONE.has(error.code ?? '')) this.#failure ??= error
  }
}
