/** The distinct values of a chunk, found by hashing PLAIN values (parquet-format: Encodings.md, "Dictionary Encoding"). */
import { ByteDictionary } from './byte-dictionary.ts'
import { type Leaf, Physical } from './leaf.ts'
import { WordDictionary } from './word-dictionary.ts'

/** Past this many bytes a dictionary page costs readers more than it saves; parquet-java and arrow stop there too. */
const LARGEST = 1 << 20

export interface Dictionary {
  /** How many distinct values it holds. */
  readonly size: number
  /** Looks up `count` PLAIN values and stores their indexes; false when it has become too large, and is of no more use. */
  add(bytes: Uint8Array<ArrayBuffer>, start: number, count: number, indexes: Int32Array, to: number): boolean
  /** The dictionary page's body: the distinct values, PLAIN, in order of their index. */
  plain(): Uint8Array
}

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

/**
 * How many distinct values there are in all, when `distinct` were seen among `seen`: the number of equally frequent values of which
 * that many would be drawn. Too low for skewed data, which is the harmless direction: the dictionary is measured again when complete.
 */
export function estimateDistinct(distinct: number, seen: number): number {
  if (distinct >= seen) return Number.POSITIVE_INFINITY
  let low = distinct
  let high = seen * seen
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2
    if (middle * (1 - Math.exp(-seen / middle)) < distinct) low = middle
    else high = middle
  }
  return high
}
