import type { Message } from './packets.ts'

/** A client's messages in the order they came, waiting for the one reader. */
export class Inbox {
  readonly #messages: Message[] = []
  #waiting: ((message: Message | null) => void) | null = null
  #closed = false
  /** Told of every message at once, in its turn or not: an attention must not wait. */
  onArrival: (message: Message) => void = () => undefined

  push(message: Message): void {
    this.onArrival(message)
    const waiting = this.#waiting
    this.#waiting = null
    if (waiting === null) this.#messages.push(message)
    else waiting(message)
  }

  /** The next message; null once the client is gone. */
  next(): Promise<Message | null> {
    const message = this.#messages.shift()
    if (message !== undefined) return Promise.resolve(message)
    if (this.#closed) return Promise.resolve(null)
    return new Promise(resolve => {
      this.#waiting = resolve
    })
  }

  close(): void {
    this.#closed = true
    this.#waiting?.(null)
    this.#waiting = null
  }
}
