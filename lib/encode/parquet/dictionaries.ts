/** Which dictionary a column has, and how pages are put into it. */
import { boundsOf } from './bounds.ts'
import { ByteDictionary } from './byte-dictionary.ts'
import type { Dictionary } from './dictionary.ts'
import { type Leaf, Physical } from './leaf.ts'
import type { Bounds } from './meta.ts'
import type { PagePlan } from './pagination.ts'
import { SLACK, writePlain } from './plain.ts'
import type { Scratch } from './scratch.ts'
import { WordDictionary } from './word-dictionary.ts'

/** Past this many bytes a dictionary page costs readers more than it saves; parquet-java and arrow stop there too. */
const LARGEST = 1 << 20

/** An empty dictionary for a column; null for booleans, whose values are shorter than any index. */
export function dictionaryFor(leaf: Leaf): Dictionary | null {
  switch (leaf.physical) {
    case Physical.BOOLEAN:
      return null
    case Physical.INT32:
    case Physical.FLOAT:
      return new WordDictionary(1, LARGEST)
    case Physical.INT64:
    case Physical.DOUBLE:
      return new WordDictionary(2, LARGEST)
    case Physical.FIXED_LEN_BYTE_ARRAY:
      return new ByteDictionary(leaf.width, LARGEST)
    case Physical.BYTE_ARRAY:
      return new ByteDictionary(0, LARGEST)
  }
}

/** Stores the indexes of a page's values at `to`, and returns what the page's values are within; undefined when the dictionary is full. */
export function addPage(
  dictionary: Dictionary,
  leaf: Leaf,
  plan: PagePlan,
  indexes: Int32Array,
  to: number,
  scratch: Scratch,
): Bounds | null | undefined {
  if (dictionary instanceof ByteDictionary && leaf.physical === Physical.BYTE_ARRAY) {
    let end = to
    for (const slice of plan.slices) {
      end = dictionary.addSlice(slice, indexes, end)
      if (end < 0) return undefined
    }
    return dictionary.bounds(leaf, indexes, to, end)
  }
  const count = plan.rows - plan.nulls
  const bytes = scratch.bytes(plan.bytes + SLACK)
  const end = writePlain(leaf, plan, bytes, 0)
  return dictionary.add(bytes, 0, count, indexes, to) ? boundsOf(leaf, bytes, 0, end, count) : undefined
}
