/**
 * Bulk loads over TCP into the SQL Server stand-in, which is a process of its own and throws the rows away: tedious' own rows (the baseline)
 * against columns that become row tokens, both through tedious' own request. CPU time of this process, all in one run.
 * `npm run bench -- bulk [--rows n]`
 */
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { Connection, TYPES } from 'tedious'
import type { Batch } from '../lib/columns/batch.ts'
import type { Field, Schema } from '../lib/columns/schema.ts'
import { tds } from '../lib/encode/tds/format.ts'
import { StoreError } from '../lib/errors.ts'
import { columnTypeOf } from '../lib/mssql/column-type.ts'
import type { MssqlConnection } from '../lib/mssql/connection.ts'
import { Session } from '../lib/mssql/session.ts'
import { settingsOf } from '../lib/mssql/settings.ts'
import { printSqlType } from '../lib/mssql/sql-type.ts'
import { spawnStandIn } from '../test/stand-ins/sql-server/spawn.ts'
import { ERP_SCHEMA, erpBatches } from './erp-batches.ts'
import { cpuSeconds, heading, peakMemory, ratioTable } from './report.ts'

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: String(2 ** 20) },
    smoke: { type: 'boolean' },
    // How this program calls itself, to see what memory a load takes.
    connection: { type: 'string' },
  },
})
const rows = options.smoke ? 8192 : Number(options.rows)
const ROUNDS = options.smoke ? 1 : 5
const GROUP_ROWS = 131_072
const TABLE = 'discard.lines'
const PART = 'bench-r0000-p00000.tds'
const never = new AbortController().signal

/** As a table of such rows would declare them. */
const SOURCES: Record<string, string> = {
  status: 'nvarchar(20)',
  country: 'nchar(2)',
  sales_person: 'nvarchar(60)',
  customer: 'nvarchar(80)',
  note: 'nvarchar(200)',
  row_guid: 'uniqueidentifier',
  ordered_at: 'datetime2(7)',
  created_at: 'datetime2(7)',
  modified_at: 'datetime2(7)',
}
const SCHEMA: Schema = {
  fields: ERP_SCHEMA.fields.map(field => ({ ...field, source: SOURCES[field.name] ?? field.source })),
}
const COLUMNS = SCHEMA.fields.map(field => `[${field.name}] ${printSqlType(columnTypeOf(field))}`)

/** What tedious needs to know of a column. */
function tediousColumn(field: Field): [type: (typeof TYPES)[keyof typeof TYPES], more: object] {
  const type = columnTypeOf(field)
  switch (type.base) {
    case 'bit':
      return [TYPES.Bit, {}]
    case 'int':
      return [TYPES.Int, {}]
    case 'bigint':
      return [TYPES.BigInt, {}]
    case 'float':
      return [TYPES.Float, {}]
    case 'decimal':
      return [TYPES.Decimal, { precision: type.precision, scale: type.scale }]
    case 'date':
      return [TYPES.Date, {}]
    case 'datetime2':
      return [TYPES.DateTime2, { scale: type.scale }]
    case 'uniqueidentifier':
      return [TYPES.UniqueIdentifier, {}]
    case 'nchar':
      return [TYPES.NChar, { length: type.length }]
    case 'nvarchar':
      return [TYPES.NVarChar, { length: type.length }]
    default:
      throw new Error(`the bench has no column of ${type.base}`)
  }
}

/** The rows as tedious takes them, made beforehand: nobody pays for it. */
function rowsOf(batch: Batch): unknown[][] {
  const view = batch.columns.map(({ values }) => new DataView(values.buffer, values.byteOffset, values.byteLength))
  return Array.from({ length: batch.rows }, (_, row) =>
    SCHEMA.fields.map(({ type }, c) => {
      const { validity, offsets, values } = batch.columns[c]!
      if (validity !== null && ((validity[row >> 3]! >> (row & 7)) & 1) === 0) return null
      switch (type.kind) {
        case 'bool':
          return ((values[row >> 3]! >> (row & 7)) & 1) === 1
        case 'int':
          return type.bits === 64 ? view[c]!.getBigInt64(row * 8, true) : view[c]!.getInt32(row * 4, true)
        case 'float':
          return view[c]!.getFloat64(row * 8, true)
        case 'decimal':
          return Number(view[c]!.getBigInt64(row * 16, true)) / 10 ** type.scale
        case 'date':
          return new Date(view[c]!.getInt32(row * 4, true) * 86_400_000)
        case 'timestamp':
          return new Date(Number(view[c]!.getBigInt64(row * 8, true) / 1000n))
        default:
          return Buffer.from(values.subarray(offsets![row]!, offsets![row + 1]!)).toString()
      }
    }),
  )
}

async function byTedious(connection: MssqlConnection, made: unknown[][]): Promise<number> {
  const { authentication } = connection
  if (authentication.type !== 'sql') throw new Error('the stand-in has SQL logins')
  const tedious = new Connection(settingsOf(connection, authentication))
  tedious.connect()
  const [failed] = await once(tedious, 'connect')
  if (failed) throw failed
  function* generated() {
    for (let at = 0; at < rows; at++) yield made[at % made.length]!
  }
  try {
    return await new Promise((resolve, reject) => {
      const bulk = tedious.newBulkLoad(TABLE, (error, count) => (error ? reject(error) : resolve(count ?? 0)))
      for (const field of SCHEMA.fields) {
        const [type, more] = tediousColumn(field)
        bulk.addColumn(field.name, type, { nullable: true, ...more })
      }
      bulk.addColumn('__hygge_part', TYPES.Int, { nullable: false })
      tedious.execBulkLoad(bulk, generated() as Iterable<unknown[]>)
    })
  } finally {
    tedious.close()
  }
}

/** `encode` gives the bytes of a group of so many rows. */
async function byHygge(connection: MssqlConnection, encode: (rows: number) => Promise<Uint8Array>): Promise<number> {
  const session = await Session.open(connection, StoreError, never)
  try {
    const bulk = await session.bulk(`INSERT BULK ${TABLE} (${[...COLUMNS, '[__hygge_part] int'].join(', ')})`, never)
    await bulk.write(tds.head(SCHEMA))
    for (let at = 0; at < rows; at += GROUP_ROWS) await bulk.write(await encode(Math.min(GROUP_ROWS, rows - at)))
    await bulk.write(tds.tail())
    return await bulk.finish()
  } finally {
    await session.close()
  }
}

const batches = erpBatches(0, Math.min(rows, GROUP_ROWS))

async function encoded(count: number): Promise<Uint8Array> {
  const some = batches.slice(0, Math.ceil(count / 8192))
  const last = some.length - 1
  const left = count - last * 8192
  return (
    await tds.encode(
      SCHEMA,
      some.map((batch, at) => (at === last ? { ...batch, rows: left } : batch)),
      'none',
      PART,
    )
  ).bytes
}

if (options.connection !== undefined) {
  await byHygge(JSON.parse(options.connection), encoded)
  console.log(peakMemory())
} else {
  heading(`bulk load over TCP, ${rows.toLocaleString('en')} rows of ${SCHEMA.fields.length} columns`)
  const standIn = await spawnStandIn()
  const { connection } = standIn
  try {
    const session = await Session.open(connection, StoreError, never)
    const run = (statement: string) => session.rows({ statement, parameters: [] }, never)
    await run('CREATE SCHEMA [discard]')
    await run(`CREATE TABLE ${TABLE} (${[...COLUMNS, '[__hygge_part] int NOT NULL'].join(', ')})`)
    await session.close()
    const made = rowsOf(batches[0]!)
    const sample = await encoded(Math.min(rows, GROUP_ROWS))
    const subjects: [string, () => Promise<number>][] = [
      ["tedious' own rows", () => byTedious(connection, made)],
      ['hygge: columns → row tokens → the same request', () => byHygge(connection, encoded)],
      [
        'bytes that are there, through the same request',
        () => byHygge(connection, async count => (count === Math.min(rows, GROUP_ROWS) ? sample : encoded(count))),
      ],
    ]
    // Rounds are interleaved and the best of each counts: a neighbour's load hits all alike, and compiling is over.
    const best = new Map<string, number>()
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, subject] of subjects) {
        const { seconds, result } = await cpuSeconds(subject)
        if (result !== rows) throw new Error(`${name}: ${result} rows of ${rows}`)
        best.set(name, Math.max(best.get(name) ?? 0, rows / seconds))
      }
    }
    ratioTable(
      `rows per CPU second of the client, ${(sample.length / Math.min(rows, GROUP_ROWS)).toFixed(0)} bytes a row`,
      [...best],
    )
    const peaks = [rows, 5 * rows].map(count => {
      const args = [
        ...process.execArgv,
        process.argv[1]!,
        '--rows',
        String(count),
        '--connection',
        JSON.stringify(connection),
      ]
      return Number(execFileSync(process.execPath, args, { encoding: 'utf8' })) / 2 ** 20
    })
    console.log(
      `\nPeak memory: ${peaks.map(mib => `${mib.toFixed(0)} MiB`).join(' for one time, ')} for five times as many rows.`,
    )
  } finally {
    await standIn.stop()
  }
}
