/**
 * Decoding alone, in memory: the bytes of a token stream into Arrow columns. Ours against tedious' own row parser filling typed arrays
 * from its values (the baseline), and against handing the same bytes to nobody. CPU time of the whole process, one run per subject.
 * `npm run bench -- decode [--rows n]`
 */
import { parseArgs } from 'node:util'
import { TokenDecoder } from '../lib/homes/mssql/tds/decoder.ts'
import type { TypeOptions } from '../lib/homes/mssql/tds/field.ts'
import { rowEventColumns } from './decode/row-events.ts'
import { narrow, setUpTables, type Table, wide } from './decode/tables.ts'
import { heading, ratioTable } from './report.ts'

const CHUNK = 32_759 // a packet of 32,767 bytes without its header
const TYPES: TypeOptions = { datetime2: 'microseconds', datetimeoffset: 'utc', uniqueidentifier: 'string' }
const ROUNDS = 5

/** CPU seconds that the process spends in `work`. */
function cpu(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

function chunksOf(bytes: Buffer): Buffer[] {
  const chunks: Buffer[] = []
  for (let at = 0; at < bytes.length; at += CHUNK) chunks.push(bytes.subarray(at, at + CHUNK))
  return chunks
}

function decode(chunks: Buffer[]): number {
  const decoder = new TokenDecoder(
    { types: TYPES, maxRows: 8192, maxBytes: 16 << 20 },
    { columns: () => {}, batch: () => {}, token: () => {} },
  )
  for (const chunk of chunks) decoder.push(chunk)
  decoder.end()
  return decoder.rows
}

function discard(chunks: Buffer[]): number {
  let sum = 0
  for (const chunk of chunks) for (let at = 0; at < chunk.length; at += 64) sum += chunk[at]!
  return sum
}

/** The best of several rounds, in rows per CPU second. */
function speed(rows: number, work: () => void): number {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round++) best = Math.min(best, cpu(work))
  return rows / best
}

/** Prints the comparison, returns our rows per CPU second. */
function compare(table: Table): number {
  const chunks = chunksOf(table.bytes)
  const bytesPerRow = Math.round(table.bytes.length / table.rows)
  console.log(`\n${table.name}: ${table.columns} columns, ${bytesPerRow} bytes a row, ${table.rows} rows`)
  const baseline = speed(table.rows, () => rowEventColumns(chunks))
  const ours = speed(table.rows, () => decode(chunks))
  const ceiling = speed(table.rows, () => discard(chunks))
  ratioTable('rows per CPU second', [
    ['tedious row parser → typed arrays', baseline],
    ['columnar decoder → Arrow columns', ours],
    ['one byte of each cache line read', ceiling],
  ])
  return ours
}

/** What a schema never seen before costs on a table of 1,000 rows beyond its share of a large table's time, in a warm process. */
function setUp(rowsPerSecond: number): void {
  const rows = 1000
  const tables = setUpTables(40, rows).map(({ bytes }) => chunksOf(bytes))
  const seconds = cpu(() => {
    for (const chunks of tables) decode(chunks)
  })
  const whole = (seconds * 1000) / tables.length
  const share = (rows * 1000) / rowsPerSecond
  console.log(`\nset-up: ${tables.length} new schemas of 22 columns, ${rows} rows each, decoded once`)
  console.log(
    `  ${whole.toFixed(2)} ms CPU a table, of which ${share.toFixed(2)} are its rows: set-up ${(whole - share).toFixed(2)} ms`,
  )
}

const { values } = parseArgs({ options: { rows: { type: 'string', default: '200000' }, smoke: { type: 'boolean' } } })
const rows = values.smoke ? 10_000 : Number(values.rows)
heading('decode, in memory')
const first = setUpTables(1, 1000).map(({ bytes }) => chunksOf(bytes))[0]!
console.log(`first table of 1,000 rows in a cold process: ${(cpu(() => decode(first)) * 1000).toFixed(1)} ms CPU`)
const rate = compare(wide(rows))
compare(narrow(rows * 3))
setUp(rate)
