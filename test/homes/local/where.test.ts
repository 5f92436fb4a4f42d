import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { ConfigError } from '../../../lib/errors.ts'
import { parseWhere } from '../../../lib/homes/local/where/parse.ts'
import { execute, rowsOf } from '../../support/duckdb.ts'
import { homeOf, makeFolder, readAll, readers } from './files-under-test.ts'

let folder: string
before(async () => {
  folder = await makeFolder()
  await execute(`CREATE TABLE w AS SELECT i::INT AS id, i * 1000000000000 AS big, (i % 7)::SMALLINT AS small, i / 4.0 AS ratio,
    (i % 50 * 0.25)::DECIMAL(9,2) AS price, (i * 0.5)::DECIMAL(30,4) AS wide, 'name ' || i % 10 AS "Some Name", i % 2 = 0 AS even,
    DATE '2024-01-01' + i::INT AS day, TIMESTAMP '2024-01-01 12:00:00' + INTERVAL (i) MINUTE AS moment,
    TIME '00:00:00' + INTERVAL (i) SECOND AS clock, ('b' || i % 3)::BLOB AS bytes, (md5((i % 20)::VARCHAR))::UUID AS id2,
    CASE WHEN i % 4 <> 0 THEN i % 5 END AS maybe, 'it''s' AS quoted FROM range(300) t(i)`)
  await execute(`COPY w TO '${join(folder, 'w.parquet')}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`)
})
after(() => readers.close())

async function ids(where: string): Promise<unknown[]> {
  const { columns } = await readAll(homeOf(folder, { where, columns: ['id'] }))
  return columns.id
}

/** Conditions that mean the same to DuckDB. */
const CONDITIONS = [
  'id = 17',
  'id <> 17 AND id < 25 and id >= 3',
  'big > 290000000000000',
  'small IN (1, 3) AND id <= 50',
  'small NOT IN (0, 1, 2, 3, 4)',
  'ratio >= 1.5e1 AND ratio < 16.25',
  'price = 1.5',
  'price != 1.50 AND id < 12',
  'wide > 149.0',
  `"Some Name" = 'name 3'`,
  `"Some Name" IN ('name 1', 'name 2') AND even = TRUE`,
  'even = false AND id < 9',
  `day >= '2024-10-20'`,
  `moment < '2024-01-01 12:03:00'`,
  `moment = '2024-01-01T12:03:00'`,
  `clock > '00:04:55'`,
  'maybe IS NULL AND id < 30',
  'maybe IS NOT NULL AND maybe = 4 AND id < 60',
  'maybe <> 4 AND id < 30',
  'maybe NOT IN (1, 2) AND id < 30',
  `quoted = 'it''s' AND id = 1`,
  `id2 = 'CFCD208495D565EF66E7DFF9F98764DA' AND id < 100`,
]

for (const condition of CONDITIONS) {
  test(`as DuckDB: ${condition}`, async () => {
    const rows = await rowsOf(`SELECT id FROM w WHERE ${condition} ORDER BY id`)
    assert.ok(rows.length > 0, 'a condition that holds for something')
    assert.deepEqual(
      await ids(condition),
      rows.map(([id]) => BigInt(Number(id))),
    )
  })
}

test('any thresholds, with every operator', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('id', 'maybe', 'price', 'ratio'),
      fc.constantFrom('=', '<>', '<', '<=', '>', '>='),
      fc.integer({ min: -2, max: 80 }),
      async (column, operator, value) => {
        const where = `${column} ${operator} ${value}`
        const rows = await rowsOf(`SELECT id FROM w WHERE ${where} ORDER BY id`)
        assert.deepEqual(
          await ids(where),
          rows.map(([id]) => BigInt(Number(id))),
          where,
        )
      },
    ),
    { numRuns: 40 },
  )
})

test('brackets and quotes around names, blanks of any kind, [ ] in names', () => {
  assert.deepEqual(parseWhere(' [a]]b]=1\n and "c""d"\tIS not NULL '), [
    { column: 'a]b', kind: 'compare', operator: '=', value: { kind: 'number', text: '1' } },
    { column: 'c"d', kind: 'null', not: true },
  ])
})

test('what is not understood is refused, telling where', () => {
  const cases: [string, string][] = [
    ['', 'where a column should stand, it ends'],
    ['a', 'where =, <>, <, <=, >, >=, IS or IN should stand, it ends'],
    ['a = ', "where 'text', a number, TRUE or FALSE should stand, it ends"],
    ['a = b', "where 'text', a number, TRUE or FALSE should stand, `b` follows"],
    ['a = 1 OR b = 2', 'where AND or the end should stand, `OR b = 2` follows'],
    ['a IS 5', 'where NULL or NOT NULL should stand, `5` follows'],
    ['a IN 5', 'where ( should stand, `5` follows'],
    ['a IN (5', 'where , or ) should stand, it ends'],
    ['a NOT 5', 'where IN should stand, `5` follows'],
    ["a = 'open", "where 'text', a number, TRUE or FALSE should stand, `'open` follows"],
    ['a = 1; DROP TABLE x', 'where AND or the end should stand, `; DROP TABLE x` follows'],
    ['a LIKE 5', 'where =, <>, <, <=, >, >=, IS or IN should stand, `LIKE 5` follows'],
  ]
  for (const [where, what] of cases) {
    assert.throws(
      () => parseWhere(where),
      (error: unknown) => {
        assert.ok(error instanceof ConfigError)
        assert.equal(error.message, `\`where\` is not understood: ${what}.`)
        return true
      },
    )
  }
})

test('columns and values are checked before a row is read', async () => {
  const cases: [string, string, RegExp][] = [
    ['pric > 1', 'WHERE_COLUMN', /names the column pric.*did you mean `price`/],
    ["price > 'a'", 'WHERE_VALUE', /with 'a', which is not what a decimal is compared with/],
    ['price > 1.255', 'WHERE_VALUE', /with 1.255, which has more than 2 decimals/],
    ['id = 1.5', 'WHERE_VALUE', /is no whole number/],
    ['small = 70000', 'WHERE_VALUE', /has no room in an int16/],
    ['day = 20240101', 'WHERE_VALUE', /is not what a date is compared with.*2024-05-01/],
    ["day = '2024-02-30'", 'WHERE_VALUE', /is a date that is not in the calendar/],
    ['even = 1', 'WHERE_VALUE', /Write TRUE or FALSE/],
  ]
  for (const [where, code, text] of cases) {
    await assert.rejects(homeOf(folder, { where }).describe(new AbortController().signal), (error: unknown) => {
      assert.ok(error instanceof ConfigError)
      assert.equal(error.code, code)
      assert.match(`${error.message} ${error.advice}`, text)
      return true
    })
  }
})
