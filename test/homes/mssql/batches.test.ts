import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Schema } from '../../../lib/columns/schema.ts'
import { Batches } from '../../../lib/homes/mssql/batches.ts'
import { TokenDecoder } from '../../../lib/homes/mssql/tds/decoder.ts'
import type { Answer } from '../../../lib/mssql/seam.ts'
import type { SqlColumn } from '../../stand-ins/sql-server/types.ts'
import { encodeColumns, encodeRows } from '../../stand-ins/sql-server/wire/index.ts'
import { encodeDone } from '../../stand-ins/sql-server/wire/tokens.ts'

const COLUMNS: SqlColumn[] = [
  { name: 'id', type: { name: 'int' }, nullable: false },
  { name: 'name', type: { name: 'nvarchar', length: 20 }, nullable: true },
]
const EXPECTED: Schema = {
  fields: [
    { name: 'id', type: { kind: 'int', bits: 32 }, nullable: false, source: 'int' },
    { name: 'name', type: { kind: 'utf8' }, nullable: true, source: 'nvarchar(20)' },
  ],
}
const OPTIONS = {
  types: { datetime2: 'microseconds', datetimeoffset: 'utc', uniqueidentifier: 'string' },
  maxRows: 10,
  maxBytes: 1 << 20,
} as const

function rows(from: number, to: number): Uint8Array {
  const ids = Array.from({ length: to - from }, (_, i) => from + i)
  const names = ids.map(id => (id % 3 === 0 ? null : `row ${id}`))
  return encodeRows(COLUMNS, [ids, names], ids.length)
}

function done(count: number): Uint8Array {
  return encodeDone(0xfd, 0x10, 0xc1, BigInt(count))
}

/** The valve of an answer, remembering what was done to it. */
class Valve implements Answer {
  open = true
  dropped = false
  readonly forwarded: number[] = []
  forward(bytes: Uint8Array): void {
    this.forwarded.push(bytes[0]!)
  }
  pause(): void {
    this.open = false
  }
  resume(): void {
    this.open = true
  }
  drop(): void {
    this.dropped = true
  }
}

function begin(): { batches: Batches; valve: Valve } {
  const batches = new Batches(OPTIONS, EXPECTED)
  const valve = new Valve()
  batches.begin(valve)
  return { batches, valve }
}

test('one batch ahead closes the valve, taking it opens it', async () => {
  const { batches, valve } = begin()
  batches.data(encodeColumns(COLUMNS))
  batches.data(rows(0, 9))
  assert.equal(valve.open, true)
  batches.data(rows(9, 12))
  assert.equal(valve.open, false)
  assert.equal((await batches.next())?.rows, 10)
  assert.equal(valve.open, true)
})

test('several batches of one chunk: the valve stays shut until the last of them is taken', async () => {
  const { batches, valve } = begin()
  batches.data(encodeColumns(COLUMNS))
  batches.data(rows(0, 35))
  for (const open of [false, false, true]) {
    assert.equal((await batches.next())?.rows, 10)
    assert.equal(valve.open, open)
  }
})

test('a consumer that waits gets the batch, and the last one at the end', async () => {
  const { batches, valve } = begin()
  const first = batches.next()
  batches.data(encodeColumns(COLUMNS))
  batches.data(rows(0, 13))
  assert.equal((await first)?.rows, 10)
  batches.data(done(13))
  batches.end()
  batches.finish()
  assert.equal((await batches.next())?.rows, 3)
  assert.equal(await batches.next(), null)
  assert.equal(await batches.next(), null)
  assert.deepEqual(valve.forwarded, [0x81, 0xfd])
})

test('an error comes after the batches before it', async () => {
  const { batches } = begin()
  batches.data(encodeColumns(COLUMNS))
  batches.data(rows(0, 20))
  batches.finish({ error: new Error('deadlock') })
  assert.equal((await batches.next())?.rows, 10)
  assert.equal((await batches.next())?.rows, 10)
  await assert.rejects(batches.next(), { message: 'deadlock' })
})

test('a schema that is not the planned one, before any row', () => {
  const { batches } = begin()
  const other: SqlColumn[] = [COLUMNS[0]!, { name: 'name', type: { name: 'bigint' }, nullable: true }]
  assert.throws(() => batches.data(encodeColumns(other)), {
    code: 'SCHEMA_CHANGED',
    message: /was nvarchar\(20\) and is bigint/,
  })
})

test('a second result set', () => {
  const { batches } = begin()
  batches.data(encodeColumns(COLUMNS))
  batches.data(done(0))
  assert.throws(() => batches.data(encodeColumns(COLUMNS)), { code: 'SEVERAL_RESULTS' })
})

test('fewer rows than the server counted', () => {
  const { batches } = begin()
  batches.data(encodeColumns(COLUMNS))
  batches.data(rows(0, 4))
  assert.throws(() => batches.data(done(5)), { code: 'ROWS_LOST' })
})

test('an answer that ends without DONE, or in the middle of a row', () => {
  const { batches } = begin()
  batches.data(encodeColumns(COLUMNS))
  batches.data(rows(0, 4))
  assert.throws(() => batches.end(), { code: 'ROWS_LOST' })
  const cut = begin().batches
  cut.data(encodeColumns(COLUMNS))
  cut.data(rows(0, 4).subarray(0, -3))
  assert.throws(() => cut.end(), { code: 'TDS_PROTOCOL' })
})

test('an answer without a result set is not an empty table', () => {
  const { batches } = begin()
  batches.data(done(3))
  assert.throws(() => batches.end(), { code: 'NO_RESULT' })
})

test('cancelled, now or before the answer began', async () => {
  const { batches, valve } = begin()
  batches.data(encodeColumns(COLUMNS))
  batches.data(rows(0, 20))
  batches.cancel()
  assert.equal(valve.dropped, true)
  batches.finish({ error: new Error('stopped') })
  await assert.rejects(batches.next(), { message: 'stopped' })

  const early = new Batches(OPTIONS, EXPECTED)
  early.cancel()
  const late = new Valve()
  early.begin(late)
  assert.equal(late.dropped, true)
})

test('what is forwarded plus the rows is the whole answer', () => {
  const forwarded: Uint8Array[] = []
  const { batches, valve } = begin()
  valve.forward = bytes => void forwarded.push(bytes)
  const answer = Buffer.concat([encodeColumns(COLUMNS), rows(0, 5), done(5)])
  for (const byte of answer) batches.data(Uint8Array.of(byte))
  assert.deepEqual(Buffer.concat(forwarded), Buffer.concat([encodeColumns(COLUMNS), done(5)]))
  const decoder = new TokenDecoder(OPTIONS, { columns() {}, batch() {}, token() {} })
  decoder.push(answer)
  assert.equal(decoder.rows, 5)
})
