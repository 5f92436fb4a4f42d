/** Every table of the seeded ERP, described and read: all rows, and every value that has one plain form. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Field } from '../../../lib/columns/schema.ts'
import { mssqlHome } from '../../../lib/homes/mssql/home.ts'
import { quoteName } from '../../../lib/mssql/identifier.ts'
import type { SessionPool } from '../../../lib/mssql/pool.ts'
import { rowsOf } from '../../mssql/values.ts'
import { DEFAULT_USER, StandInEngine } from '../../stand-ins/sql-server/engine/engine.ts'
import { ERP_TABLES, erp } from '../../stand-ins/sql-server/seeds/erp.ts'
import { type StandIn, startServer } from '../../stand-ins/sql-server/server.ts'
import type { SqlValue } from '../../stand-ins/sql-server/types.ts'
import { readingPool } from '../../support/sql-server.ts'

const ALWAYS = new AbortController().signal
/** Days and 100 ns ticks from 0001-01-01 to 1970-01-01. */
const EPOCH_DAYS = 719_162
const EPOCH_TICKS = BigInt(EPOCH_DAYS) * 864_000_000_000n

let engine: StandInEngine
let server: StandIn
let pool: SessionPool

before(async () => {
  engine = await StandInEngine.create()
  await erp.plant(engine)
  server = await startServer({ engine })
  const login = { type: 'sql', ...DEFAULT_USER } as const
  const { host, port } = server
  const place = { server: host, port, database: 'erp' }
  pool = readingPool({ type: 'mssql', ...place, encrypt: false, authentication: login })
})
after(async () => {
  await pool.close()
  await server.close()
  await engine.close()
})

/** A seeded value as the home should deliver it; undefined where its form is another test's business. */
function expected(value: SqlValue, { type, source }: Field): unknown {
  if (value === null) return null
  const base = source.replace(/\(.*/, '')
  switch (type.kind) {
    case 'bool':
    case 'int':
    case 'decimal':
      return value
    case 'float':
      return type.bits === 32 ? Math.fround(Number(value)) : value
    case 'date':
      return Number(value) - EPOCH_DAYS
    case 'utf8':
      return /^n?(var)?char$|^n?text$|^uniqueidentifier$/.test(base) && typeof value === 'string'
        ? (base === 'uniqueidentifier' ? value.toUpperCase() : value.toWellFormed()).trimEnd()
        : undefined
    case 'binary':
      return value instanceof Uint8Array && base !== 'binary' ? Buffer.from(value).toString('hex') : undefined
    case 'timestamp':
      if (typeof value === 'object' && 'ticks' in value) return floorDiv(value.ticks - EPOCH_TICKS, 10n)
      return base === 'datetime2' && typeof value === 'bigint' ? floorDiv(value - EPOCH_TICKS, 10n) : undefined
    default:
      return undefined
  }
}

function floorDiv(value: bigint, by: bigint): bigint {
  const quotient = value / by
  return value % by < 0n ? quotient - 1n : quotient
}

for (const { path, rows } of ERP_TABLES) {
  test(`${quoteName(path)}, ${rows.length} rows`, async () => {
    const home = mssqlHome(pool, { type: 'mssql', connection: 'erp', table: quoteName(path) })
    const { schema, ranges, estimate } = await home.describe(ALWAYS)
    assert.equal(estimate, rows.length)
    const batches = []
    for await (const batch of home.read(ranges[0]!, schema, ALWAYS)) batches.push(batch)
    const actual = rowsOf(schema, batches)
    assert.equal(actual.length, rows.length)
    const key = schema.fields.findIndex(({ nullable, type }) => !nullable && type.kind === 'int')
    const byKey = (a: unknown[], b: unknown[]) => (key < 0 ? 0 : Number(a[key]) - Number(b[key]))
    const wanted = rows.map(row => row.map((value, i) => expected(value, schema.fields[i]!)))
    let compared = 0
    const sorted = actual.sort(byKey)
    for (const [i, row] of wanted.sort(byKey).entries()) {
      for (const [column, value] of row.entries()) {
        if (value === undefined) continue
        const found = sorted[i]![column]
        const where = `row ${i}, ${schema.fields[column]!.name} (${schema.fields[column]!.source})`
        assert.deepEqual(typeof found === 'string' ? found.trimEnd() : found, value, where)
        compared++
      }
    }
    assert.ok(rows.length === 0 || compared >= rows.length)
  })
}
