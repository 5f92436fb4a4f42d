/** zstd files of any number of frames (RFC 8878). Node's stream ends with the first one, so each gets a stream of its own. */
import { Readable, type Transform } from 'node:stream'
import { createZstdDecompress } from 'node:zlib'

const MAGIC = 0xfd2fb528
/** Frames to pass by: 16 magic numbers that differ in the last four bits. */
const SKIPPABLE = 0x184d2a50

/** Decompresses. @throws {RangeError} when what stands there is no frame, or the last one is cut */
export async function* unzstd(pieces: AsyncIterable<Uint8Array>, chunkSize: number): AsyncGenerator<Uint8Array> {
  const frames = new Frames(pieces)
  while (await frames.begin()) {
    const stream = through(Readable.from(frames.pieces()), createZstdDecompress({ chunkSize }))
    try {
      yield* stream
    } finally {
      stream.destroy()
    }
  }
}

/** What comes out of the transform; what the source fails of comes out, too. */
export function through(source: Readable, transform: Transform): Transform {
  source.once('error', error => transform.destroy(error))
  transform.once('close', () => source.destroy())
  return source.pipe(transform)
}

/** Bytes, cut where frames end. */
class Frames {
  readonly #source: AsyncIterator<Uint8Array>
  #bytes: Uint8Array = new Uint8Array(0)

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#source = pieces[Symbol.asyncIterator]()
  }

  /** True when there is another frame. */
  async begin(): Promise<boolean> {
    if (this.#bytes.length > 0) return true
    const next = await this.#source.next()
    if (next.done) return false
    this.#bytes = next.value
    return this.begin()
  }

  /** The bytes of one frame. */
  async *pieces(): AsyncGenerator<Uint8Array> {
    const magic = word(await this.#peek(4))
    if (Math.floor(magic / 16) === SKIPPABLE / 16) {
      const head = await this.#peek(8)
      yield* this.#take(8 + word(head.subarray(4)))
      return
    }
    if (magic !== MAGIC) throw new RangeError('what follows is no zstd frame')
    const [descriptor] = (await this.#peek(5)).subarray(4)
    const single = (descriptor >> 5) & 1
    const contentSize = [single, 2, 4, 8][descriptor >> 6]
    const dictionaryId = [0, 1, 2, 4][descriptor & 3]
    yield* this.#take(5 + (1 - single) + dictionaryId + contentSize)
    for (let last = false; !last; ) {
      const [low, middle, high] = await this.#peek(3)
      const header = low | (middle << 8) | (high << 16)
      last = (header & 1) === 1
      // A block of one repeated byte holds only that byte.
      const size = ((header >> 1) & 3) === 1 ? 1 : header >> 3
      yield* this.#take(3 + size)
    }
    if ((descriptor >> 2) & 1) yield* this.#take(4)
  }

  /** The next bytes, which stay. */
  async #peek(count: number): Promise<Uint8Array> {
    while (this.#bytes.length < count) this.#bytes = Buffer.concat([this.#bytes, await this.#more()])
    return this.#bytes.subarray(0, count)
  }

  async *#take(count: number): AsyncGenerator<Uint8Array> {
    for (let left = count; left > 0; ) {
      if (this.#bytes.length === 0) this.#bytes = await this.#more()
      const piece = this.#bytes.subarray(0, left)
      this.#bytes = this.#bytes.subarray(piece.length)
      left -= piece.length
      if (piece.length > 0) yield piece
    }
  }

  async #more(): Promise<Uint8Array> {
    const next = await this.#source.next()
    if (next.done) throw new RangeError('it ends in the middle of a frame')
    return next.value
  }
}

function word(bytes: Uint8Array): number {
  return (bytes[0] | (bytes[1] << 8) | (bytes[2] << 16) | (bytes[3] << 24)) >>> 0
}
