import type { SqlValue } from '../../types.ts'
import type { ByteWriter } from '../byte-writer.ts'

/** Writes one value that is not NULL, with the length in front of it that its frame has. */
export type ValueEncoder = (out: ByteWriter, value: SqlValue) => void

/** The engine handed over a value whose form is not the one `types.ts` gives its type. */
export function wrongForm(expected: string, value: SqlValue): never {
  const shown = value instanceof Uint8Array ? `${value.length} bytes` : String(value)
  throw new TypeError(`expected ${expected}, the engine gave ${typeof value} ${shown.slice(0, 60)}`)
}
