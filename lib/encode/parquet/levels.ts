/** Definition levels of a flat OPTIONAL column: 1 where there is a value, 0 where there is NULL (parquet-format: README.md, "Nulls"). */
import { copyBits } from './bits.ts'
import { writeRun, writeVarint } from './hybrid.ts'
import type { PagePlan } from './pagination.ts'

/** Equal bytes (eight levels each) from which a run is shorter than packing them, whatever surrounds it. */
const SHORTEST_RUN = 8

/** The most bytes that the levels of so many rows take. */
export function levelsLimit(rows: number): number {
  return 4 + (rows >> 3) + 32
}

/** Writes the levels of a V1 data page, preceded by their length in four bytes (Encodings.md, RLE), and returns where they end. */
export function writeLevels(page: PagePlan, out: Uint8Array<ArrayBuffer>, at: number): number {
  const start = at + 4
  let end: number
  if (page.nulls === 0) end = writeRun(1, page.rows, 1, out, start)
  else if (page.nulls === page.rows) end = writeRun(0, page.rows, 1, out, start)
  else end = writeMixed(validityOf(page), page.rows, out, start)
  new DataView(out.buffer, out.byteOffset).setInt32(at, end - start, true)
  return end
}

/** The page's validity bits, one after another, from bit 0. */
function validityOf({ rows, slices }: PagePlan): Uint8Array {
  const bits = new Uint8Array((rows + 7) >> 3)
  let to = 0
  for (const { column, start, end } of slices) {
    const source = column.validity ?? allSet(end)
    copyBits(source, start, bits, to, end - start)
    to += end - start
  }
  return bits
}

function allSet(rows: number): Uint8Array {
  return new Uint8Array((rows + 7) >> 3).fill(0xff)
}

/** Long stretches without or with nothing but NULLs as runs, what is between them bit-packed as it is. */
function writeMixed(bits: Uint8Array, rows: number, out: Uint8Array, at: number): number {
  const whole = rows >> 3
  let position = at
  let packed = 0
  let i = 0
  while (i < whole) {
    const byte = bits[i]
    let run = i + 1
    if (byte === 0 || byte === 0xff) while (run < whole && bits[run] === byte) run++
    if (run - i >= SHORTEST_RUN) {
      position = writeGroups(bits, packed, i, out, position)
      position = writeRun(byte & 1, (run - i) * 8, 1, out, position)
      packed = run
    }
    i = run
  }
  return writeGroups(bits, packed, bits.length, out, position)
}

function writeGroups(bits: Uint8Array, from: number, end: number, out: Uint8Array, at: number): number {
  if (from === end) return at
  const position = writeVarint((end - from) * 2 + 1, out, at)
  out.set(bits.subarray(from, end), position)
  return position + end - from
}
