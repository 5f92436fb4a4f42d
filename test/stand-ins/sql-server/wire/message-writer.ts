import { setTimeout as sleep } from 'node:timers/promises'
import { HEADER_BYTES, PACKET, STATUS, writeHeader } from './packets.ts'

/** The client is gone: whatever was being answered stops. */
export class ConnectionClosed extends Error {}

/** The stream of a connection as the writer needs it: a socket, or TLS over one. */
export interface ByteSink {
  write(bytes: Uint8Array, done: (error?: Error | null) => void): boolean
  destroy(): void
}

/** What a fault does to the bytes of one response. */
export interface Damage {
  /** The socket is destroyed after so many bytes of the response. */
  dropAfterBytes?: number
  bytesPerSecond?: number
}

const BUFFER_BYTES = 256 * 1024
/** So many buffers may wait for the socket; then the answer is not pulled further. */
const BUFFERS = 4
const SLICES_PER_SECOND = 20

/**
 * Response messages as packets. Tokens are copied once, into large buffers of several packets that go to the socket whole; a buffer
 * is free again when the socket has taken it, so a client that does not read stops the server after four of them.
 */
export class MessageWriter {
  readonly spid: number
  #sink: ByteSink
  #packetBytes: number
  #nextPacketBytes: number
  #buffer: Buffer | null = null
  readonly #free: Buffer[] = []
  #made = 0
  #waiting: (() => void) | null = null
  #closed = false
  /** Start of the packet being filled, and where the next byte goes. */
  #packet = 0
  #at = 0
  #id = 1
  #damage: Damage = {}
  #sentOfMessage = 0
  #slow: Promise<void> = Promise.resolve()
  /** Bytes handed to the socket since the connection began. */
  sent = 0

  constructor(sink: ByteSink, spid: number, packetBytes: number) {
    this.#sink = sink
    this.spid = spid
    this.#packetBytes = packetBytes
    this.#nextPacketBytes = packetBytes
  }

  /** From the next message on: a new size, as ENVCHANGE announced. */
  set packetBytes(bytes: number) {
    this.#nextPacketBytes = bytes
  }

  set sink(sink: ByteSink) {
    this.#sink = sink
  }

  /** What happens to the response that starts now; `{}` for nothing. */
  set damage(damage: Damage) {
    this.#damage = damage
  }

  /** The connection ended: nobody waits for the socket any longer. */
  close(): void {
    this.#closed = true
    this.#wake()
  }

  /** Adds tokens to the message; returns a promise when the caller must wait for the socket. */
  write(tokens: Uint8Array): Promise<void> | undefined {
    const written = this.#fill(tokens, 0)
    return written === tokens.length ? undefined : this.#writeRest(tokens, written)
  }

  /** Sends what is there, the unfinished packet included, so that the client sees it now. */
  async flush(): Promise<void> {
    if (this.#buffer === null) return
    this.#seal(0)
    this.#send()
    await this.#slow
  }

  /** Sends the packets that are full; the one being filled stays. Does nothing while all buffers are on their way. */
  release(): void {
    const full = this.#buffer
    const packet = this.#packet
    if (full === null || packet === 0) return
    const next = this.#take()
    if (next === null) return
    const tail = this.#at - packet
    full.copy(next, 0, packet, this.#at)
    this.#at = packet
    this.#send()
    this.#buffer = next
    this.#packet = 0
    this.#at = tail
  }

  /** Ends the message. */
  async end(): Promise<void> {
    while (!this.#ready()) await this.#room()
    this.#seal(STATUS.END)
    this.#send()
    this.#packetBytes = this.#nextPacketBytes
    this.#id = 1
    this.#sentOfMessage = 0
    await this.#slow
  }

  async #writeRest(tokens: Uint8Array, from: number): Promise<void> {
    let at = from
    while (at < tokens.length) {
      await this.#room()
      at = this.#fill(tokens, at)
    }
    await this.#slow
  }

  /** Copies until the tokens end or no buffer is free; returns how far it came. */
  #fill(tokens: Uint8Array, from: number): number {
    let at = from
    while (at < tokens.length && this.#ready()) {
      let left = this.#packet + this.#packetBytes - this.#at
      if (left === 0) {
        // A full packet is sealed only when more follows: the last one of a message needs the END bit.
        this.#seal(0)
        if (this.#at + this.#packetBytes > BUFFER_BYTES) {
          this.#send()
          continue
        }
        this.#open()
        left = this.#packetBytes - HEADER_BYTES
      }
      const count = Math.min(left, tokens.length - at)
      this.#buffer!.set(count === tokens.length ? tokens : tokens.subarray(at, at + count), this.#at)
      this.#at += count
      at += count
    }
    return at
  }

  /** Makes sure there is a buffer with an open packet; false when all are on their way. */
  #ready(): boolean {
    if (this.#closed) throw new ConnectionClosed('the client is gone')
    if (this.#buffer !== null) return true
    const buffer = this.#take()
    if (buffer === null) return false
    this.#buffer = buffer
    this.#at = 0
    this.#open()
    return true
  }

  #take(): Buffer | null {
    const buffer = this.#free.pop()
    if (buffer !== undefined) return buffer
    if (this.#made === BUFFERS) return null
    this.#made++
    return Buffer.allocUnsafeSlow(BUFFER_BYTES)
  }

  #open(): void {
    this.#packet = this.#at
    this.#at += HEADER_BYTES
  }

  #seal(status: number): void {
    const header = { type: PACKET.RESPONSE, status, length: this.#at - this.#packet, spid: this.spid, id: this.#id }
    writeHeader(this.#buffer!, this.#packet, header)
    this.#id = (this.#id + 1) & 0xff
  }

  #send(): void {
    const buffer = this.#buffer!
    const bytes = buffer.subarray(0, this.#at)
    this.#buffer = null
    const { dropAfterBytes, bytesPerSecond } = this.#damage
    const done = (error?: Error | null) => {
      if (error) return this.close()
      this.#free.push(buffer)
      this.#wake()
    }
    if (dropAfterBytes !== undefined && this.#sentOfMessage + bytes.length >= dropAfterBytes) {
      const kept = bytes.subarray(0, dropAfterBytes - this.#sentOfMessage)
      this.#count(kept.length)
      this.close()
      this.#sink.write(kept, () => this.#sink.destroy())
    } else if (bytesPerSecond !== undefined) {
      this.#slow = this.#trickle(bytes, bytesPerSecond).then(() => done())
    } else {
      this.#count(bytes.length)
      this.#sink.write(bytes, done)
    }
  }

  async #trickle(bytes: Uint8Array, bytesPerSecond: number): Promise<void> {
    await this.#slow
    const slice = Math.max(1, Math.floor(bytesPerSecond / SLICES_PER_SECOND))
    for (let at = 0; at < bytes.length && !this.#closed; at += slice) {
      const part = bytes.subarray(at, at + slice)
      this.#count(part.length)
      await new Promise<void>(resolve => this.#sink.write(part, () => resolve()))
      await sleep((part.length / bytesPerSecond) * 1000)
    }
  }

  #count(bytes: number): void {
    this.sent += bytes
    this.#sentOfMessage += bytes
  }

  async #room(): Promise<void> {
    if (this.#closed) throw new ConnectionClosed('the client is gone')
    if (this.#free.length > 0 || this.#made < BUFFERS) return
    await new Promise<void>(resolve => {
      this.#waiting = resolve
    })
    if (this.#closed) throw new ConnectionClosed('the client is gone')
  }

  #wake(): void {
    const waiting = this.#waiting
    this.#waiting = null
    waiting?.()
  }
}
