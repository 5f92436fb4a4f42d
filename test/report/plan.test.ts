import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DataType } from '../../lib/columns/schema.ts'
import { typeName } from '../../lib/columns/type-name.ts'
import { type Drift, driftInWords } from '../../lib/plan/drift.ts'
import type { EntityPlan } from '../../lib/plan/plan.ts'
import { PLAIN } from '../../lib/report/colors.ts'
import { renderPlan } from '../../lib/report/plan.ts'

const ORDERS: EntityPlan = {
  flow: 'erp',
  entity: 'orders',
  mode: 'full_drop',
  home: 'mssql 127.0.0.1/erp dbo.orders',
  store: '/out/orders',
  estimate: 1_234_567,
  bytes: 512_000_000,
  notes: ['OrderDate: cut to microseconds', 'The catalog was read without statistics.'],
  schema: {
    fields: [
      { name: 'OrderId', type: { kind: 'int', bits: 32 }, nullable: false, source: 'int' },
      {
        name: 'OrderDate',
        type: { kind: 'timestamp', unit: 'us', utc: false },
        nullable: true,
        source: 'datetime2(7)',
        note: 'cut to microseconds',
      },
      { name: '注文', type: { kind: 'utf8' }, nullable: true, source: 'nvarchar(40)' },
    ],
  },
  subject: 'SELECT 1',
  ranges: [
    {
      index: 0,
      statement: 'SELECT [OrderId], [OrderDate], [注文]\nFROM [dbo].[orders]\nWHERE [OrderId] <= @high',
      order: [{ column: 'OrderId', mark: '@m', type: 'int', descending: false }],
      parameters: [
        { name: 'high', type: 'bigint', value: 99 },
        { name: 'code', type: 'nvarchar(10)', value: 'ä' },
        { name: 'none', type: 'int', value: null },
      ],
    },
  ],
  replaces: '2 files, 45.1 MB',
  outlook: {
    why: 'the workspace says full_drop: everything is read anew',
    earlier: ['sweeps the unfinished run 1: old'],
    bytes: 45_000_000,
    files: 2,
  },
}

const LOG: EntityPlan = {
  ...ORDERS,
  entity: 'log',
  mode: 'incremental',
  home: 'mssql 127.0.0.1/erp (query)',
  store: '/out/log',
  estimate: null,
  bytes: null,
  notes: [],
  schema: { fields: ORDERS.schema.fields.slice(0, 1) },
  outlook: {
    why: 'incremental was asked for when this was started: it goes on behind the run of yesterday',
    earlier: [],
    bytes: null,
    files: null,
  },
  ranges: [
    { index: 0, statement: 'SELECT 1', parameters: [] },
    { index: 1, statement: 'SELECT 2', parameters: [] },
  ],
  replaces: null,
}

const GONE: EntityPlan = {
  ...LOG,
  entity: 'gone',
  mode: 'full_drop',
  schema: { fields: [] },
  ranges: [],
  error: { code: 'SQL_ERROR', message: "Invalid object name 'dbo.gone'.", advice: 'Check the name.', number: 208 },
}

const PLAN = { name: 'erp', entities: [ORDERS, LOG, GONE] }
const COMMAND = 'hygge-run flows.yml --select erp'

test('a plan tells per entity what is read, written and replaced', () => {
  assert.equal(
    renderPlan(PLAN, { verbose: false, colors: PLAIN, command: COMMAND }),
    `\
Plan for erp: 3 entities. Nothing is written.

erp.orders  full_drop
  from      mssql 127.0.0.1/erp dbo.orders
  to        /out/orders
  why       the workspace says full_drop: everything is read anew
  first     sweeps the unfinished run 1: old
  rows      ≈1,234,567, 512 MB at the source
  reads     1 range, in the order of OrderId
  writes    ≈2 files, ≈45.0 MB, by what the last run wrote
  replaces  2 files, 45.1 MB
  note      The catalog was read without statistics.
  columns   3
    OrderId    int not null  → int32
    OrderDate  datetime2(7)  → timestamp(us)  cut to microseconds
    注文       nvarchar(40)  → utf8

erp.log  incremental
  from      mssql 127.0.0.1/erp (query)
  to        /out/log
  why       incremental was asked for when this was started: it goes on behind the run of yesterday
  rows      not known
  reads     2 ranges
  replaces  nothing: new files are added to what is there
  columns   1
    OrderId  int not null  → int32

erp.gone  full_drop
  from      mssql 127.0.0.1/erp (query)
  to        /out/log
  why       incremental was asked for when this was started: it goes on behind the run of yesterday
  ✗ SQL_ERROR
    Invalid object name 'dbo.gone'.
      number  208
    do: Check the name.

1 full_drop · 1 incremental · 1 cannot run · ≈1.2M rows and 1 of unknown size · 1 will replace what is there
Run it with: hygge-run flows.yml --select erp
`,
  )
})

test('an offline plan tells what the files say, and that nobody was asked', () => {
  const plan = { name: 'erp', offline: true, entities: [LOG] }
  assert.equal(
    renderPlan(plan, { verbose: true, colors: PLAIN, command: COMMAND }),
    `\
Plan for erp: 1 entity. Nothing was opened, and nothing is written.

erp.log  incremental
  from      mssql 127.0.0.1/erp (query)
  to        /out/log
  why       incremental was asked for when this was started: it goes on behind the run of yesterday

0 full_drop · 1 incremental
Run it with: hygge-run flows.yml --select erp
`,
  )
})

test('verbose adds the SQL with its parameters', () => {
  const text = renderPlan({ name: 'erp', entities: [ORDERS, LOG] }, { verbose: true, colors: PLAIN, command: COMMAND })
  assert.ok(
    text.includes(`
  sql
    SELECT [OrderId], [OrderDate], [注文]
    FROM [dbo].[orders]
    WHERE [OrderId] <= @high
    @high bigint = 99
    @code nvarchar(10) = 'ä'
    @none int = NULL
`),
    text,
  )
  assert.ok(text.includes('\n  sql of range 1 of 2\n    SELECT 1\n  sql of range 2 of 2\n    SELECT 2\n'), text)
})

test('a full_drop into an empty place replaces nothing; unknown sizes are not added up', () => {
  const text = renderPlan(
    { name: 'erp', entities: [{ ...ORDERS, estimate: null, replaces: null }] },
    { verbose: false, colors: PLAIN, command: COMMAND },
  )
  assert.match(text, /replaces {2}nothing is there yet\n/)
  assert.match(text, /\n1 full_drop · 0 incremental · 0 will replace what is there\n/)
})

test('an entity with a watermark says from where to where', () => {
  const since = (low: string | null, high: string | null) => {
    const watermark = { column: 'id', type: 'int' as const, sqlType: 'int', low, high }
    const options = { verbose: false, colors: PLAIN, command: COMMAND }
    const text = renderPlan({ name: 'erp', entities: [{ ...LOG, watermark }] }, options)
    return /\n {2}since {5}(.*)\n/.exec(text)?.[1]
  }
  assert.equal(since('5', '9'), 'id above 5, up to 9')
  assert.equal(since(null, '9'), 'everything, up to id 9')
  assert.equal(since('9', '9'), 'nothing is above id 9')
  assert.equal(since(null, null), 'nothing: no row has a value in id yet')
})

test('what became of the columns is told once', () => {
  const drift: Drift[] = [
    { column: 'a', kind: 'add', now: 'int32' },
    { column: 'b', kind: 'drop', was: 'utf8' },
    { column: 'c', kind: 'widen', was: 'int32', now: 'int64' },
    { column: 'd', kind: 'change', was: 'int32', now: 'utf8' },
  ]
  const notes = drift.map(each => `Since the last run ${driftInWords(each)}`)
  const options = { verbose: false, colors: PLAIN, command: COMMAND }
  const text = renderPlan({ name: 'erp', entities: [{ ...LOG, drift, notes }] }, options)
  const told = [...text.matchAll(/^ {2}(drift|note) +(.*)$/gm)].map(([, word, words]) => `${word}: ${words}`)
  assert.deepEqual(told, [
    'drift: a (int32) is new',
    'drift: b (utf8) is gone',
    'drift: c was int32 and is the wider int64',
    'drift: d was int32 and is utf8',
  ])
})

test('every type has its name', () => {
  const cases: [DataType, string][] = [
    [{ kind: 'bool' }, 'bool'],
    [{ kind: 'int', bits: 64 }, 'int64'],
    [{ kind: 'float', bits: 32 }, 'float32'],
    [{ kind: 'decimal', precision: 18, scale: 4 }, 'decimal(18, 4)'],
    [{ kind: 'date' }, 'date'],
    [{ kind: 'time', unit: 'ns' }, 'time(ns)'],
    [{ kind: 'timestamp', unit: 'us', utc: true }, 'timestamp(us, UTC)'],
    [{ kind: 'timestamp', unit: 'ns', utc: false }, 'timestamp(ns)'],
    [{ kind: 'utf8' }, 'utf8'],
    [{ kind: 'binary' }, 'binary'],
    [{ kind: 'uuid' }, 'uuid'],
  ]
  for (const [type, name] of cases) assert.equal(typeName(type), name)
})
