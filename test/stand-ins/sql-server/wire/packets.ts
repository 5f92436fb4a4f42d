import { ProtocolError } from './byte-reader.ts'
import { type Flow, MessageBody } from './message-body.ts'

/** Packet types, [MS-TDS] 2.2.3.1.1. */
export const PACKET = {
  SQL_BATCH: 0x01,
  RPC: 0x03,
  RESPONSE: 0x04,
  ATTENTION: 0x06,
  BULK_LOAD: 0x07,
  FEDAUTH_TOKEN: 0x08,
  TRANSACTION: 0x0e,
  LOGIN7: 0x10,
  SSPI: 0x11,
  PRELOGIN: 0x12,
} as const

const KNOWN_TYPES = new Set<number>(Object.values(PACKET))

/** Status bits of a packet header, [MS-TDS] 2.2.3.1.2. */
export const STATUS = { END: 0x01, IGNORE: 0x02, RESET: 0x08, RESET_KEEP_TRANSACTION: 0x10 } as const

export const HEADER_BYTES = 8
export const MAX_PACKET_BYTES = 32_767
export const MIN_PACKET_BYTES = 512
export const DEFAULT_PACKET_BYTES = 4096

/** One message of a client: whole, but for a bulk load. */
export interface Message {
  type: number
  /** Status bits of all its packets together; of the first packet when there is a body. */
  status: number
  payload: Buffer
  /** A bulk load can be longer than memory: its payload is here, and read while it arrives. */
  body?: MessageBody
}

interface OpenPacket {
  body: MessageBody
  status: number
  /** Bytes of its payload that are still to come. */
  left: number
}

/** The bytes of one client, cut into messages. */
export class MessageAssembler {
  readonly #onMessage: (message: Message) => void
  readonly #flow: Flow
  #rest: Buffer = Buffer.alloc(0)
  #payloads: Buffer[] = []
  #status = 0
  #body: MessageBody | null = null
  /** A packet of a bulk load that has not come whole. */
  #open: OpenPacket | null = null

  constructor(onMessage: (message: Message) => void, flow: Flow) {
    this.#onMessage = onMessage
    this.#flow = flow
  }

  /** Takes bytes as they arrive; throws ProtocolError when they are not packets. */
  push(chunk: Buffer): void {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    for (;;) {
      if (this.#open !== null) bytes = this.#stream(this.#open, bytes)
      if (bytes.length < HEADER_BYTES) break
      const length = bytes.readUInt16BE(2)
      if (!KNOWN_TYPES.has(bytes[0])) throw new ProtocolError(`packet type 0x${bytes[0].toString(16)}`)
      if (length < HEADER_BYTES) throw new ProtocolError(`packet of ${length} bytes, shorter than its header`)
      const [type, status] = bytes
      if (type === PACKET.BULK_LOAD) {
        this.#open = { body: this.#bodyOf(type, status), status, left: length - HEADER_BYTES }
        bytes = bytes.subarray(HEADER_BYTES)
        continue
      }
      if (bytes.length < length) break
      this.#collect({ type, status, payload: bytes.subarray(HEADER_BYTES, length) })
      bytes = bytes.subarray(length)
    }
    this.#rest = bytes
  }

  /** The client is gone: what it had not finished never will be. */
  close(): void {
    this.#body?.end('lost')
  }

  #collect({ type, status, payload }: Message): void {
    this.#status |= status
    this.#payloads.push(payload)
    if ((status & STATUS.END) === 0) return
    const message = { type, status: this.#status, payload: Buffer.concat(this.#payloads) }
    this.#payloads = []
    this.#status = 0
    this.#onMessage(message)
  }

  /** The body that a packet belongs to: the first one begins it. */
  #bodyOf(type: number, status: number): MessageBody {
    if (this.#body !== null) return this.#body
    const body = new MessageBody(this.#flow)
    this.#body = body
    this.#onMessage({ type, status: status & ~(STATUS.END | STATUS.IGNORE), payload: Buffer.alloc(0), body })
    return body
  }

  /** Hands on what has come of a packet's payload, uncopied; the bytes that are left. */
  #stream(open: OpenPacket, bytes: Buffer): Buffer {
    const { body, status } = open
    const piece = bytes.subarray(0, open.left)
    open.left -= piece.length
    body.push(piece)
    if (open.left > 0) return bytes.subarray(piece.length)
    this.#open = null
    if ((status & STATUS.END) !== 0) {
      this.#body = null
      body.end((status & STATUS.IGNORE) === 0 ? 'whole' : 'ignored')
    }
    return bytes.subarray(piece.length)
  }
}

/** Writes the eight bytes in front of a packet's payload, [MS-TDS] 2.2.3.1. */
export function writeHeader(
  bytes: Uint8Array,
  at: number,
  header: { type: number; status: number; length: number; spid: number; id: number },
): void {
  bytes[at] = header.type
  bytes[at + 1] = header.status
  bytes[at + 2] = header.length >>> 8
  bytes[at + 3] = header.length
  bytes[at + 4] = header.spid >>> 8
  bytes[at + 5] = header.spid
  bytes[at + 6] = header.id
  bytes[at + 7] = 0
}

/** A message as one packet; for the small ones of the handshake. */
export function singlePacket(type: number, payload: Uint8Array): Buffer {
  const packet = Buffer.alloc(HEADER_BYTES + payload.length)
  writeHeader(packet, 0, { type, status: STATUS.END, length: packet.length, spid: 0, id: 1 })
  packet.set(payload, HEADER_BYTES)
  return packet
}
