import type { SqlColumn } from '../types.ts'
import { type TypeInfo, typeInfoOf } from './type-info.ts'

const NBCROW = 0xd2
const PLP_NULL = 0xffffffffffffffffn
const TIMESTAMP_BYTES = 8

/** Where the `count`-th row of complete ROW and NBCROW tokens ends: a fault may cut a pre-encoded answer after any row. */
export function endOfRows(columns: readonly SqlColumn[], tokens: Uint8Array, count: number): number {
  const bytes = Buffer.from(tokens.buffer, tokens.byteOffset, tokens.byteLength)
  const infos = columns.map(typeInfoOf)
  const bitmapBytes = Math.ceil(columns.length / 8)
  let at = 0
  for (let row = 0; row < count; row++) {
    const bitmap = bytes[at++] === NBCROW ? at : -1
    if (bitmap >= 0) at += bitmapBytes
    for (let column = 0; column < infos.length; column++) {
      const isNull = bitmap >= 0 && ((bytes[bitmap + (column >> 3)] >> (column & 7)) & 1) === 1
      if (!isNull) at = endOfValue(infos[column], bytes, at)
    }
  }
  return at
}

function endOfValue({ frame, size }: TypeInfo, bytes: Buffer, at: number): number {
  switch (frame) {
    case 'fixed':
      return at + size
    case 'byte':
      return at + 1 + bytes[at]
    case 'short': {
      const length = bytes.readUInt16LE(at)
      return at + 2 + (length === 0xffff ? 0 : length)
    }
    case 'text': {
      const pointer = bytes[at]
      if (pointer === 0) return at + 1
      const length = at + 1 + pointer + TIMESTAMP_BYTES
      return length + 4 + bytes.readUInt32LE(length)
    }
    case 'variant':
      return at + 4 + bytes.readUInt32LE(at)
    case 'plp': {
      if (bytes.readBigUInt64LE(at) === PLP_NULL) return at + 8
      let next = at + 8
      for (;;) {
        const chunk = bytes.readUInt32LE(next)
        next += 4 + chunk
        if (chunk === 0) return next
      }
    }
  }
}
