/** Values as exact text: docs/types.md has the table. */
import type { Column } from '../../columns/batch.ts'
import type { DataType } from '../../columns/schema.ts'
import { writeDate, writeTime, writeTimestamp } from './moments.ts'
import type { TextOutput } from './output.ts'

/** Writes the value of a row that has one. */
export type WriteCell = (out: TextOutput, row: number) => void

/** For all types but utf8, whose bytes are as they are and need care that depends on the format. */
export function cellsOf(type: Exclude<DataType, { kind: 'utf8' }>, { values, offsets }: Column): WriteCell {
  const view = new DataView(values.buffer, values.byteOffset, values.byteLength)
  switch (type.kind) {
    case 'bool':
      return (out, row) => out.ascii((values[row >> 3] >> (row & 7)) & 1 ? 'true' : 'false')
    case 'int':
      if (type.bits === 16) return (out, row) => out.integer(view.getInt16(row * 2, true))
      if (type.bits === 32) return (out, row) => out.integer(view.getInt32(row * 4, true))
      return (out, row) => writeLong(out, view, row * 8)
    case 'float':
      return (out, row) =>
        out.ascii(floatText(type.bits === 64 ? view.getFloat64(row * 8, true) : view.getFloat32(row * 4, true)))
    case 'decimal':
      return (out, row) => writeDecimal(out, view, row * 16, type.scale)
    case 'date':
      return (out, row) => writeDate(out, view.getInt32(row * 4, true))
    case 'time':
      return (out, row) => writeTime(out, view, row * 8, type.unit)
    case 'timestamp':
      return (out, row) => writeTimestamp(out, view, row * 8, type)
    case 'binary':
      return (out, row) => writeHex(out, values, offsets?.[row] ?? 0, offsets?.[row + 1] ?? 0)
    case 'uuid':
      return (out, row) => writeUuid(out, values, row * 16)
  }
}

/** True for numbers that are finite, or else have no digits. */
export function isFiniteFloat(type: DataType, { values }: Column, row: number): boolean {
  if (type.kind !== 'float') return true
  const view = new DataView(values.buffer, values.byteOffset, values.byteLength)
  return Number.isFinite(type.bits === 64 ? view.getFloat64(row * 8, true) : view.getFloat32(row * 4, true))
}

/** Shortest text that is read back as the same number; with a point where some would take it for a whole one, and lose the sign. */
function floatText(value: number): string {
  return Object.is(value, -0) ? '-0.0' : String(value)
}

function writeLong(out: TextOutput, view: DataView, at: number): void {
  const high = view.getInt32(at + 4, true)
  // Up to 2^52 a double does it.
  if (high >= -(2 ** 20) && high < 2 ** 20) out.integer(high * 2 ** 32 + view.getUint32(at, true))
  else out.ascii(String(view.getBigInt64(at, true)))
}

function writeDecimal(out: TextOutput, view: DataView, at: number, scale: number): void {
  const high = view.getInt32(at + 4, true)
  const sign = high >> 31
  if (
    high >= -(2 ** 20) &&
    high < 2 ** 20 &&
    view.getInt32(at + 8, true) === sign &&
    view.getInt32(at + 12, true) === sign
  ) {
    writeSmallDecimal(out, high * 2 ** 32 + view.getUint32(at, true), scale)
    return
  }
  const unscaled = (view.getBigInt64(at + 8, true) << 64n) | view.getBigUint64(at, true)
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  out.ascii(`${unscaled < 0n ? '-' : ''}${whole}${scale === 0 ? '' : `.${digits.slice(-scale)}`}`)
}

function writeSmallDecimal(out: TextOutput, unscaled: number, scale: number): void {
  if (scale === 0) {
    out.integer(unscaled)
    return
  }
  out.reserve(60)
  if (unscaled < 0) out.byte(0x2d)
  const value = Math.abs(unscaled)
  // A double has no more than 16 digits here: behind a longer scale all of them are behind the point.
  const unit = scale > 16 ? Number.POSITIVE_INFINITY : 10 ** scale
  const whole = Math.floor(value / unit)
  out.digits(whole, 1)
  out.byte(0x2e)
  out.digits(whole === 0 ? value : value - whole * unit, scale)
}

const HEX = Uint8Array.from(Buffer.from('0123456789abcdef'))

function writeHex(out: TextOutput, bytes: Uint8Array, start: number, end: number): void {
  out.reserve(2 + 2 * (end - start))
  out.ascii('0x')
  for (let at = start; at < end; at++) {
    out.bytes[out.length++] = HEX[bytes[at] >> 4]
    out.bytes[out.length++] = HEX[bytes[at] & 15]
  }
}

const CAPITALS = Uint8Array.from(Buffer.from('0123456789ABCDEF'))

/** In capitals, as SQL Server prints them. */
function writeUuid(out: TextOutput, bytes: Uint8Array, start: number): void {
  out.reserve(36)
  for (let at = 0; at < 16; at++) {
    if (at === 4 || at === 6 || at === 8 || at === 10) out.bytes[out.length++] = 0x2d
    out.bytes[out.length++] = CAPITALS[bytes[start + at] >> 4]
    out.bytes[out.length++] = CAPITALS[bytes[start + at] & 15]
  }
}
