/** Whether a dictionary makes a chunk smaller: measured on a sample with the compressor itself, confirmed by the whole dictionary. */
import { addPage, dictionaryFor } from './dictionaries.ts'
import { type Dictionary, estimateDistinct } from './dictionary.ts'
import { bitWidth, hybridLimit, writeHybrid } from './hybrid.ts'
import type { Leaf } from './leaf.ts'
import type { Bounds } from './meta.ts'
import { type PagePlan, planOf, rowsOf } from './pagination.ts'
import { SLACK, writePlain } from './plain.ts'
import type { ChunkTarget } from './target.ts'

/** A chunk as indexes into a dictionary, its NULLs left out. */
export interface Indexed {
  dictionary: Dictionary
  indexes: Int32Array
  /** Of each page. */
  bounds: (Bounds | null)[]
}

/** Rows looked at before the whole chunk is hashed, in pieces from everywhere. */
const SAMPLE = 2048
const PIECES = 8
/** Chunks of so few values are judged before compression. */
const SMALL = 4096
/** Odd, so that different indexes stay different as long as there is room. */
const SPREAD = 0x9e3779b1
/** A dictionary page's header, and what one more page costs. */
const PAGE_COST = 48

/** Stored bytes of one value, as far as the sample tells. */
interface Rates {
  plain: number
  /** Of an index of `width` bits. */
  index: number
  width: number
  /** Stored bytes of one byte of the dictionary. */
  entries: number
}

/** The chunk's values as indexes, or null when PLAIN is smaller. */
export function indexChunk(leaf: Leaf, plans: PagePlan[], target: ChunkTarget): Indexed | null {
  const values = plans.reduce((sum, { rows, nulls }) => sum + rows - nulls, 0)
  const rates = values > 0 ? sampled(leaf, plans, values, target) : null
  const dictionary = dictionaryFor(leaf)
  if (rates === null || dictionary === null) return null
  const indexes = target.scratch.indexes(values)
  const bounds: (Bounds | null)[] = []
  let at = 0
  for (const plan of plans) {
    const found = addPage(dictionary, leaf, plan, indexes, at, target.scratch)
    if (found === undefined) return null
    bounds.push(found)
    at += plan.rows - plan.nulls
  }
  return pays(rates, values, dictionary.size, dictionary.plain().length) ? { dictionary, indexes, bounds } : null
}

/** Looks at some rows as plain values and as indexes, both compressed; null when a dictionary cannot pay. */
function sampled(leaf: Leaf, plans: PagePlan[], values: number, { codec, scratch }: ChunkTarget): Rates | null {
  const dictionary = dictionaryFor(leaf)
  if (dictionary === null) return null
  const plan = samplePlan(leaf, plans)
  const seen = plan.rows - plan.nulls
  // All NULL where we looked: whatever is elsewhere is rare, and cheap either way.
  if (seen === 0) return null
  const indexes = scratch.indexes(seen)
  if (addPage(dictionary, leaf, plan, indexes, 0, scratch) === undefined) return null
  const entries = dictionary.plain()
  const half = indexes.subarray(0, seen >> 1).reduce((most, index) => Math.max(most, index + 1), 1)
  const estimate = seen === values ? dictionary.size : Math.round(estimateDistinct(half, dictionary.size, seen, values))
  const entryBytes = (entries.length / dictionary.size) * estimate
  const width = bitWidth(estimate)
  const bytes = scratch.bytes(plan.bytes + SLACK)
  const plain = bytes.subarray(0, writePlain(leaf, plan, bytes, 0))
  const raw = { plain: plain.length / seen, index: width / 8, width, entries: 1 }
  if (!pays(raw, values, estimate, entryBytes)) return null
  // Too small to be worth compressing it three times over.
  if (values <= SMALL) return raw.plain * values >= 2 * (raw.index * values + entryBytes + PAGE_COST) ? raw : null
  // A quarter of the bits and next to no dictionary: a compressor of bytes does not make up for that.
  if (codec.id === 0 || (raw.plain >= raw.index * 4 && entryBytes * 16 <= plain.length * (values / seen))) return raw
  const compress = codec.compressor(leaf.type)
  const plainRate = compress(plain).length / seen
  // Of many values the sample sees most for the first time, numbered as they come: spread as they will be in the whole chunk.
  if (estimate > dictionary.size)
    for (let i = 0; i < seen; i++) indexes[i] = Math.imul(indexes[i], SPREAD) >>> (32 - width)
  const packed = scratch.bytes(hybridLimit(seen, width))
  const packedRate = compress(packed.subarray(0, writeHybrid(indexes, 0, seen, width, packed, 0))).length / seen
  const rates = {
    plain: plainRate,
    index: packedRate,
    width,
    entries: Math.min(1, compress(entries).length / entries.length),
  }
  return pays(rates, values, estimate, entryBytes) ? rates : null
}

function samplePlan(leaf: Leaf, plans: PagePlan[]): PagePlan {
  const rows = plans.reduce((sum, plan) => sum + plan.rows, 0)
  const slices = plans.flatMap(plan => plan.slices)
  if (rows <= 2 * SAMPLE) return planOf(leaf, slices)
  const piece = SAMPLE / PIECES
  const starts = Array.from({ length: PIECES }, (_, i) => Math.floor(((rows - piece) * i) / (PIECES - 1)))
  return planOf(
    leaf,
    starts.flatMap(from => rowsOf(slices, from, from + piece)),
  )
}

/** Whether `values` indexes and a dictionary of so many entries and bytes are stored in less than the plain values. */
function pays(rates: Rates, values: number, entries: number, entryBytes: number): boolean {
  const index = (rates.index * bitWidth(entries)) / rates.width
  return PAGE_COST + entryBytes * rates.entries + values * index < values * rates.plain
}
