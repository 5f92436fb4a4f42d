/** Every type from one table of a SQL Server into another: the same columns, the same values. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { tds } from '../../../lib/encode/tds/format.ts'
import { quote } from '../../../lib/mssql/identifier.ts'
import { partName } from '../../../lib/plan/names.ts'
import { rowsOf } from '../../mssql/values.ts'
import { startTestServer, type TestServer } from '../../support/sql-server.ts'
import { readAll, TYPES } from './every-type.ts'
import { makeTables } from './tables.ts'

let server: TestServer
before(async () => {
  server = await startTestServer()
})
after(() => server[Symbol.asyncDispose]())

test('every type comes out as it went in, NULL too, and its column is of the same type', async t => {
  const tables = await makeTables(t, server)
  const columns = TYPES.map(([type], at) => `[c${at}] ${type} NULL`).join(', ')
  await tables.execute(`CREATE TABLE {s}.[from] ([id] int NOT NULL PRIMARY KEY, ${columns})`)
  const rows = [TYPES.map(([, , ordinary]) => ordinary), TYPES.map(() => 'NULL'), TYPES.map(([, , , border]) => border)]
  for (const [id, row] of rows.entries())
    await tables.execute(`INSERT INTO {s}.[from] VALUES (${id}, ${row.join(', ')})`)
  const source = await readAll(server, `${quote(tables.schema)}.[from]`)
  const name = partName('r1', 0, 0, 'tds')
  const staging = await tables
    .store('to')
    .open({ run: 'r1', flow: 'f', entity: 'e', mode: 'full_drop', schema: source.schema, reached: async () => {} })
  const sink = await staging.stage(name)
  const group = await tds.encode(source.schema, source.batches, 'none', name)
  for (const bytes of [tds.head(source.schema), group.bytes, tds.tail()]) await sink.write(bytes)
  await staging.publish([await sink.finish(group.rows)])
  await staging.sweep()
  const settled = await readAll(server, `${quote(tables.schema)}.[to]`)
  const declared = settled.schema.fields.map(({ source: type }) => type)
  assert.deepEqual(declared, ['int', ...TYPES.map(([type, made]) => made ?? type)])
  const byId = (all: unknown[][]) => all.toSorted(([a], [b]) => Number(a) - Number(b))
  assert.deepEqual(byId(rowsOf(settled.schema, settled.batches)), byId(rowsOf(source.schema, source.batches)))
})
