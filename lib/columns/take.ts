/** Rows chosen out of a batch, in buffers of their own. */
import { type Batch, bytesOf, type Column } from './batch.ts'
import { takeBuffer } from './buffers.ts'
import { padded } from './builder.ts'
import { byteWidth, type DataType, type Schema } from './schema.ts'

/**
 * The rows at these places, ascending, of the schema's columns; columns that the batch has behind them are left out.
 * All rows are handed on as they are. How many of a few rows' values were altered is not known: then it is all of the batch's.
 */
export function take({ fields }: Schema, { rows, columns, altered }: Batch, places: Int32Array): Batch {
  const own = columns.slice(0, fields.length)
  const taken = places.length === rows ? own : own.map((column, at) => takeColumn(fields[at]!.type, column, places))
  return { rows: places.length, columns: taken, bytes: bytesOf(taken), altered: places.length === 0 ? 0 : altered }
}

function takeColumn(type: DataType, column: Column, places: Int32Array): Column {
  const { validity, nulls } = column
  const kept = validity === null || nulls === 0 ? null : takeBits(validity, places)
  const left = kept === null ? 0 : places.length - countBits(kept, places.length)
  return { nulls: left, validity: left === 0 ? null : kept, ...takeValues(type, column, places) }
}

function takeValues(
  type: DataType,
  { offsets, values }: Column,
  places: Int32Array,
): Pick<Column, 'offsets' | 'values'> {
  if (offsets !== null) return takeVariable(offsets, values, places)
  const width = byteWidth(type)
  if (width === 0) return { offsets: null, values: takeBits(values, places) }
  const taken = room(places.length * width)
  if (width === 2) {
    const from = new Uint16Array(values.buffer, values.byteOffset)
    const to = new Uint16Array(taken.buffer)
    for (let row = 0; row < places.length; row++) to[row] = from[places[row]!]!
  } else {
    const words = width / 4
    const from = new Int32Array(values.buffer, values.byteOffset)
    const to = new Int32Array(taken.buffer)
    for (let row = 0, at = 0; row < places.length; row++) {
      const begin = places[row]! * words
      for (let word = begin; word < begin + words; word++) to[at++] = from[word]!
    }
  }
  return { offsets: null, values: taken }
}

function takeVariable(
  from: Int32Array,
  values: Uint8Array<ArrayBuffer>,
  places: Int32Array,
): Pick<Column, 'offsets' | 'values'> {
  const offsets = new Int32Array(takeBuffer(padded(4 * (places.length + 1)), false), 0, places.length + 1)
  offsets[0] = 0
  let end = 0
  for (let row = 0; row < places.length; row++) {
    const place = places[row]!
    end += from[place + 1]! - from[place]!
    offsets[row + 1] = end
  }
  const taken = room(end)
  for (let row = 0; row < places.length; row++) {
    const place = places[row]!
    taken.set(values.subarray(from[place]!, from[place + 1]!), offsets[row]!)
  }
  return { offsets, values: taken }
}

function takeBits(bits: Uint8Array, places: Int32Array): Uint8Array<ArrayBuffer> {
  const taken = new Uint8Array(takeBuffer(padded((places.length + 7) >>> 3), true), 0, (places.length + 7) >>> 3)
  for (let row = 0; row < places.length; row++) {
    const place = places[row]!
    if (((bits[place >>> 3]! >>> (place & 7)) & 1) !== 0) taken[row >>> 3]! |= 1 << (row & 7)
  }
  return taken
}

function countBits(bits: Uint8Array, rows: number): number {
  let count = 0
  for (let row = 0; row < rows; row++) count += (bits[row >>> 3]! >>> (row & 7)) & 1
  return count
}

function room(bytes: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(takeBuffer(padded(bytes), false), 0, bytes)
}
