/** Row markers that the source brings: whole numbers of any width become the int32 that Open Mirroring reads. */
import { zeros } from '../columns/all-null.ts'
import type { Column } from '../columns/batch.ts'
import { ConfigError } from '../errors.ts'
import { ROW_MARKER } from './config.ts'

/** Insert, update, delete, insert or update. */
const KNOWN = new Set([0, 1, 2, 4])

/** @throws {ConfigError} for a row whose marker is NULL or not known: nobody could say what becomes of it */
export function markers({ nulls, values }: Column, rows: number, bits: 16 | 32 | 64): Column {
  if (nulls > 0) throw unknown('NULL')
  const read = readerOf(values, rows, bits)
  const marked = new Int32Array(zeros(4 * rows).buffer, 0, rows)
  for (let row = 0; row < rows; row++) {
    const marker = Number(read[row])
    if (!KNOWN.has(marker)) throw unknown(String(read[row]))
    marked[row] = marker
  }
  return { nulls: 0, validity: null, offsets: null, values: new Uint8Array(marked.buffer, 0, 4 * rows) }
}

function readerOf({ buffer, byteOffset }: Uint8Array<ArrayBuffer>, rows: number, bits: 16 | 32 | 64) {
  switch (bits) {
    case 16:
      return new Int16Array(buffer, byteOffset, rows)
    case 32:
      return new Int32Array(buffer, byteOffset, rows)
    case 64:
      return new BigInt64Array(buffer, byteOffset, rows)
  }
}

function unknown(value: string): ConfigError {
  return new ConfigError('ROW_MARKER_UNKNOWN', `A row of the source has ${value} in ${ROW_MARKER}.`, {
    advice:
      'Markers are 0 insert, 1 update, 2 delete, 4 insert or update: correct the rows, or leave them out by `where`.',
  })
}
