/** The block of a volume table as ROW tokens, for one list of columns; only the ids are written anew for each block. */
import type { SqlColumn, SqlValue } from '../../types.ts'
import { encodeRows, type RowOptions } from '../../wire/index.ts'
import { endOfRows } from '../../wire/row-length.ts'
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
  const encode = (id: bigint): Uint8Array => {
    const ids = new Array<SqlValue>(BLOCK_ROWS).fill(id)
    const values = selected.map(index => (index === 0 ? ids : block[index - 1]!))
    return encodeRows(chosen, values, BLOCK_ROWS, options)
  }
  const bytes = encode(0n)
  const starts = new Uint32Array(BLOCK_ROWS + 1)
  for (let row = 0; row < BLOCK_ROWS; row++)
    starts[row + 1] = starts[row]! + endOfRows(chosen, bytes.subarray(starts[row]), 1)
  if (starts[BLOCK_ROWS] !== bytes.length) throw new Error('an encoded block does not end with its last row')
  return { bytes, starts, ids: idPlaces(bytes, idsPerRow > 0 ? encode(MARK) : bytes, idsPerRow), idsPerRow }
}

/** Where two encodings differ stands an id: eight bytes, all of them different. */
function idPlaces(bytes: Uint8Array, marked: Uint8Array, idsPerRow: number): Uint32Array {
  const places = new Uint32Array(BLOCK_ROWS * idsPerRow)
  let found = 0
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === marked[at]) continue
    places[found++] = at
    at += 7
  }
  if (found !== places.length) throw new Error(`expected ${places.length} ids in an encoded block, found ${found}`)
  return places
}

/** Rows `from` to `to` of the block as they are, ids included: `numberRows` writes those. */
export function rowsOf({ bytes, starts }: EncodedBlock, from: number, to: number): Uint8Array {
  return bytes.subarray(starts[from], starts[to])
}

/** The same block over bytes of its own, so that two queries can number its rows differently. */
export const copyOf = (block: EncodedBlock): EncodedBlock => ({ ...block, bytes: new Uint8Array(block.bytes) })

/** Writes ids from `firstId` on into the rows `from` to `to`. */
export function numberRows({ bytes, ids, idsPerRow }: EncodedBlock, from: number, to: number, firstId: number): void {
  if (idsPerRow === 0) return
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let row = from; row < to; row++) {
    const id = firstId + row - from
    const high = Math.floor(id / 0x1_0000_0000)
    for (let index = row * idsPerRow; index < (row + 1) * idsPerRow; index++) {
      // Two 32-bit halves: cheaper than a BigInt for each row.
      view.setUint32(ids[index]!, id >>> 0, true)
      view.setUint32(ids[index]! + 4, high, true)
    }
  }
}
