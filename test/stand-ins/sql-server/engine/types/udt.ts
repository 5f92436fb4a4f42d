/** The CLR types of SQL Server as bytes and as text: hierarchyid, and points of geography and geometry ([MS-SSCLRT] 2.1, 2.4). */
import { SqlError } from '../../types.ts'

/** Ranges of hierarchyid ordinals that the stand-in knows: prefix bits, first ordinal, bits of the ordinal. */
const ORDINALS = [
  { prefix: '01', first: 0, bits: 2 },
  { prefix: '100', first: 4, bits: 2 },
  { prefix: '101', first: 8, bits: 3 },
] as const

/** `/1/3/` as the bytes that SQL Server stores. Ordinals 0 to 15. */
export function hierarchyBytes(path: string): Uint8Array {
  if (!/^\/(\d+\/)*$/.test(path)) {
    throw new SqlError(
      6522,
      `A .NET Framework error occurred: SqlHierarchyId.Parse failed because the input string '${path}' is not a valid string representation.`,
    )
  }
  let bits = ''
  for (const part of path.split('/').slice(1, -1)) {
    const ordinal = Number(part)
    const range = ORDINALS.find(({ first, bits: size }) => ordinal >= first && ordinal < first + 2 ** size)
    if (!range) throw new SqlError(50000, `The stand-in knows hierarchyid ordinals 0 to 15, not ${ordinal}.`)
    bits += `${range.prefix}${(ordinal - range.first).toString(2).padStart(range.bits, '0')}1`
  }
  const bytes = new Uint8Array(Math.ceil(bits.length / 8))
  for (let index = 0; index < bits.length; index++) if (bits[index] === '1') bytes[index >> 3]! |= 0x80 >> (index & 7)
  return bytes
}

function hierarchyText(bytes: Uint8Array): string {
  const bits = Array.from(bytes, byte => byte.toString(2).padStart(8, '0')).join('')
  let text = '/'
  let at = 0
  while (bits.indexOf('1', at) !== -1) {
    const range = ORDINALS.find(({ prefix }) => bits.startsWith(prefix, at))
    if (!range) throw new SqlError(50000, 'The stand-in knows hierarchyid ordinals 0 to 15.')
    at += range.prefix.length
    text += `${range.first + Number.parseInt(bits.slice(at, at + range.bits), 2)}/`
    at += range.bits + 1
  }
  return text
}

/** A point: SRID, version 1, properties "valid, single point", two doubles. geography has latitude first, geometry x first. */
export function pointBytes(first: number, second: number, srid: number): Uint8Array {
  const bytes = Buffer.alloc(22)
  bytes.writeInt32LE(srid, 0)
  bytes[4] = 1
  bytes[5] = 0x0c
  bytes.writeDoubleLE(first, 6)
  bytes.writeDoubleLE(second, 14)
  return new Uint8Array(bytes)
}

/** What `.ToString()` gives. */
export function udtText(udt: string, bytes: Uint8Array): string {
  if (udt === 'hierarchyid') return hierarchyText(bytes)
  const view = Buffer.from(bytes)
  if (view.length !== 22 || view[5] !== 0x0c) throw new SqlError(50000, `The stand-in knows points of ${udt} only.`)
  const [first, second] = [view.readDoubleLE(6), view.readDoubleLE(14)]
  // Well-known text has longitude (x) first.
  return udt === 'geography' ? `POINT (${second} ${first})` : `POINT (${first} ${second})`
}

/** `POINT (x y)` as bytes. */
export function pointOf(udt: string, text: string, srid: number): Uint8Array {
  const match = /^\s*POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)\s*$/i.exec(text)
  if (!match) throw new SqlError(50000, `The stand-in knows points of ${udt} only, as in POINT (x y).`)
  const [x, y] = [Number(match[1]), Number(match[2])]
  return udt === 'geography' ? pointBytes(y, x, srid) : pointBytes(x, y, srid)
}
