/** What must be true of a run, by readers and sums that know nothing of it. Each check gives its complaint, or null. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { duckdbTable, query } from '../../test/e2e/support/read-back.ts'
import type { Recorded } from './run.ts'

export type Complaint = string | null

export function allWell({ code, finished, stderr }: Recorded): Complaint {
  const failed = finished.filter(({ status }) => status === 'failed' || status === 'skipped')
  if (code === 0 && failed.length === 0) return null
  const first = failed[0]?.error?.message ?? stderr.slice(-300)
  return `exit code ${code}, ${failed.length} of ${finished.length} entities did not arrive: ${first}`
}

/** Every entity was verified as deep as it was asked for, and nothing differs. */
export function verified({ finished }: Recorded): Complaint {
  const bad = finished.find(
    ({ receipts = [], rows }) =>
      receipts.length === 0 || receipts.some(receipt => receipt.differences.length > 0 || receipt.rows !== rows),
  )
  return bad ? `the receipt of ${bad.entity} does not add up: ${JSON.stringify(bad.receipts)}` : null
}

/** Parquet files of ids `from` to `to`, each once: by count, sum, and the exclusive or of all of them. */
export async function idsOnce(folder: string, from: number, to: number, column = 'id'): Promise<Complaint> {
  const files = filesIn(folder, '.parquet')
  if (files.length === 0) return `there is no file in ${folder}`
  const sql = `SELECT count(*), sum(${column})::HUGEINT::VARCHAR, bit_xor(${column}::BIGINT), min(${column}), max(${column}) FROM ${duckdbTable(files)}`
  const [found] = await query(sql)
  const count = BigInt(to - from + 1)
  const sum = ((BigInt(from) + BigInt(to)) * count) / 2n
  const xor = xorTo(BigInt(to)) ^ xorTo(BigInt(from - 1))
  const expected = [count, sum, xor, BigInt(from), BigInt(to)].map(String)
  const actual = (found ?? []).map(String)
  return actual.join() === expected.join()
    ? null
    : `${folder}: count, sum, xor, min, max are ${actual.join(', ')}, not ${expected.join(', ')}`
}

/** The exclusive or of 0 to n. */
function xorTo(n: bigint): bigint {
  return [n, 1n, n + 1n, 0n][Number(n % 4n)]!
}

export function filesIn(folder: string, ending: string): string[] {
  return readdirSync(folder)
    .filter(name => name.endsWith(ending))
    .map(name => join(folder, name))
}

/** Nothing is left under `_tmp`. */
export function noDebris(base: string): Complaint {
  const left = readdirSync(base, { recursive: true, withFileTypes: true }).filter(
    entry => entry.isFile() && entry.parentPath.includes('_tmp'),
  )
  return left.length === 0 ? null : `left in staging: ${left.map(({ name }) => name).join(', ')}`
}

/** Bytes that a process holds beside its rows: Node, threads, encoders, what the allocator keeps. */
const BASE = 700 * 2 ** 20

/** RSS never above the budget and a fixed base. */
export function withinBudget({ samples, started }: Recorded): Complaint {
  const peak = Math.max(0, ...samples.map(({ rss }) => rss))
  const limit = started.memory + BASE
  return peak <= limit ? null : `RSS was ${mebibytes(peak)}, above the budget and its base (${mebibytes(limit)})`
}

/** RSS of the last tenth at most so much above that of the first, its warming up left out; null also when the run was too short to tell. */
export function flat({ samples }: Recorded, tolerance: number): Complaint {
  const tenth = Math.floor(samples.length / 10)
  if (tenth < 3) return null
  const mean = (part: typeof samples) => part.reduce((sum, { rss }) => sum + rss, 0) / part.length
  const [first, last] = [mean(samples.slice(tenth, 2 * tenth)), mean(samples.slice(-tenth))]
  return last <= first * (1 + tolerance) ? null : `RSS grew from ${mebibytes(first)} to ${mebibytes(last)}`
}

export function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MiB`
}
