/** The RLE / bit-packing hybrid (parquet-format: Encodings.md, "Run Length Encoding / Bit-Packing Hybrid"). */

/** Equal values from which a run of its own is shorter than packing them. */
const SHORTEST_RUN = 16

/** The bits an index into `entries` values needs; never 0, because some readers stumble over a width of 0. */
export function bitWidth(entries: number): number {
  return Math.max(1, 32 - Math.clz32(Math.max(entries - 1, 0)))
}

/** The most bytes that `count` values of a width can take. */
export function hybridLimit(count: number, width: number): number {
  return Math.ceil(count / 8) * width + 16 + (count >> 3)
}

/** Writes `values[from..end)` at `at` and returns where it ended. */
export function writeHybrid(
  values: Int32Array,
  from: number,
  end: number,
  width: number,
  out: Uint8Array,
  at: number,
): number {
  let position = at
  let packed = from
  let i = from
  // `i` stays a multiple of 8 values behind `packed`: only whole groups may stand before a run.
  while (i < end) {
    const value = values[i]
    let run = i + 1
    while (run < end && values[run] === value) run++
    if (run - i >= SHORTEST_RUN) {
      if (i > packed) position = writePacked(values, packed, i, width, out, position)
      position = writeRun(value, run - i, width, out, position)
      packed = run
      i = run
    } else i += 8
  }
  return packed < end ? writePacked(values, packed, end, width, out, position) : position
}

/** `count` times the same value. */
export function writeRun(value: number, count: number, width: number, out: Uint8Array, at: number): number {
  let position = writeVarint(count * 2, out, at)
  for (let bits = 0; bits < width; bits += 8) out[position++] = value >>> bits
  return position
}

/** Groups of eight values, the last one filled up with zeros. */
function writePacked(
  values: Int32Array,
  from: number,
  end: number,
  width: number,
  out: Uint8Array,
  at: number,
): number {
  const groups = Math.ceil((end - from) / 8)
  let position = writeVarint(groups * 2 + 1, out, at)
  const last = position + groups * width
  let i = from
  if (width <= 8) {
    // Eight values are at most 64 bits: two words, put together without a loop over bytes.
    const half = width * 4
    for (; i + 8 <= end; i += 8) {
      const first =
        values[i] | (values[i + 1] << width) | (values[i + 2] << (2 * width)) | (values[i + 3] << (3 * width))
      const second =
        values[i + 4] | (values[i + 5] << width) | (values[i + 6] << (2 * width)) | (values[i + 7] << (3 * width))
      const low = half === 32 ? first : first | (second << half)
      const high = half === 32 ? second : second >>> (32 - half)
      for (let byte = 0; byte < width; byte++)
        out[position++] = byte < 4 ? low >>> (8 * byte) : high >>> (8 * byte - 32)
    }
  }
  let pending = 0
  let bits = 0
  for (; i < end; i++) {
    // Never more than 7 pending bits: dictionaries end far below 2^25 entries, so 32 bits hold both.
    pending |= values[i] << bits
    bits += width
    while (bits >= 8) {
      out[position++] = pending
      pending >>>= 8
      bits -= 8
    }
  }
  if (position < last) out[position++] = pending
  while (position < last) out[position++] = 0
  return last
}

/** ULEB128 of a number below 2^32. */
export function writeVarint(value: number, out: Uint8Array, at: number): number {
  let position = at
  let rest = value
  while (rest > 0x7f) {
    out[position++] = (rest & 0x7f) | 0x80
    rest >>>= 7
  }
  out[position++] = rest
  return position
}
