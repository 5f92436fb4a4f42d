/** The distinct values of a chunk (parquet-format: Encodings.md, "Dictionary Encoding"). */
export interface Dictionary {
  /** How many distinct values it holds. */
  readonly size: number
  /** Looks up `count` PLAIN values of one width and stores their indexes; false when it has become too large, and is of no more use. */
  add(bytes: Uint8Array<ArrayBuffer>, start: number, count: number, indexes: Int32Array, to: number): boolean
  /** The dictionary page's body: the distinct values, PLAIN, in order of their index. */
  plain(): Uint8Array
}

/**
 * How many distinct values there are among `values`, when the first half of `seen` had `half` of them and all had `distinct`:
 * where the second half brought as many new ones as the first they keep coming at that rate, else the number of equally frequent values
 * that a draw of this size would show so often.
 */
export function estimateDistinct(half: number, distinct: number, seen: number, values: number): number {
  const steady = distinct * (values / seen)
  const growth = distinct / half - 1
  if (growth >= 1) return steady
  const drawn = growth <= 0 ? distinct : -seen / (2 * Math.log(growth))
  return Math.max(distinct, Math.min(steady, drawn))
}
