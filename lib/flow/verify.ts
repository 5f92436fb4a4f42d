/** After publishing: what stands in the store is looked at again and held against what left the source. */
import { randomBytes } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parquetMetadata } from 'hyparquet'
import { addChecksums, type ColumnChecksum } from '../columns/checksum.ts'
import { checksumOf, step } from '../disk.ts'
import { type ErrorFacts, errorFacts, FlowError } from '../errors.ts'
import type { FileFacts, Receipt, Verify } from '../events.ts'
import type { Home } from '../homes/home.ts'
import type { Readers } from '../homes/local/readers.ts'
import type { Committed, Planned } from '../journal/record.ts'
import { compareSums, compareWithSource } from '../plan/compare.ts'
import type { Settled, StagedPart, Staging } from '../stores/store.ts'

export interface Verification {
  verify: Verify
  home: Home
  staging: Staging
  readers: Readers
  planned: Planned
  committed: Committed
  signal: AbortSignal
}

type SettledFile = Extract<Settled, { kind: 'file' }>

/** Parts looked at side by side. */
const SIDE_BY_SIDE = 4
/** The code that makes exit code 3. */
export const VERIFY_DIFFERENCE = 'VERIFY_DIFFERENCE'
/** Published files that an error names. */
const MOST_NAMED = 20
/** Bytes fetched at once. */
const PIECE = 8 * 2 ** 20
/** The footer's length and the magic bytes, at a Parquet file's end. */
const TAIL = 8

/**
 * @throws what looking failed with: then nothing is known, and the next run looks again
 */
export async function verify(verification: Verification): Promise<Receipt> {
  const { verify: depth, committed, signal } = verification
  const receipt: Receipt = {
    verify: depth,
    rows: committed.rows,
    stored: 0,
    source: null,
    differences: [],
    remarks: [],
  }
  const deep = depth === 'checksum' || depth === 'full'
  let sums: ColumnChecksum[] | null = deep ? [] : null
  const waiting = committed.parts.values()
  const lane = async () => {
    for (const part of waiting) {
      signal.throwIfAborted()
      const found = await lookAt(verification, part, deep, receipt)
      receipt.stored = receipt.stored === null || found.rows === null ? null : receipt.stored + found.rows
      sums = sums === null || found.sums === null ? null : addChecksums(sums, found.sums)
    }
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane))
  if (receipt.stored !== null && receipt.stored !== committed.rows && receipt.differences.length === 0)
    receipt.differences.push(`the store has ${receipt.stored} rows, and ${committed.rows} left the source`)
  if (sums !== null && committed.rows > 0) receipt.differences.push(...compareSums(committed.checksums, sums))
  if (depth === 'source' || depth === 'full') await askSource(verification, receipt)
  return receipt
}

interface Found {
  rows: number | null
  /** Of the values that stand there; null when they were not read. */
  sums: ColumnChecksum[] | null
}

async function lookAt(verification: Verification, part: StagedPart, deep: boolean, receipt: Receipt): Promise<Found> {
  const settled = verification.staging.settled(part)
  if (settled.kind === 'rows') {
    const rows = await settled.count()
    if (rows === null) remark(receipt, 'the store cannot tell the rows of this run from others')
    else if (rows !== part.rows) receipt.differences.push(`${part.name}: the store has ${rows} rows of ${part.rows}`)
    if (deep) remark(receipt, 'the store has tables: their rows are counted, their values not read again')
    return { rows, sums: null }
  }
  const size = await settled.size()
  if (size !== part.bytes) {
    const found = size === null ? 'is not there' : `has ${size} bytes`
    receipt.differences.push(`${part.name} ${found}; ${part.bytes} bytes were written`)
    return { rows: 0, sums: null }
  }
  return part.name.endsWith('.parquet')
    ? lookIntoParquet(verification, settled, part, deep, receipt)
    : lookIntoText(settled, part, receipt)
}

async function lookIntoParquet(
  { readers, planned, signal }: Verification,
  file: SettledFile,
  part: StagedPart,
  deep: boolean,
  receipt: Receipt,
): Promise<Found> {
  const rows = await rowsOfFooter(file, part.bytes)
  if (rows !== part.rows)
    receipt.differences.push(`${part.name} has ${rows ?? 'no readable footer and no'} rows; ${part.rows} were written`)
  if (!deep || rows !== part.rows) return { rows: rows ?? 0, sums: null }
  const local = await here(file, part, signal)
  try {
    const schema = planned.stored ?? planned.schema
    const { checksums } = await readers.sum({ path: local.path, schema }, signal)
    return { rows, sums: checksums }
  } finally {
    await local.release()
  }
}

/** Text has no footer: that its bytes are those that were made of the rows says that all of them are there. */
async function lookIntoText(file: SettledFile, part: StagedPart, receipt: Receipt): Promise<Found> {
  const local = await here(file, part)
  try {
    const same = (await checksumOf(local.path)) === part.checksum
    if (!same) receipt.differences.push(`${part.name} has other bytes than were written`)
    return { rows: same ? part.rows : 0, sums: null }
  } finally {
    await local.release()
  }
}

/** Null when there is no footer that can be read. */
async function rowsOfFooter(file: SettledFile, bytes: number): Promise<number | null> {
  const tail = await file.read(Math.max(0, bytes - TAIL), TAIL)
  if (tail.length < TAIL || Buffer.from(tail.subarray(4)).toString('latin1') !== 'PAR1') return null
  const length = Buffer.from(tail.buffer, tail.byteOffset, TAIL).readUInt32LE(0) + TAIL
  if (length > bytes) return null
  const footer = Uint8Array.from(await file.read(bytes - length, length))
  try {
    return Number(parquetMetadata(footer.buffer).num_rows)
  } catch {
    return null
  }
}

/** The file on this machine: where it is, or a copy that goes again. */
async function here(
  file: SettledFile,
  part: StagedPart,
  signal?: AbortSignal,
): Promise<{ path: string; release: () => Promise<void> }> {
  if (file.path !== undefined) return { path: file.path, release: async () => {} }
  const path = join(tmpdir(), `hygge-${randomBytes(8).toString('hex')}-${part.name}`)
  const release = () => rm(path, { force: true })
  try {
    await step('write', path, async () => {
      const handle = await open(path, 'wx', 0o600)
      try {
        for (let at = 0; at < part.bytes; at += PIECE) {
          signal?.throwIfAborted()
          await handle.writeFile(await file.read(at, Math.min(PIECE, part.bytes - at)))
        }
      } finally {
        await handle.close()
      }
    })
    return { path, release }
  } catch (error) {
    await release()
    throw error
  }
}

/** The error of an entity whose receipt does not add up. What is published stays, and is named. */
export function differenceFacts(differences: string[], files: FileFacts[]): ErrorFacts {
  const paths = files.map(({ path }) => path)
  const error = new FlowError(
    VERIFY_DIFFERENCE,
    `What was published is not what left the source: ${differences.join('; ')}.`,
    {
      advice:
        'The files are published as they are; do not rely on them before you know why. Was the source written to while it was read? Then use `isolation: snapshot`. Else run again with --full-drop.',
      facts: { published: paths.slice(0, MOST_NAMED), published_count: paths.length },
    },
  )
  return errorFacts(error)
}

async function askSource({ home, planned, committed, signal }: Verification, receipt: Receipt): Promise<void> {
  const counts = []
  for (const range of planned.ranges) {
    const count = await home.count(range, planned.schema, signal)
    if ('unknown' in count) return remark(receipt, `the source was not counted: ${count.unknown}`)
    counts.push(count)
  }
  receipt.source = counts.reduce((sum, { rows }) => sum + rows, 0)
  // Polish may have renamed, masked and added columns: only rows can be compared then.
  const checksums = planned.stored === undefined ? committed.checksums : []
  receipt.differences.push(...compareWithSource(committed.rows, checksums, counts))
}

function remark({ remarks }: Receipt, text: string): void {
  if (!remarks.includes(text)) remarks.push(text)
}
