/** Runs of small integers: definition levels, dictionary indices and booleans (parquet-format: Encodings.md, RLE = 3 and BIT_PACKED = 4). */

/**
 * Reads `count` values of `width` bits of the hybrid of run lengths and bit packing into `out`; returns the position behind them,
 * or -1 when the bytes end before the values do.
 */
export function readHybrid(
  bytes: Uint8Array,
  start: number,
  width: number,
  out: Int32Array | Uint8Array,
  count: number,
): number {
  let at = start
  let done = 0
  while (done < count) {
    let header = 0
    for (let shift = 0; ; shift += 7) {
      if (at >= bytes.length || shift > 28) return -1
      const byte = bytes[at++]
      header |= (byte & 0x7f) << shift
      if (byte < 0x80) break
    }
    header >>>= 0
    if ((header & 1) === 0) {
      let value = 0
      for (let shift = 0; shift < width; shift += 8) value |= bytes[at++] << shift
      if (at > bytes.length) return -1
      const end = Math.min(count, done + (header >>> 1))
      // A run of length zero would never end.
      if (end === done) return -1
      out.fill(value, done, end)
      done = end
    } else {
      const packed = (header >>> 1) * width
      const values = Math.min(count - done, (header >>> 1) * 8)
      // The last run may be cut where its values end.
      if (values === 0 || at + Math.ceil((values * width) / 8) > bytes.length) return -1
      unpack(bytes, at, width, out, done, values)
      done += values
      at += packed
    }
  }
  return Math.min(at, bytes.length)
}

/** `count` values of `width` bits each, least significant bit first. */
export function unpack(
  bytes: Uint8Array,
  start: number,
  width: number,
  out: Int32Array | Uint8Array,
  from: number,
  count: number,
): void {
  const end = from + count
  if (width === 0) {
    out.fill(0, from, end)
  } else if (width <= 24) {
    const mask = (1 << width) - 1
    let at = start
    let buffer = 0
    let bits = 0
    for (let i = from; i < end; i++) {
      while (bits < width) {
        buffer |= bytes[at++] << bits
        bits += 8
      }
      out[i] = buffer & mask
      buffer >>>= width
      bits -= width
    }
  } else {
    for (let i = 0; i < count; i++) out[from + i] = wideBits(bytes, start, i * width, width)
  }
}

/** Up to 32 bits, of which five bytes hold part: by arithmetic, as 40 bits pass what `|` can do. */
function wideBits(bytes: Uint8Array, start: number, bit: number, width: number): number {
  const at = start + Math.floor(bit / 8)
  const low = (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0
  const all = low + (bytes[at + 4] ?? 0) * 2 ** 32
  return (Math.floor(all / 2 ** (bit % 8)) % 2 ** width) | 0
}

/** Levels of one bit as writers of 2013 packed them, most significant bit first. */
export function readPackedLevels(bytes: Uint8Array, start: number, out: Uint8Array, count: number): number {
  const end = start + Math.ceil(count / 8)
  if (end > bytes.length) return -1
  for (let i = 0; i < count; i++) out[i] = (bytes[start + (i >> 3)] >> (7 - (i & 7))) & 1
  return end
}
