/**
 * What was moved near a watermark, so that rows which are read again are known: one entry a row, in the order of the watermark, in files of
 * bounded size. docs/journal.md has the format.
 */
import { createHash } from 'node:crypto'
import type { Mark } from '../homes/home.ts'

/** Where a run remembers what it and the runs before it have moved behind a mark. */
export interface Seen {
  /** The run that wrote the files. */
  run: string
  files: number
  entries: number
  /** Nothing that was moved behind it is missing. */
  behind: Mark
  /** The watermark's type as the home names it, which says what the entries count. */
  sqlType: string
}

/** Files that a part has written. */
export type SeenPart = Pick<Seen, 'files' | 'entries'>

/** Bytes of an entry: 16 of the watermark's units, two's complement, little endian; 16 of the key's hash. */
export const ENTRY = 32
export const HASH_AT = 16
/** Entries of a file: 2 MiB, which is what is in memory of it. */
export const FILE_ENTRIES = 65_536

const MAGIC = Buffer.from('hygseen1')
const CHECK = 32

/** The bytes of a file with these entries. */
export function sealed(entries: Uint8Array): Buffer {
  const body = Buffer.concat([MAGIC, entries])
  return Buffer.concat([body, checkOf(body)])
}

/** The entries in a file's bytes; null when they are torn, changed or not ours. */
export function unsealed(bytes: Uint8Array): Uint8Array | null {
  const end = bytes.length - CHECK
  if (end < MAGIC.length || (end - MAGIC.length) % ENTRY !== 0) return null
  const body = bytes.subarray(0, end)
  if (!MAGIC.equals(body.subarray(0, MAGIC.length)) || !checkOf(body).equals(bytes.subarray(end))) return null
  return body.subarray(MAGIC.length)
}

function checkOf(body: Uint8Array): Buffer {
  return createHash('sha256').update(body).digest()
}
