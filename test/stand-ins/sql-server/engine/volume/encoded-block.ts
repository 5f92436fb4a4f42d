/** The block of a volume table as ROW tokens, for one list of columns; only the ids are written anew for each block. */
import type { SqlColumn, SqlValue } from '../../types.ts'
import { encodeRows, type RowOptions } from '../../wire/index.ts'
import { BLOCK_ROWS, type VolumeTable } from './table.ts'

export interface EncodedBlock {
  bytes: Uint8Array
  /** Where each row starts, and where the last one ends. */
  starts: Uint32Array
  /** Where ids stand, `idsPerRow` of them for each row. */
  ids: Uint32Array
  idsPerRow: number
}

const MARK = 0x0101010101010101n

/** `selected` are positions in the table's columns; 0 is the id. */
export function encodeBlock({ columns, block }: VolumeTable, selected: number[], options: RowOptions): EncodedBlock {
  const chosen: SqlColumn[] = selected.map(index => columns[index]!)
  const idsPerRow = selected.filter(index => index === 0).length
  const rowBytes = (row: number, id: bigint): Uint8Array => {
    const values: SqlValue[][] = selected.map(index => [index === 0 ? id : block[index - 1]![row]!])
    return encodeRows(chosen, values, 1, options)
  }
  const parts: Uint8Array[] = []
  const starts = new Uint32Array(BLOCK_ROWS + 1)
  const ids = new Uint32Array(BLOCK_ROWS * idsPerRow)
  let at = 0
  for (let row = 0; row < BLOCK_ROWS; row++) {
    const zero = rowBytes(row, 0n)
    parts.push(zero)
    if (idsPerRow > 0) {
      // Where two encodings differ stands an id: eight bytes, all of them different.
      const marked = rowBytes(row, MARK)
      let found = 0
      for (let byte = 0; byte < zero.length; byte++) {
        if (zero[byte] === marked[byte]) continue
        ids[row * idsPerRow + found++] = at + byte
        byte += 7
      }
      if (found !== idsPerRow) throw new Error(`expected ${idsPerRow} ids in an encoded row, found ${found}`)
    }
    at += zero.length
    starts[row + 1] = at
  }
  return { bytes: Buffer.concat(parts), starts, ids, idsPerRow }
}

/** Rows `from` to `to` of the block, whose ids start at `firstId`; bytes of their own when they hold ids. */
export function sliceOf(
  { bytes, starts, ids, idsPerRow }: EncodedBlock,
  from: number,
  to: number,
  firstId: number,
): Uint8Array {
  const start = starts[from]!
  const part = bytes.subarray(start, starts[to])
  if (idsPerRow === 0) return part
  const copy = new Uint8Array(part)
  const view = new DataView(copy.buffer)
  for (let row = from; row < to; row++) {
    const id = firstId + row - from
    // Two 32-bit halves: cheaper than a BigInt for each row.
    const [low, high] = [id >>> 0, Math.floor(id / 0x1_0000_0000)]
    for (let index = row * idsPerRow; index < (row + 1) * idsPerRow; index++) {
      const position = ids[index]! - start
      view.setUint32(position, low, true)
      view.setUint32(position + 4, high, true)
    }
  }
  return copy
}
