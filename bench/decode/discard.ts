/** The ceiling: tedious' connection as it is, with the answer's bytes handed to nobody but for the last token. */
import { PassThrough } from 'node:stream'
import { Connection } from 'tedious'

type Message = Parameters<Connection['createTokenStreamParser']>[0]

/** DONE is the last token of an answer: type, status, command and a 64-bit count. [MS-TDS] 2.2.7.6 */
const DONE_BYTES = 13

export class DiscardingConnection extends Connection {
  bytes = 0
  #armed = false

  /** The next answer is thrown away. */
  arm(): void {
    this.#armed = true
  }

  override createTokenStreamParser(
    message: Message,
    handler: Parameters<Connection['createTokenStreamParser']>[1],
  ): ReturnType<Connection['createTokenStreamParser']> {
    if (!this.#armed) return super.createTokenStreamParser(message, handler)
    this.#armed = false
    const rest = new PassThrough()
    let tail: Buffer = Buffer.alloc(0)
    message.on('data', (chunk: Buffer) => {
      this.bytes += chunk.length
      tail = chunk.length >= DONE_BYTES ? chunk : Buffer.concat([tail, chunk])
    })
    message.on('end', () => rest.end(Buffer.from(tail.subarray(-DONE_BYTES))))
    return super.createTokenStreamParser(
      Object.assign(rest, { type: message.type, resetConnection: false, ignore: false }),
      handler,
    )
  }
}
