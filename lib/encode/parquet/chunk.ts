/** One column of one row group: pages cut, values written PLAIN or as indexes into a dictionary, compressed (README.md, "Column chunks"). */
import { boundsOf, boundsOfAll } from './bounds.ts'
import { columnIndex, type PageBounds } from './column-index.ts'
import { bitWidth, hybridLimit, writeHybrid } from './hybrid.ts'
import { type Indexed, indexChunk } from './indexing.ts'
import type { Leaf } from './leaf.ts'
import { levelsLimit, writeLevels } from './levels.ts'
import type { Bounds, ChunkMeta } from './meta.ts'
import { Encoding, writeDataPage, writeDictionaryPage } from './page.ts'
import { type PagePlan, paginate, type Slice } from './pagination.ts'
import { SLACK, writePlain } from './plain.ts'
import type { Scratch } from './scratch.ts'
import type { ChunkTarget } from './target.ts'

/** Writes the pages of a chunk; `slices` are the column in every batch, whole. */
export function writeChunk(leaf: Leaf, slices: Slice[], target: ChunkTarget): ChunkMeta {
  const { out, codec, scratch } = target
  const compress = codec.compressor(leaf.type)
  const plans = paginate(leaf, slices)
  const indexed = indexChunk(leaf, plans, target)
  const start = out.length
  let uncompressed = 0
  if (indexed) uncompressed += writeDictionaryPage(out, compress, indexed.dictionary.plain(), indexed.dictionary.size)
  const data = out.length
  const pages: ChunkMeta['pages'] = []
  const facts: PageBounds[] = []
  let values = 0
  plans.forEach((plan, i) => {
    const position = out.length
    if (indexed) {
      const body = indexPage(plan, indexed, values, scratch)
      uncompressed += writeDataPage(out, compress, body, plan.rows, Encoding.RLE_DICTIONARY)
      facts.push({ rows: plan.rows, nulls: plan.nulls, bounds: indexed.bounds[i] })
    } else {
      const { body, bounds } = plainPage(leaf, plan, scratch)
      uncompressed += writeDataPage(out, compress, body, plan.rows, Encoding.PLAIN)
      facts.push({ rows: plan.rows, nulls: plan.nulls, bounds })
    }
    pages.push({ position, size: out.length - position, first: plan.first })
    values += plan.rows - plan.nulls
  })
  return {
    dictionary: indexed ? start : null,
    data,
    compressed: out.length - start,
    uncompressed,
    nulls: facts.reduce((sum, { nulls }) => sum + nulls, 0),
    bounds: boundsOfAll(leaf, facts),
    pages,
    columnIndex: columnIndex(leaf, facts),
  }
}

function plainPage(leaf: Leaf, plan: PagePlan, scratch: Scratch): { body: Uint8Array; bounds: Bounds | null } {
  // Values begin at a multiple of 8, so that they can be seen as numbers; the levels end where they begin.
  const start = (levelsLimit(plan.rows) + 7) & ~7
  const bytes = scratch.bytes(start + plan.bytes + SLACK)
  const end = writePlain(leaf, plan, bytes, start)
  const bounds = boundsOf(leaf, bytes, start, end, plan.rows - plan.nulls)
  const levels = writeLevels(plan, bytes, 0)
  bytes.copyWithin(start - levels, 0, levels)
  return { body: bytes.subarray(start - levels, end), bounds }
}

/** One byte with the width, then the hybrid (Encodings.md, "Dictionary Encoding"). */
function indexPage(plan: PagePlan, { dictionary, indexes }: Indexed, first: number, scratch: Scratch): Uint8Array {
  const values = plan.rows - plan.nulls
  const width = bitWidth(dictionary.size)
  const bytes = scratch.bytes(levelsLimit(plan.rows) + 1 + hybridLimit(values, width))
  const at = writeLevels(plan, bytes, 0)
  bytes[at] = width
  return bytes.subarray(0, writeHybrid(indexes, first, first + values, width, bytes, at + 1))
}
