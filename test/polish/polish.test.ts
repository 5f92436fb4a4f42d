import assert from 'node:assert/strict'
import { createHmac, hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Batch, Column } from '../../lib/columns/batch.ts'
import type { DataType, Schema } from '../../lib/columns/schema.ts'
import { textOf } from '../../lib/columns/value.ts'
import { ConfigError } from '../../lib/errors.ts'
import { polished } from '../../lib/polish/apply.ts'
import type { HashId, PolishConfig } from '../../lib/polish/config.ts'
import { planPolish } from '../../lib/polish/plan.ts'

const MOMENT = new Date('2024-03-09T08:07:06.045Z')
const NO_RENAMING = { remove_special: false, remove_spaces: false, case: 'none' } as const
const UTF8: DataType = { kind: 'utf8' }

const config = (some: Partial<PolishConfig>): PolishConfig => ({
  columns: NO_RENAMING,
  hash_ids: [],
  constants: [],
  timestamps: [],
  mask: [],
  ...some,
})
const id = (name: string, ...from_columns: string[]): HashId => ({ name, from_columns, algo: 'sha256', hex: true })

function schemaOf(...columns: [string, DataType?][]): Schema {
  return { fields: columns.map(([name, type = UTF8]) => ({ name, type, nullable: true, source: 'source' })) }
}

function texts(values: (string | null)[]): Column {
  const parts = values.map(value => Buffer.from(value ?? ''))
  const offsets = Int32Array.from([0, ...parts.map((_, row) => Buffer.concat(parts.slice(0, row + 1)).length)])
  const nulls = values.filter(value => value === null).length
  const validity = new Uint8Array((values.length + 7) >> 3)
  values.forEach((value, row) => {
    if (value !== null) validity[row >> 3]! |= 1 << (row & 7)
  })
  return { nulls, validity: nulls === 0 ? null : validity, offsets, values: new Uint8Array(Buffer.concat(parts)) }
}

function batchOf(rows: number, ...columns: Column[]): Batch {
  return { rows, columns, bytes: 0, altered: 3 }
}

/** Names, and rows as texts, of what polish makes. */
function finish(settings: Partial<PolishConfig>, schema: Schema, batch: Batch) {
  const plan = planPolish(config(settings), schema, MOMENT)
  const { columns, rows, altered } = polished(plan.steps, batch)
  assert.deepEqual([rows, altered, columns.length], [batch.rows, batch.altered, plan.schema.fields.length])
  for (const { values, offsets, validity } of columns) {
    for (const array of [values, offsets, validity]) assert.equal((array?.byteOffset ?? 0) % 8, 0)
  }
  return {
    plan,
    columns,
    names: plan.schema.fields.map(({ name }) => name),
    cells: Array.from({ length: rows }, (_, row) =>
      columns.map((column, at) => textOf(plan.schema.fields[at]!.type, column, row)),
    ),
  }
}

function refused(settings: Partial<PolishConfig>, schema: Schema): ConfigError {
  try {
    planPolish(config(settings), schema, MOMENT)
  } catch (error) {
    assert.ok(error instanceof ConfigError)
    return error
  }
  return assert.fail('it was accepted')
}

/** Vectors that were made by other tools. */
const PAGE = readFileSync(new URL('../../docs/polish.md', import.meta.url), 'utf8')

const sha256 = (text: string) => hash('sha256', text)

test('hash ids: the vectors of docs/polish.md', () => {
  const schema = schemaOf(['a'], ['b'])
  const batch = batchOf(5, texts(['John', 'é', '', null, null]), texts(['Smith', '1', '', '', null]))
  const { cells, names, plan } = finish({ hash_ids: [id('key', 'a', 'b')] }, schema, batch)
  assert.deepEqual(names, ['key', 'a', 'b'])
  assert.equal(plan.schema.fields[0]!.nullable, false)
  assert.deepEqual(
    cells.map(([key]) => key),
    ['4:John,5:Smith,', '2:é,1:1,', '0:,0:,', '-,0:,', '-,-,'].map(sha256),
  )
  assert.deepEqual(
    cells.map(([key]) => key),
    [...PAGE.matchAll(/\| `[^`]*,` \| `([0-9a-f]{64})` \|/g)].map(([, vector]) => vector),
  )
})

test('W26: NULL never makes a hash id NULL, and no value passes for a border', () => {
  const schema = schemaOf(['a'], ['b'])
  const rows = batchOf(4, texts(['a|b', 'a', '1:a,', null]), texts(['c', 'b|c', '-,', '-']))
  const { cells, columns } = finish({ hash_ids: [id('key', 'a', 'b')] }, schema, rows)
  assert.equal(new Set(cells.map(([key]) => key)).size, 4)
  assert.equal(columns[0]!.nulls, 0)
})

test('W26: different values have different hash ids, whatever they are', () => {
  const value = fc.option(fc.string({ unit: fc.constantFrom('1', ':', ',', '-', '|', 'é', '\0'), maxLength: 6 }))
  const row = fc.array(value, { minLength: 3, maxLength: 3 })
  const schema = schemaOf(['a'], ['b'], ['c'])
  fc.assert(
    fc.property(row, row, (one, other) => {
      const columns = [0, 1, 2].map(at => texts([one[at]!, other[at]!]))
      const { cells } = finish({ hash_ids: [id('key', 'a', 'b', 'c')] }, schema, batchOf(2, ...columns))
      assert.equal(cells[0]![0] === cells[1]![0], JSON.stringify(one) === JSON.stringify(other))
    }),
  )
})

test('hash ids as bytes, by sha512, of numbers by their exact text', () => {
  const schema = schemaOf(['n', { kind: 'int', bits: 32 }])
  const numbers: Column = {
    nulls: 0,
    validity: null,
    offsets: null,
    values: new Uint8Array(Int32Array.of(7, -12).buffer),
  }
  const rules: HashId[] = [
    { ...id('short', 'n'), hex: false },
    { ...id('long', 'n'), algo: 'sha512' },
  ]
  const { cells, plan } = finish({ hash_ids: rules }, schema, batchOf(2, numbers))
  assert.deepEqual(cells, [
    [`0x${sha256('1:7,')}`, hash('sha512', '1:7,'), '7'],
    [`0x${sha256('3:-12,')}`, hash('sha512', '3:-12,'), '-12'],
  ])
  assert.deepEqual(
    plan.schema.fields.map(({ type }) => type.kind),
    ['binary', 'utf8', 'int'],
  )
})

test('order: hash ids in front, renamed with the others; then constants, timestamps and the row marker as they are written', () => {
  const settings: Partial<PolishConfig> = {
    columns: { ...NO_RENAMING, case: 'snake' },
    hash_ids: [id('RowKey', 'Order ID')],
    constants: [
      { name: 'Source System', value: 'ERP' },
      { name: 'yes', value: true },
      { name: 'int', value: -5 },
      { name: 'big', value: 2 ** 40 },
      { name: 'half', value: 0.5 },
      { name: 'nothing', value: '' },
    ],
    timestamps: [
      { name: 'LoadedAt', source: 'now_utc', type: 'datetime' },
      { name: 'iso', source: 'now_utc', type: 'string' },
      { name: 'shown', source: 'now_utc', type: 'string', format: '%Y%m%d %T.%f %j %y 100%%' },
    ],
    row_marker: 4,
  }
  const ids = Array.from({ length: 11 }, (_, row) => String(row))
  const { names, cells, plan } = finish(settings, schemaOf(['Order ID']), batchOf(11, texts(ids)))
  const added = ['Source System', 'yes', 'int', 'big', 'half', 'nothing', 'LoadedAt', 'iso', 'shown', '__rowMarker__']
  assert.deepEqual(names, ['row_key', 'order_id', ...added])
  assert.deepEqual(
    cells,
    ids.map(order => [
      sha256(`${order.length}:${order},`),
      order,
      ...['ERP', '1', '-5', '1099511627776', '0.5', ''],
      ...['2024-03-09T08:07:06.045+00:00', '2024-03-09T08:07:06.045Z', '20240309 08:07:06.045000 069 24 100%', '4'],
    ]),
  )
  assert.deepEqual(plan.schema.fields.at(-1)!.type, { kind: 'int', bits: 32 })
  assert.deepEqual(plan.schema.fields[8]!.type, { kind: 'timestamp', unit: 'us', utc: true })
})

test('local time has the parts that the clock on the wall shows, and no zone', () => {
  const timestamps = [
    { name: 'at', source: 'now_local', type: 'datetime' },
    { name: 'text', source: 'now_local', type: 'string', format: '%H:%M' },
  ] as const
  const { cells, plan } = finish({ timestamps: [...timestamps] }, schemaOf(['a']), batchOf(1, texts(['x'])))
  const two = (value: number) => String(value).padStart(2, '0')
  const clock = `${two(MOMENT.getHours())}:${two(MOMENT.getMinutes())}`
  assert.deepEqual(cells, [['x', `2024-03-${two(MOMENT.getDate())}T${clock}:06.045`, clock]])
  assert.deepEqual(plan.schema.fields[1]!.type, { kind: 'timestamp', unit: 'us', utc: false })
})

test('W9: a plan is made once of the source, and every batch goes through it once, whatever its size', () => {
  const settings: Partial<PolishConfig> = {
    columns: { ...NO_RENAMING, case: 'pascal' },
    hash_ids: [id('x', 'employee_id')],
    row_marker: 4,
  }
  const schema = schemaOf(['employee_id'])
  const plan = planPolish(config(settings), schema, MOMENT)
  const names = plan.schema.fields.map(({ name }) => name)
  assert.deepEqual(names, ['X', 'EmployeeId', '__rowMarker__'])
  for (const rows of [0, 1, 7, 8, 9]) {
    const batch = batchOf(rows, texts(Array(rows).fill('e')))
    const before = structuredClone(batch)
    assert.equal(polished(plan.steps, batch).columns.length, 3)
    // The batch itself stays as it was, so going through again gives the same.
    assert.deepEqual(batch, before)
    assert.deepEqual(polished(plan.steps, batch), polished(plan.steps, batch))
  }
})

test('masks: sha256 and hmac of the text alone, null of the same type; hash ids see only masked values', () => {
  const key = 'a key of 16 chars'
  const schema = schemaOf(['email'], ['phone'], ['born', { kind: 'date' }])
  const born: Column = { nulls: 0, validity: null, offsets: null, values: new Uint8Array(8) }
  const batch = batchOf(2, texts(['a@b', null]), texts(['1', '22']), born)
  const { cells, plan, columns } = finish(
    {
      hash_ids: [id('key', 'email', 'phone')],
      mask: [
        { column: 'Email', method: 'sha256' },
        { column: 'phone', method: 'hmac', key },
        { column: 'born', method: 'null' },
      ],
    },
    schema,
    batch,
  )
  const hmac = (text: string) => createHmac('sha256', key).update(text).digest('hex')
  assert.deepEqual(cells, [
    [sha256(`64:${sha256('a@b')},64:${hmac('1')},`), sha256('a@b'), hmac('1'), null],
    [sha256(`-,64:${hmac('22')},`), null, hmac('22'), null],
  ])
  assert.deepEqual(
    columns.map(({ nulls }) => nulls),
    [0, 1, 0, 2],
  )
  assert.deepEqual(
    plan.schema.fields.map(({ type }) => type.kind),
    ['utf8', 'utf8', 'utf8', 'date'],
  )
  assert.ok(plan.schema.fields[3]!.nullable)
  assert.ok(!JSON.stringify([plan.schema, plan.notes]).includes(key))
})

test('masks: the vectors of docs/polish.md', () => {
  const vectors = [...PAGE.matchAll(/\| `a@b\.example` \| `(\w+)`(?:, key `([^`]+)`)? \| `([0-9a-f]{64})` \|/g)]
  assert.equal(vectors.length, 2)
  for (const [, method, key, vector] of vectors) {
    const rule =
      method === 'hmac' ? ({ column: 'a', method, key: key! } as const) : { column: 'a', method: 'sha256' as const }
    const { cells } = finish({ mask: [rule] }, schemaOf(['a']), batchOf(1, texts(['a@b.example'])))
    assert.deepEqual(cells, [[vector]])
  }
})

test('collisions of new names resolve, and are told', () => {
  const schema = schemaOf(['a b'], ['a_b'], ['a_b_1'], ['Loaded At'])
  const settings: Partial<PolishConfig> = {
    columns: { ...NO_RENAMING, case: 'snake' },
    constants: [{ name: 'loaded_at', value: 1 }],
  }
  const { schema: stored, notes } = planPolish(config(settings), schema, MOMENT)
  assert.deepEqual(
    stored.fields.map(({ name }) => name),
    ['a_b', 'a_b_2', 'a_b_1', 'loaded_at_1', 'loaded_at'],
  )
  assert.deepEqual(notes, [
    'a_b: named a_b_2, since a_b is the name of another column',
    'Loaded At: named loaded_at_1, since loaded_at is the name of another column',
  ])
})

test('columns may be meant by the names they get, and what nobody can mean is refused', () => {
  const snake = { ...NO_RENAMING, case: 'snake' } as const
  const schema = schemaOf(['Order ID'], ['order-id'], ['Total'])
  assert.doesNotThrow(() => planPolish(config({ hash_ids: [id('k', 'total')], columns: snake }), schema, MOMENT))
  assert.doesNotThrow(() => planPolish(config({ hash_ids: [id('k', 'TOTAL')] }), schema, MOMENT))
  const cases: [Partial<PolishConfig>, string, string][] = [
    [{ hash_ids: [id('k', 'Totel')] }, 'POLISH_COLUMN_UNKNOWN', 'Did you mean `Total`?'],
    [{ mask: [{ column: 'zzzzzzzz', method: 'null' }] }, 'POLISH_COLUMN_UNKNOWN', 'Columns: Order ID, order-id, Total'],
    [
      { hash_ids: [id('k', 'order_id')], columns: snake },
      'POLISH_COLUMN_AMBIGUOUS',
      'Write the one that is meant as the source does: Order ID, order-id.',
    ],
    [{ constants: [{ name: 'Total', value: 1 }] }, 'POLISH_NAME_TAKEN', 'Give the new column another name.'],
    [
      { hash_ids: [id('k', 'Total')], mask: [{ column: 'Total', method: 'null' }] },
      'POLISH_HASH_OF_NULL',
      'Its rows could not be told apart: mask the column by sha256 or hmac, or take it out of from_columns.',
    ],
    [
      {
        mask: [
          { column: 'Total', method: 'null' },
          { column: 'total', method: 'sha256' },
        ],
      },
      'POLISH_COLUMN_TWICE',
      'Keep one of the two.',
    ],
  ]
  for (const [settings, code, advice] of cases) {
    const error = refused(settings, schema)
    assert.deepEqual([error.code, error.advice], [code, advice])
  }
})
