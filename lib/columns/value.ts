/** Single values out of columns, as text that says all of them. For places where one row matters; batches are moved as they are. */
import type { Column } from './batch.ts'
import type { DataType } from './schema.ts'

const DAY = 86_400_000

/**
 * The exact text of one value, null for NULL. Numbers in decimal notation; dates and times as ISO 8601 prints them, without the zeros at
 * the end of a second's fraction; bytes as 0x…; uuids with hyphens, in capitals.
 */
export function textOf(type: DataType, { validity, offsets, values }: Column, row: number): string | null {
  if (validity !== null && ((validity[row >> 3]! >> (row & 7)) & 1) === 0) return null
  const view = new DataView(values.buffer, values.byteOffset, values.byteLength)
  switch (type.kind) {
    case 'bool':
      return String((values[row >> 3]! >> (row & 7)) & 1)
    case 'int':
      if (type.bits === 64) return String(view.getBigInt64(row * 8, true))
      return String(type.bits === 32 ? view.getInt32(row * 4, true) : view.getInt16(row * 2, true))
    case 'float':
      return String(type.bits === 32 ? view.getFloat32(row * 4, true) : view.getFloat64(row * 8, true))
    case 'decimal':
      return decimal(view.getBigUint64(row * 16, true) | (view.getBigInt64(row * 16 + 8, true) << 64n), type.scale)
    case 'date':
      return new Date(view.getInt32(row * 4, true) * DAY).toISOString().slice(0, 10)
    case 'time':
      return moment(view.getBigInt64(row * 8, true), type.unit).slice(11)
    case 'timestamp':
      return `${moment(view.getBigInt64(row * 8, true), type.unit)}${type.utc ? '+00:00' : ''}`
    case 'utf8':
      return Buffer.from(between(values, offsets, row)).toString('utf8')
    case 'binary':
      return `0x${Buffer.from(between(values, offsets, row)).toString('hex')}`
    case 'uuid': {
      const hex = Buffer.from(values.subarray(row * 16, row * 16 + 16))
        .toString('hex')
        .toUpperCase()
      return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
    }
  }
}

function between(values: Uint8Array, offsets: Int32Array | null, row: number): Uint8Array {
  if (offsets === null) throw new Error('a column of variable length has no offsets')
  return values.subarray(offsets[row]!, offsets[row + 1]!)
}

function decimal(unscaled: bigint, scale: number): string {
  const sign = unscaled < 0n ? '-' : ''
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0')
  return scale === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/** `2024-05-01T12:00:00.1234567` from the units since 1970. */
function moment(units: bigint, unit: 'us' | 'ns'): string {
  const [perSecond, digits] = unit === 'us' ? [1_000_000n, 6] : [1_000_000_000n, 9]
  const fraction = ((units % perSecond) + perSecond) % perSecond
  const seconds = new Date(Number((units - fraction) / perSecond) * 1000).toISOString().slice(0, 19)
  const rest = String(fraction).padStart(digits, '0').replace(/0+$/, '')
  return rest === '' ? seconds : `${seconds}.${rest}`
}
