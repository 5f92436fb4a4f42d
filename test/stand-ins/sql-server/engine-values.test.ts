import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { datetimeToTicks, parseMoment, ticksText, ticksToDatetime } from './engine/types/date-time.ts'
import { escapeText, guidBytes, guidText, unescapeText, variantBytes, variantOf } from './engine/types/storage.ts'
import { hierarchyBytes, udtText } from './engine/types/udt.ts'
import { openEngine, results, rows } from './engine-support.ts'
import type { SqlParameter, SqlType, SqlValue } from './types.ts'

const TICKS = fc.bigInt(0n, 3155378975999999999n)
const BYTES = fc.uint8Array({ maxLength: 40 })
const GUID = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(bytes =>
  Buffer.from(bytes)
    .toString('hex')
    .toUpperCase()
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
)
/** Any UTF-16 but the range that the stand-in keeps for itself. */
const UTF16 = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
  .map(units => String.fromCharCode(...units))
  .filter(text => text.search(/[\u{10f7fe}-\u{10ffff}]/u) === -1)

test('text, GUIDs, variants and hierarchies come back from their stored form', () => {
  fc.assert(fc.property(UTF16, text => assert.equal(unescapeText(escapeText(text)), text)))
  fc.assert(fc.property(UTF16, text => assert.ok(escapeText(text).isWellFormed())))
  fc.assert(fc.property(GUID, guid => assert.equal(guidText(guidBytes(guid)), guid)))
  fc.assert(
    fc.property(fc.oneof(BYTES, fc.bigInt(), UTF16, fc.boolean()), value => {
      const variant = { type: { name: 'varbinary', length: 40 } as SqlType, value: value as SqlValue }
      assert.deepEqual(variantOf(variantBytes(variant)), variant)
    }),
  )
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 15 }), { maxLength: 6 }), parts => {
      const path = `/${parts.map(part => `${part}/`).join('')}`
      assert.equal(udtText('hierarchyid', hierarchyBytes(path)), path)
    }),
  )
  assert.throws(() => escapeText('\u{10ffff}'), /keeps the characters/)
})

test('hierarchyid has the bytes of SQL Server', () => {
  const known: Record<string, string> = { '/': '', '/1/': '58', '/2/': '68', '/3/': '78', '/1/1/': '5ac0', '/4/': '84' }
  for (const [path, hex] of Object.entries(known))
    assert.equal(Buffer.from(hierarchyBytes(path)).toString('hex'), hex, path)
})

test('dates: text and ticks, datetime and ticks', () => {
  fc.assert(fc.property(TICKS, ticks => assert.deepEqual(parseMoment(ticksText(ticks, 7)), { ticks })))
  fc.assert(
    fc.property(fc.bigInt(-1391644800000n, 76707647999999n), value =>
      assert.equal(ticksToDatetime(datetimeToTicks(value)), value),
    ),
  )
  for (const text of ['2023-02-29', '2024-01-01 24:00', '2024-13-01', 'soon', '2024-01-01 12:00 +15:00', '0000-01-01'])
    assert.equal(parseMoment(text), undefined, text)
})

test('any value goes in as a parameter and comes out as it was; order and comparison are those of the values', async t => {
  const { session } = await openEngine(t)
  const compare = (left: bigint, right: bigint): number => (left < right ? -1 : left > right ? 1 : 0)
  const kinds: [declaration: string, type: SqlType, values: fc.Arbitrary<SqlValue>][] = [
    ['bigint', { name: 'bigint' }, fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n)],
    ['decimal(38,10)', { name: 'decimal', precision: 38, scale: 10 }, fc.bigInt(-(10n ** 38n) + 1n, 10n ** 38n - 1n)],
    ['money', { name: 'money' }, fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n)],
    ['datetime2(7)', { name: 'datetime2', scale: 7 }, TICKS],
    ['datetime', { name: 'datetime' }, fc.bigInt(-1391644800000n, 76707647999999n)],
    ['time(7)', { name: 'time', scale: 7 }, fc.bigInt(0n, 863999999999n)],
    [
      'float',
      { name: 'float' },
      fc.double({ noNaN: true, noDefaultInfinity: true }).filter(value => !Object.is(value, -0)),
    ],
    ['nvarchar(max)', { name: 'nvarchar', length: 'max' }, UTF16],
    ['varbinary(max)', { name: 'varbinary', length: 'max' }, BYTES],
    ['uniqueidentifier', { name: 'uniqueidentifier' }, GUID],
    [
      'datetimeoffset(7)',
      { name: 'datetimeoffset', scale: 7 },
      fc.tuple(TICKS, fc.integer({ min: -840, max: 840 })).map(([ticks, offset]) => ({ ticks, offset })),
    ],
  ]
  for (const [index, [declaration, type, values]] of kinds.entries()) {
    const given = fc.sample(values, { numRuns: 40, seed: 7 })
    await results(session, `CREATE TABLE t${index} (i int, v ${declaration})`)
    for (const [row, value] of given.entries()) {
      const parameters: SqlParameter[] = [{ name: 'v', type, value }]
      await results(session, `INSERT t${index} VALUES (${row}, @v)`, parameters)
    }
    assert.deepEqual(
      (await rows(session, `SELECT v FROM t${index} ORDER BY i`)).map(([value]) => value),
      given,
      declaration,
    )
    if (typeof given[0] !== 'bigint') continue
    const numbers = given as bigint[]
    assert.deepEqual(
      (await rows(session, `SELECT v FROM t${index} ORDER BY v`)).map(([value]) => value),
      numbers.toSorted(compare),
      declaration,
    )
    const pivot = numbers[0]!
    const above = await rows(session, `SELECT COUNT(*) FROM t${index} WHERE v > @p`, [
      { name: 'p', type, value: pivot },
    ])
    assert.deepEqual(above, [[numbers.filter(value => value > pivot).length]], declaration)
  }
})
