import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ColumnMetadata } from 'tedious/lib/token/colmetadata-token-parser.js'
import type { Answer, SqlColumn } from './types.ts'
import { encodeRows } from './wire/index.ts'
import { everyType, forms } from './wire-every-type.ts'
import { connect, run, ScriptedEngine, serverFor } from './wire-support.ts'

describe('tedious reads every type, values and NULLs', () => {
  for (const [name, rows] of forms) {
    for (const kind of ['rows', 'tokens'] as const) {
      test(`${name}, from ${kind}`, async t => {
        const { columns, values, expected, count } = everyType()
        const script = (): Answer[] => [
          { kind: 'columns', columns },
          kind === 'rows'
            ? { kind: 'rows', count, values }
            : { kind: 'tokens', count, bytes: encodeRows(columns, values, count, rows) },
          { kind: 'done', rows: BigInt(count) },
        ]
        const server = await serverFor(t, new ScriptedEngine({ script }), { rows })
        const connection = await connect(server)
        const result = await run(connection, 'script')
        connection.close()
        assert.equal(result.error, null)
        assert.equal(result.rowCount, count)
        for (const [row, cells] of result.rows.entries()) {
          for (const [column, cell] of cells.entries()) {
            assert.deepEqual(plain(cell), plain(expected[row][column]), `${columns[column].name}, row ${row}`)
          }
        }
      })
    }
  }
})

/** tedious hangs nanoseconds on its dates; the instant is what is compared. */
function plain(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value
}

test('COLMETADATA names types, lengths and flags as a real server does', async t => {
  const columns: SqlColumn[] = [
    { name: 'Id', type: { name: 'int' }, nullable: false },
    { name: 'Größe', type: { name: 'int' }, nullable: true },
    { name: 'd', type: { name: 'decimal', precision: 18, scale: 4 }, nullable: false },
    { name: 'v', type: { name: 'varchar', length: 40, collation: 'Greek_CI_AS' }, nullable: true },
    { name: 'm', type: { name: 'nvarchar', length: 'max' }, nullable: true },
    { name: 'g', type: { name: 'udt', udt: 'geography' }, nullable: true },
    { name: 'r', type: { name: 'timestamp' }, nullable: false },
  ]
  const script = (): Answer[] => [
    { kind: 'columns', columns },
    { kind: 'done', rows: 0n },
  ]
  const server = await serverFor(t, new ScriptedEngine({ script }))
  const connection = await connect(server)
  let seen: ColumnMetadata[] = []
  const result = await run(connection, 'script', request => {
    request.on('columnMetadata', metadata => {
      if (Array.isArray(metadata)) seen = metadata
    })
  })
  connection.close()
  assert.deepEqual(result, { rows: [], rowCount: 0, error: null })
  assert.deepEqual(
    seen.map(({ colName, type, flags }) => [colName, type.name, flags & 1]),
    [
      ['Id', 'Int', 0],
      ['Größe', 'IntN', 1],
      ['d', 'DecimalN', 0],
      ['v', 'VarChar', 1],
      ['m', 'NVarChar', 1],
      ['g', 'UDT', 1],
      ['r', 'Binary', 0],
    ],
  )
  assert.deepEqual([seen[2].precision, seen[2].scale, seen[2].dataLength], [18, 4, 9])
  assert.equal(seen[3].collation?.codepage, 'CP1253')
  assert.equal(seen[4].dataLength, 0xffff)
  assert.match(seen[5].udtInfo?.assemblyName ?? '', /^Microsoft\.SqlServer\.Types\.SqlGeography, /)
  assert.equal(seen[6].userType, 0x50)
})
