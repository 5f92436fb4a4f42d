/** Long strings and binaries as bounds: cut, the greatest then raised so that it still covers what was cut (parquet.thrift `Statistics`). */
import type { Leaf } from './leaf.ts'
import type { Bounds } from './meta.ts'

/** As parquet-java and arrow-rs cut. */
const LONGEST = 64

/** Copies of the two values, each at most `LONGEST` bytes wherever a shorter bound exists. */
export function shortBounds({ type }: Leaf, min: Uint8Array<ArrayBuffer>, max: Uint8Array<ArrayBuffer>): Bounds {
  const utf8 = type.kind === 'utf8'
  const shortMin = min.length > LONGEST ? prefix(min, utf8) : min
  const raised = max.length > LONGEST ? (utf8 ? raiseText(prefix(max, true)) : raise(prefix(max, false))) : null
  return {
    min: shortMin.slice(),
    minExact: shortMin === min,
    max: raised ?? max.slice(),
    maxExact: raised === null,
  }
}

/** The first bytes; of text only whole characters. */
function prefix(value: Uint8Array<ArrayBuffer>, utf8: boolean): Uint8Array<ArrayBuffer> {
  let end = LONGEST
  if (utf8) while (end > LONGEST - 4 && (value[end] & 0xc0) === 0x80) end--
  return value.subarray(0, end)
}

/** The least bytes of the same length or shorter that are greater than everything that begins with `bytes`; null when there are none. */
function raise(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | null {
  let last = bytes.length - 1
  while (last >= 0 && bytes[last] === 0xff) last--
  if (last < 0) return null
  const raised = bytes.slice(0, last + 1)
  raised[last]++
  return raised
}

/** The same in characters, so that the bound stays text; code points and UTF-8 bytes have the same order. */
function raiseText(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | null {
  let characters: string[]
  try {
    characters = [...new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)]
  } catch {
    // Not text after all: the whole value is still a right bound.
    return null
  }
  while (characters.length > 0) {
    const point = (characters.pop() ?? '').codePointAt(0) ?? 0
    if (point >= 0x10ffff) continue
    // The code points of surrogates are no characters.
    const next = point + 1 === 0xd800 ? 0xe000 : point + 1
    return Uint8Array.from(new TextEncoder().encode(characters.join('') + String.fromCodePoint(next)))
  }
  return null
}
