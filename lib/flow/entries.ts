/** Entries of what was seen near a watermark, one after another: written to files of bounded size, read back, and laid together. */
import { ENTRY, FILE_ENTRIES, HASH_AT, type SeenPart } from '../journal/seen.ts'

/** Entries come in files; whoever reads them holds one at a time. */
export type EntryFiles = AsyncIterable<Uint8Array>

/** Collects entries and gives them away in files. */
export class EntryWriter {
  readonly #keep: (file: number, entries: Uint8Array) => Promise<void>
  #buffer: Buffer = Buffer.alloc(0)
  #used = 0
  #files = 0
  #entries = 0

  /** @param keep makes a file durable; the bytes are its own */
  constructor(keep: (file: number, entries: Uint8Array) => Promise<void>) {
    this.#keep = keep
  }

  /** @param entries whole entries */
  async add(entries: Uint8Array): Promise<void> {
    for (let from = 0; from < entries.length; ) {
      this.#reserve(entries.length - from)
      const to = Math.min(entries.length, from + this.#buffer.length - this.#used)
      this.#buffer.set(entries.subarray(from, to), this.#used)
      this.#used += to - from
      from = to
      if (this.#used === FILE_ENTRIES * ENTRY) await this.#flush()
    }
  }

  async finish(): Promise<SeenPart> {
    if (this.#used > 0) await this.#flush()
    return { files: this.#files, entries: this.#entries }
  }

  /** Small windows are many, so room grows with what comes. */
  #reserve(bytes: number): void {
    if (this.#used < this.#buffer.length) return
    const most = FILE_ENTRIES * ENTRY
    const grown = Buffer.alloc(Math.min(most, Math.max(2 * this.#used, this.#used + bytes)))
    grown.set(this.#buffer.subarray(0, this.#used))
    this.#buffer = grown
  }

  async #flush(): Promise<void> {
    const entries = this.#buffer.subarray(0, this.#used)
    this.#buffer = Buffer.alloc(0)
    this.#entries += this.#used / ENTRY
    this.#used = 0
    await this.#keep(this.#files++, entries)
  }
}

/** Writes one entry. */
export function putEntry(to: DataView, at: number, units: bigint, hashes: Uint8Array, from: number): void {
  to.setBigUint64(at, BigInt.asUintN(64, units), true)
  to.setBigInt64(at + 8, units >> 64n, true)
  new Uint8Array(to.buffer, to.byteOffset + at + HASH_AT, ENTRY - HASH_AT).set(hashes.subarray(from, from + 16))
}

/** Goes through entries one by one, with one file in memory. */
export class EntryCursor {
  readonly #files: AsyncIterator<Uint8Array>
  #entries: Uint8Array = new Uint8Array(0)
  #view = new DataView(new ArrayBuffer(0))
  #words = new Int32Array(0)
  #at = 0
  #units: bigint | null = null

  constructor(files: EntryFiles) {
    this.#files = files[Symbol.asyncIterator]()
  }

  /** Loads a file when the one before is spent; false when there is none. It must be true before anything else is asked. */
  async load(): Promise<boolean> {
    while (this.#at >= this.#entries.length) {
      const next = await this.#files.next()
      if (next.done) return false
      // At a multiple of 4, for hashes to be compared by words.
      const copy = new Uint8Array(next.value)
      this.#entries = copy
      this.#view = new DataView(copy.buffer)
      this.#words = new Int32Array(copy.buffer)
      this.#at = 0
    }
    return true
  }

  /** True when the file at hand has another entry. */
  get loaded(): boolean {
    return this.#at < this.#entries.length
  }

  get units(): bigint {
    this.#units ??= this.#view.getBigUint64(this.#at, true) | (this.#view.getBigInt64(this.#at + 8, true) << 64n)
    return this.#units
  }

  /** The entry's bytes, as long as its file is loaded. */
  get entry(): Uint8Array {
    return this.#entries.subarray(this.#at, this.#at + ENTRY)
  }

  /** Where the hash of the entry is: words, and the first of them. */
  get hash(): { words: Int32Array; at: number } {
    return { words: this.#words, at: (this.#at + HASH_AT) / 4 }
  }

  step(): void {
    this.#at += ENTRY
    this.#units = null
  }
}

/** The entries of both that `wanted` accepts, in the order of the watermark, given to the writer. */
export async function merge(
  one: EntryFiles,
  other: EntryFiles,
  wanted: (units: bigint) => boolean,
  writer: EntryWriter,
): Promise<SeenPart> {
  const [a, b] = [new EntryCursor(one), new EntryCursor(other)]
  for (;;) {
    const [more, others] = [a.loaded || (await a.load()), b.loaded || (await b.load())]
    if (!more && !others) return writer.finish()
    const next = !others || (more && a.units <= b.units) ? a : b
    if (wanted(next.units)) await writer.add(next.entry)
    next.step()
  }
}
