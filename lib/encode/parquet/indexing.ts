/** Whether a dictionary makes a chunk smaller: asked of a sample, then of the whole chunk, in the end of the compressor. */
import { type Bounds, boundsOf } from './bounds.ts'
import type { ChunkTarget } from './chunk.ts'
import { type Dictionary, dictionaryFor, estimateDistinct } from './dictionary.ts'
import { bitWidth, hybridLimit, writeHybrid } from './hybrid.ts'
import type { Leaf } from './leaf.ts'
import { type PagePlan, planOf, rowsOf } from './pagination.ts'
import { SLACK, writePlain } from './plain.ts'
import type { Scratch } from './scratch.ts'

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
/** Rows that are compressed both ways when sizes before compression do not decide. */
const TRIAL = 4096
/** A dictionary page's header, and what one more page costs. */
const PAGE_COST = 48

/** The chunk's values as indexes, or null when PLAIN is smaller. */
export function indexChunk(leaf: Leaf, plans: PagePlan[], target: ChunkTarget): Indexed | null {
  const values = plans.reduce((sum, { rows, nulls }) => sum + rows - nulls, 0)
  if (values === 0 || !promising(leaf, plans, values, target.scratch)) return null
  const dictionary = dictionaryFor(leaf)
  if (dictionary === null) return null
  const indexes = new Int32Array(values)
  const bounds: (Bounds | null)[] = []
  let plain = 0
  let at = 0
  for (const plan of plans) {
    const bytes = target.scratch.atLeast(plan.bytes + SLACK)
    const end = writePlain(leaf, plan, bytes, 0)
    const count = plan.rows - plan.nulls
    if (!dictionary.add(bytes, 0, count, indexes, at)) return null
    bounds.push(boundsOf(leaf, bytes, 0, end, count))
    plain += end
    at += count
  }
  const indexed = { dictionary, indexes, bounds }
  return pays(leaf, plans, indexed, plain, target) ? indexed : null
}

/** Whether so few of the values seem to be distinct that the dictionary is worth building. */
function promising(leaf: Leaf, plans: PagePlan[], values: number, scratch: Scratch): boolean {
  const dictionary = dictionaryFor(leaf)
  if (dictionary === null) return false
  if (values <= 2 * SAMPLE) return true
  const rows = plans.reduce((sum, plan) => sum + plan.rows, 0)
  const slices = plans.flatMap(plan => plan.slices)
  const piece = SAMPLE / PIECES
  const sample = Array.from({ length: PIECES }, (_, i) => {
    const from = Math.floor(((rows - piece) * i) / (PIECES - 1))
    return rowsOf(slices, from, from + piece)
  })
  const plan = planOf(leaf, sample.flat())
  const seen = plan.rows - plan.nulls
  if (seen === 0) return true
  const bytes = scratch.atLeast(plan.bytes + SLACK)
  const end = writePlain(leaf, plan, bytes, 0)
  if (!dictionary.add(bytes, 0, seen, new Int32Array(seen), 0)) return false
  const distinct = Math.min(estimateDistinct(dictionary.size, seen), values)
  return sizeOf(distinct, distinct * (end / seen), values) < (end / seen) * values
}

/** Bytes of a chunk with a dictionary, before compression and without runs. */
function sizeOf(entries: number, dictionaryBytes: number, values: number): number {
  return dictionaryBytes + (values * bitWidth(entries)) / 8 + PAGE_COST
}

function pays(leaf: Leaf, plans: PagePlan[], indexed: Indexed, plain: number, target: ChunkTarget): boolean {
  const { dictionary, indexes } = indexed
  const { codec, scratch } = target
  const values = indexes.length
  const entries = dictionary.plain()
  const size = sizeOf(dictionary.size, entries.length, values)
  if (size >= plain) return false
  // A quarter of the bits and next to no dictionary: no compressor of bytes makes up for that.
  if (codec.id === 0 || (size * 4 <= plain && entries.length * 16 <= plain)) return true
  const middle = plans.length >> 1
  const skipped = plans.slice(0, middle).reduce((sum, { rows, nulls }) => sum + rows - nulls, 0)
  const trial = planOf(leaf, rowsOf(plans[middle].slices, 0, TRIAL))
  const tried = trial.rows - trial.nulls
  if (tried === 0) return true
  const bytes = scratch.atLeast(trial.bytes + SLACK)
  const plainBytes = codec.compress(bytes.subarray(0, writePlain(leaf, trial, bytes, 0))).length
  const width = bitWidth(dictionary.size)
  const packed = scratch.atLeast(hybridLimit(tried, width))
  const packedEnd = writeHybrid(indexes, skipped, skipped + tried, width, packed, 0)
  const packedBytes = codec.compress(packed.subarray(0, packedEnd)).length
  // The dictionary's own ratio, from its beginning.
  const head = entries.subarray(0, trial.bytes)
  const dictionaryBytes = (codec.compress(head).length / head.length) * entries.length
  return dictionaryBytes + PAGE_COST + (packedBytes * values) / tried < (plainBytes * values) / tried
}
