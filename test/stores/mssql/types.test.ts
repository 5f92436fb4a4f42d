/** Every type from one table of a SQL Server into another: the same columns, the same values. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Batch } from '../../../lib/columns/batch.ts'
import type { Schema } from '../../../lib/columns/schema.ts'
import { tds } from '../../../lib/encode/tds/format.ts'
import { mssqlHome } from '../../../lib/homes/mssql/home.ts'
import { quote } from '../../../lib/mssql/identifier.ts'
import { partName } from '../../../lib/plan/names.ts'
import { rowsOf } from '../../mssql/values.ts'
import { startTestServer, type TestServer } from '../../support/sql-server.ts'
import { makeTables } from './tables.ts'

const NEVER = new AbortController().signal

let server: TestServer
before(async () => {
  server = await startTestServer()
})
after(() => server[Symbol.asyncDispose]())

/** A type, what it is made as where that is another one, and two values: an ordinary one and one at the border. */
const TYPES: [type: string, made: string | null, ordinary: string, border: string][] = [
  ['bit', null, '1', '0'],
  ['tinyint', null, '7', '255'],
  ['smallint', null, '7', '-32768'],
  ['int', null, '7', '-2147483648'],
  ['bigint', null, '7', '-9223372036854775808'],
  ['real', null, '0.5', '-1.5E30'],
  ['float', null, '0.1', '1.7E308'],
  ['decimal(9,2)', null, '-12.34', '9999999.99'],
  ['decimal(38,10)', null, '0.0000000001', '-9999999999999999999999999999.9999999999'],
  ['numeric(20,0)', null, '1', '99999999999999999999'],
  ['money', null, '-1.2345', '922337203685477.5807'],
  ['smallmoney', null, '1.5', '-214748.3648'],
  ['date', null, "'2024-02-29'", "'0001-01-01'"],
  ['time(0)', null, "'12:34:56'", "'23:59:59'"],
  ['time(3)', null, "'12:34:56.789'", "'00:00:00.001'"],
  ['time(7)', null, "'12:34:56.1234567'", "'23:59:59.9999999'"],
  ['smalldatetime', null, "'2024-02-29T12:34:00'", "'2079-06-06T23:59:00'"],
  ['datetime', null, "'2024-02-29T12:34:56.997'", "'1753-01-01T00:00:00.003'"],
  ['datetime2(0)', null, "'2024-02-29T12:34:56'", "'0001-01-01T00:00:00'"],
  ['datetime2(6)', null, "'2024-02-29T12:34:56.123456'", "'9999-12-31T23:59:59.999999'"],
  ['datetime2(7)', null, "'2024-02-29T12:34:56.123456'", "'9999-12-31T23:59:59.999999'"],
  ['datetimeoffset(7)', null, "'2024-02-29T12:34:56.123456+00:00'", "'0001-01-01T00:00:00+00:00'"],
  ['uniqueidentifier', null, "'6F9619FF-8B86-D011-B42D-00C04FC964FF'", "'00000000-0000-0000-0000-000000000000'"],
  ['nchar(6)', null, "N'abcdef'", "N'ÅÄÖ東京x'"],
  ['nvarchar(20)', null, "N'Smørrebrød'", "N''"],
  ['nvarchar(max)', null, "REPLICATE(CAST(N'東' AS nvarchar(max)), 9000)", "N''"],
  ['varchar(20)', 'nvarchar(20)', "'café'", "''"],
  ['varchar(max)', 'nvarchar(max)', "'plain'", "''"],
  ['char(5)', 'nvarchar(5)', "'abcde'", "'ab'"],
  ['binary(4)', null, '0x01020304', '0x00000000'],
  ['varbinary(20)', null, '0x00FF', '0x'],
  ['varbinary(max)', null, '0xDEADBEEF', '0x'],
]

async function readAll(table: string): Promise<{ schema: Schema; batches: Batch[] }> {
  const home = mssqlHome(server.pool(), { type: 'mssql', connection: 'it', table })
  try {
    const { schema, ranges } = await home.describe(NEVER)
    const batches: Batch[] = []
    for (const range of ranges) for await (const batch of home.read(range, schema, NEVER)) batches.push(batch)
    return { schema, batches }
  } finally {
    await home.close()
  }
}

test('every type comes out as it went in, NULL too, and its column is of the same type', async t => {
  const tables = await makeTables(t, server)
  const columns = TYPES.map(([type], at) => `[c${at}] ${type} NULL`).join(', ')
  await tables.execute(`CREATE TABLE {s}.[from] ([id] int NOT NULL PRIMARY KEY, ${columns})`)
  const rows = [TYPES.map(([, , ordinary]) => ordinary), TYPES.map(() => 'NULL'), TYPES.map(([, , , border]) => border)]
  for (const [id, row] of rows.entries())
    await tables.execute(`INSERT INTO {s}.[from] VALUES (${id}, ${row.join(', ')})`)
  const source = await readAll(`${quote(tables.schema)}.[from]`)
  const name = partName('r1', 0, 0, 'tds')
  const staging = await tables
    .store('to')
    .open({ run: 'r1', flow: 'f', entity: 'e', mode: 'full_drop', schema: source.schema, reached: async () => {} })
  const sink = await staging.stage(name)
  const group = await tds.encode(source.schema, source.batches, 'none', name)
  for (const bytes of [tds.head(source.schema), group.bytes, tds.tail()]) await sink.write(bytes)
  await staging.publish([await sink.finish(group.rows)])
  await staging.sweep()
  const settled = await readAll(`${quote(tables.schema)}.[to]`)
  const declared = settled.schema.fields.map(({ source: type }) => type)
  assert.deepEqual(declared, ['int', ...TYPES.map(([type, made]) => made ?? type)])
  const byId = (all: unknown[][]) => all.toSorted(([a], [b]) => Number(a) - Number(b))
  assert.deepEqual(byId(rowsOf(settled.schema, settled.batches)), byId(rowsOf(source.schema, source.batches)))
})
