/** Where the bytes of a message come from: it can be told to wait. */
export interface Flow {
  pause(): void
  resume(): void
}

/** How a message ended: whole, taken back by its sender (the IGNORE bit), or with the connection. */
export type Fate = 'whole' | 'ignored' | 'lost'

/** So many bytes may lie here unread; then the client has to wait. */
const MOST_BYTES = 2 * 1024 * 1024
const FEW_BYTES = 512 * 1024

/** The payload of a message of any length, read packet by packet while it arrives. */
export class MessageBody {
  readonly #flow: Flow
  #packets: Buffer[] = []
  #bytes = 0
  #waiting: (() => void) | null = null
  #paused = false
  #draining = false
  #fate: Fate | null = null
  /** Payload bytes that have arrived so far. */
  received = 0
  /** Told of every arrival: how many bytes have come, and the end. */
  onArrival: () => void = () => undefined

  constructor(flow: Flow) {
    this.#flow = flow
  }

  /** Null while more is to come. */
  get fate(): Fate | null {
    return this.#fate
  }

  push(payload: Buffer): void {
    this.received += payload.length
    if (!this.#draining && payload.length > 0) {
      this.#packets.push(payload)
      this.#bytes += payload.length
    }
    if (this.#bytes > MOST_BYTES && !this.#paused) {
      this.#paused = true
      this.#flow.pause()
    }
    this.#wake()
    this.onArrival()
  }

  end(fate: Fate): void {
    if (this.#fate !== null) return
    this.#fate = fate
    this.#wake()
    this.onArrival()
  }

  /** The next packet's payload; null when the message has ended. */
  async take(): Promise<Buffer | null> {
    while (this.#packets.length === 0 && this.#fate === null) {
      await new Promise<void>(resolve => {
        this.#waiting = resolve
      })
    }
    const packet = this.#packets.shift()
    if (packet === undefined) return null
    this.#bytes -= packet.length
    if (this.#bytes < FEW_BYTES) this.#goOn()
    return packet
  }

  /** Throws the rest away; resolves when the message has ended. */
  async drain(): Promise<void> {
    this.#draining = true
    this.#empty()
    while (this.#fate === null) {
      await new Promise<void>(resolve => {
        this.#waiting = resolve
      })
    }
  }

  #empty(): void {
    this.#packets = []
    this.#bytes = 0
    this.#goOn()
  }

  #goOn(): void {
    if (!this.#paused) return
    this.#paused = false
    this.#flow.resume()
  }

  #wake(): void {
    const waiting = this.#waiting
    this.#waiting = null
    waiting?.()
  }
}
