/** Bits in the order of Arrow bitmaps and of Parquet's PLAIN booleans: least significant first. */

/** Copies `count` bits. What lies beyond the last one in its byte becomes zero; bits before `to` in the first byte stay. */
export function copyBits(source: Uint8Array, from: number, target: Uint8Array, to: number, count: number): void {
  let read = from
  let write = to
  const end = to + count
  // Up to the next byte of the target, bit by bit.
  while (write < end && (write & 7) !== 0) {
    const bit = (source[read >> 3] >> (read & 7)) & 1
    target[write >> 3] = (target[write >> 3] & ((1 << (write & 7)) - 1)) | (bit << (write & 7))
    read++
    write++
  }
  const shift = read & 7
  let s = read >> 3
  let t = write >> 3
  const whole = (end - write) >> 3
  if (shift === 0) for (let i = 0; i < whole; i++) target[t++] = source[s++]
  else for (let i = 0; i < whole; i++) target[t++] = (source[s] >> shift) | (source[++s] << (8 - shift))
  write += whole * 8
  read += whole * 8
  if (write < end) {
    let byte = 0
    for (let bit = 0; write + bit < end; bit++) {
      byte |= ((source[(read + bit) >> 3] >> ((read + bit) & 7)) & 1) << bit
    }
    target[t] = byte
  }
}

/** How many of the bits `from` to `end` are set. */
export function countBits(bits: Uint8Array, from: number, end: number): number {
  let count = 0
  let at = from
  while (at < end && (at & 7) !== 0) {
    count += (bits[at >> 3] >> (at & 7)) & 1
    at++
  }
  const lastWhole = end >> 3
  for (let byte = at >> 3; byte < lastWhole; byte++, at += 8) {
    let value = bits[byte]
    value -= (value >> 1) & 0x55
    value = (value & 0x33) + ((value >> 2) & 0x33)
    count += (value + (value >> 4)) & 0x0f
  }
  while (at < end) {
    count += (bits[at >> 3] >> (at & 7)) & 1
    at++
  }
  return count
}
