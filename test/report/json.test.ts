/** Holds `lib/events.ts`, `--json` and `schemas/events.schema.json` together. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { DataType, Field, Schema } from '../../lib/columns/schema.ts'
import type { EntityStatus, FileFacts, FlowProblem, RunEvent, RunType } from '../../lib/events.ts'
import type {
  Mark,
  OrderColumn,
  Overlap,
  Parameter,
  Range,
  RangeWindow,
  SourceFile,
  Watermark,
  WatermarkType,
} from '../../lib/homes/home.ts'
import type { Drift } from '../../lib/plan/drift.ts'
import type { Outlook } from '../../lib/plan/outlook.ts'
import type { EntityPlan } from '../../lib/plan/plan.ts'
import { type ErrorLine, type JsonLine, jsonLine, type PlanLine } from '../../lib/report/json.ts'
import schema from '../../schemas/events.schema.json' with { type: 'json' }
import { broken, finished, milestone, recorded, retried } from './events.ts'

const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema)

/** The JSON type of a TypeScript type, as a literal. */
type Kind<T> = [T] extends [number | null]
  ? null extends T
    ? 'number|null'
    : 'number'
  : [T] extends [string]
    ? 'string'
    : [T] extends [string | null]
      ? 'string|null'
      : [T] extends [boolean]
        ? 'boolean'
        : [T] extends [readonly unknown[]]
          ? 'array'
          : [T] extends [object]
            ? 'object'
            : 'mixed'

/** Every member of a type with its kind; `?` when it may be absent. The compiler refuses a shape that is not exactly the type's. */
type Shape<T> = { [K in keyof T]-?: object extends Pick<T, K> ? `${Kind<NonNullable<T[K]>>}?` : Kind<T[K]> }
type EventShapes = { [E in JsonLine as E['type']]: Shape<E> }

const STAMP = { time: 'string', run: 'string' } as const
const NAMES = { flow: 'string', entity: 'string' } as const

const EVENTS: EventShapes = {
  'run.started': {
    ...STAMP,
    type: 'string',
    name: 'string',
    entities: 'number',
    concurrency: 'number',
    workers: 'number',
    memory: 'number',
    version: 'string',
  },
  'flow.broken': { ...STAMP, type: 'string', flow: 'string', entities: 'array', problems: 'array' },
  'entity.started': {
    ...STAMP,
    ...NAMES,
    type: 'string',
    mode: 'string',
    home: 'string',
    store: 'string',
    estimate: 'number|null',
    notes: 'array',
  },
  'entity.progress': { ...STAMP, ...NAMES, type: 'string', rows: 'number', bytes: 'number', estimate: 'number|null' },
  'run.progress': { ...STAMP, type: 'string', rows: 'number', bytes: 'number', rss: 'number', held: 'number' },
  'run.milestone': { ...STAMP, type: 'string', rows: 'number', seconds: 'number' },
  'hook.finished': {
    ...STAMP,
    type: 'string',
    hook: 'string',
    ok: 'boolean',
    attempts: 'number',
    seconds: 'number',
    error: 'object?',
  },
  'journal.mirrored': {
    ...STAMP,
    type: 'string',
    journal: 'string',
    table: 'string',
    rows: 'number',
    seconds: 'number',
    error: 'object?',
  },
  'entity.retry': {
    ...STAMP,
    ...NAMES,
    type: 'string',
    attempt: 'number',
    of: 'number',
    wait_seconds: 'number',
    error: 'object',
  },
  'range.finished': {
    ...STAMP,
    ...NAMES,
    type: 'string',
    range: 'number',
    of: 'number',
    rows: 'number',
    seconds: 'number',
  },
  'entity.finished': {
    ...STAMP,
    ...NAMES,
    type: 'string',
    mode: 'string',
    status: 'string',
    rows: 'number',
    bytes: 'number',
    files: 'array',
    seconds: 'number',
    altered: 'number',
    attempts: 'number',
    notes: 'array',
    receipts: 'array?',
    recovered: 'array?',
    error: 'object?',
  },
  'run.finished': {
    ...STAMP,
    type: 'string',
    name: 'string',
    ok: 'number',
    empty: 'number',
    failed: 'number',
    skipped: 'number',
    rows: 'number',
    bytes: 'number',
    files: 'number',
    seconds: 'number',
    exit_code: 'number',
  },
  plan: { type: 'string', time: 'string', name: 'string', offline: 'boolean?', entities: 'array' },
  error: { type: 'string', time: 'string', exit_code: 'number', error: 'object' },
}

const PROBLEM: Shape<FlowProblem> = {
  file: 'string',
  line: 'number',
  column: 'number',
  key: 'string',
  message: 'string',
  advice: 'string?',
}
const FILE: Shape<FileFacts> = { path: 'string', rows: 'number', bytes: 'number' }
const ENTITY_PLAN: Shape<EntityPlan> = {
  ...NAMES,
  mode: 'string',
  home: 'string',
  store: 'string',
  estimate: 'number|null',
  bytes: 'number|null',
  notes: 'array',
  schema: 'object',
  stored: 'object?',
  subject: 'string',
  ranges: 'array',
  replaces: 'string|null',
  drift: 'array?',
  version: 'number?',
  gone: 'array?',
  watermark: 'object?',
  outlook: 'object?',
  error: 'object?',
}
const OUTLOOK: Shape<Outlook> = { why: 'string', earlier: 'array', bytes: 'number|null', files: 'number|null' }
const DRIFT: Shape<Drift> = { column: 'string', kind: 'string', was: 'string?', now: 'string?' }
const DRIFTS: Record<Drift['kind'], true> = { add: true, drop: true, widen: true, change: true }
const FIELD: Shape<Field> = {
  name: 'string',
  type: 'object',
  nullable: 'boolean',
  source: 'string',
  length: 'number?',
  note: 'string?',
}
const RANGE: Shape<Range> = {
  index: 'number',
  statement: 'string',
  parameters: 'array',
  order: 'array?',
  window: 'object?',
  files: 'array?',
  besides: 'array?',
}
const WINDOW: Shape<RangeWindow> = { marks: 'array', again: 'boolean' }
const ORDER: Shape<OrderColumn> = { column: 'string', mark: 'string?', type: 'string', descending: 'boolean' }
const SOURCE_FILE: Shape<SourceFile> = {
  path: 'string',
  bytes: 'number',
  modified: 'string',
  checksum: 'string|null',
  rows: 'array?',
}
const WATERMARK: Shape<Watermark> = {
  column: 'string',
  type: 'string',
  sqlType: 'string',
  low: 'string|null',
  high: 'string|null',
  key: 'array?',
  lowKey: 'array?',
  highKey: 'array?',
  overlap: 'object?',
}
const OVERLAP: Shape<Overlap> = { span: 'string', from: 'object?', remembered: 'object?' }
const MARK: Shape<Mark> = { value: 'string', key: 'array?' }
const PARAMETER: Shape<Parameter> = { name: 'string', type: 'string', value: 'mixed' }
const COLUMNS: Shape<Schema> = { fields: 'array' }
const MODES: Record<RunType, true> = { full_drop: true, incremental: true }
const WATERMARKS: Record<WatermarkType, true> = {
  int: true,
  decimal: true,
  date: true,
  datetime: true,
  datetimeoffset: true,
  rowversion: true,
  string: true,
}
const STATUSES: Record<EntityStatus, true> = { ok: true, empty: true, failed: true, skipped: true }

/** As much of JSON Schema as the file uses. */
interface Node {
  $ref?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  properties?: Record<string, Node>
  required?: string[]
  additionalProperties?: boolean
  items?: Node
}

const defs = schema.$defs as Record<string, Node>

function resolve(node: Node | undefined): Node {
  assert.ok(node)
  if (node.$ref === undefined) return node
  const name = node.$ref.replace('#/$defs/', '')
  // A union of objects, whose branches the lines below try one by one.
  return name === 'data_type' ? { type: 'object' } : resolve(defs[name])
}

function kindOf(node: Node): string {
  const { type, const: only, enum: several } = resolve(node)
  if (only !== undefined || several !== undefined) return 'string'
  const types = [type ?? []].flat().map(name => (name === 'integer' ? 'number' : name))
  return types.length > 2 ? 'mixed' : types.join('|')
}

function shapeOf(node: Node | undefined): Record<string, string> {
  const { properties = {}, required = [], additionalProperties } = resolve(node)
  assert.equal(additionalProperties, false)
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [key, `${kindOf(value)}${required.includes(key) ? '' : '?'}`]),
  )
}

test('the schema has the members of the types, and marks the same ones as required', () => {
  for (const [type, shape] of Object.entries(EVENTS)) {
    assert.deepEqual(shapeOf(defs[type]), shape, type)
    assert.equal(defs[type]?.properties?.type?.const, type)
  }
  assert.deepEqual(
    schema.oneOf.map(({ $ref }) => $ref),
    Object.keys(EVENTS).map(type => `#/$defs/${type}`),
  )
  assert.deepEqual(shapeOf(defs.file), FILE)
  assert.deepEqual(shapeOf(defs.flow_problem), PROBLEM)
  assert.deepEqual(shapeOf(defs.entity_plan), ENTITY_PLAN)
  assert.deepEqual(shapeOf(defs.entity_plan?.properties?.schema), COLUMNS)
  assert.deepEqual(shapeOf(defs.field), FIELD)
  assert.deepEqual(shapeOf(defs.range), RANGE)
  assert.deepEqual(shapeOf(resolve(defs.range?.properties?.parameters).items), PARAMETER)
  assert.deepEqual(shapeOf(resolve(defs.range?.properties?.order).items), ORDER)
  assert.deepEqual(shapeOf(defs.range?.properties?.window), WINDOW)
  assert.deepEqual(shapeOf(resolve(defs.range?.properties?.files).items), SOURCE_FILE)
  assert.deepEqual(shapeOf(defs.entity_plan?.properties?.watermark), WATERMARK)
  assert.deepEqual(shapeOf(defs.overlap), OVERLAP)
  assert.deepEqual(shapeOf(defs.drift), DRIFT)
  assert.deepEqual(shapeOf(defs.entity_plan?.properties?.outlook), OUTLOOK)
  assert.deepEqual(defs.drift?.properties?.kind?.enum, Object.keys(DRIFTS))
  assert.deepEqual(shapeOf(defs.overlap?.properties?.from), MARK)
  assert.deepEqual(shapeOf(defs.overlap?.properties?.remembered), MARK)
  assert.deepEqual(defs.watermark?.properties?.type?.enum, Object.keys(WATERMARKS))
  assert.deepEqual(defs.mode?.enum, Object.keys(MODES))
  assert.deepEqual(defs.status?.enum, Object.keys(STATUSES))
})

function accepts(line: unknown): boolean {
  return validate(line)
}

function assertAccepted(line: JsonLine): void {
  const text = jsonLine(line)
  assert.equal(text.indexOf('\n'), text.length - 1, 'one line')
  assert.deepEqual(JSON.parse(text), line)
  assert.ok(accepts(JSON.parse(text)), JSON.stringify(validate.errors))
}

test('the lines of a whole run are valid', () => {
  for (const event of [...recorded(), broken(1), milestone(1, 2e6)]) assertAccepted(event)
  assertAccepted(retried('a', 1))
  assertAccepted(finished('a\nb', 1, { status: 'skipped', error: { code: 'INTERRUPTED', message: 'two\nlines' } }))
})

const TYPES: DataType[] = [
  { kind: 'bool' },
  { kind: 'int', bits: 16 },
  { kind: 'float', bits: 64 },
  { kind: 'decimal', precision: 38, scale: 38 },
  { kind: 'date' },
  { kind: 'time', unit: 'ns' },
  { kind: 'timestamp', unit: 'us', utc: true },
  { kind: 'utf8' },
  { kind: 'binary' },
  { kind: 'uuid' },
]

function planLine(type: DataType): PlanLine {
  const parameters = [1, 'x', null].map(value => ({ name: 'p', type: 'bigint', value }))
  const entity: EntityPlan = {
    flow: 'f',
    entity: 'e',
    mode: 'incremental',
    home: 'h',
    store: 's',
    estimate: 0,
    bytes: 0,
    notes: [''],
    schema: { fields: [{ name: '', type, nullable: true, source: 'x', note: 'n' }] },
    subject: 'SELECT 1',
    ranges: [
      {
        index: 0,
        statement: 'SELECT 1',
        parameters,
        order: [{ column: 'a', mark: 'm', type: 'int', descending: false }],
        window: { marks: [{ name: 'm', type, nullable: false, source: 'x' }], again: true },
      },
      {
        index: 1,
        statement: 'all columns',
        parameters: [],
        files: [{ path: 'a/b.parquet', bytes: 5, modified: '1', checksum: null, rows: [0, 5] }],
      },
    ],
    replaces: null,
    drift: [
      { column: 'a', kind: 'add', now: 'int32' },
      { column: 'b', kind: 'widen', was: 'int32', now: 'int64' },
    ],
    version: 2,
    gone: [{ name: 'c', type, nullable: true, source: 'x' }],
    watermark: {
      column: 'c',
      type: 'int',
      sqlType: 'bigint',
      low: null,
      high: '5',
      key: ['a'],
      lowKey: ['1'],
      highKey: ['2'],
      overlap: { span: '5', from: { value: '0', key: ['1'] }, remembered: { value: '0' } },
    },
    outlook: { why: 'w', earlier: ['e'], bytes: null, files: 1 },
    error: { code: 'X', message: 'm', number: 1 },
  }
  return { type: 'plan', time: '2026-11-02T12:00:00.000Z', name: 'erp', entities: [entity] }
}

test('plans of every type and refusals are valid', () => {
  for (const type of TYPES) assertAccepted(planLine(type))
  const refusal: ErrorLine = {
    type: 'error',
    time: '2026-11-02T12:00:00.000Z',
    exit_code: 2,
    error: { code: 'CONFIG_INVALID', message: 'flows.yml:1:1', problems: [{ line: 1 }] },
  }
  assertAccepted(refusal)
})

test('what is not an event is refused', () => {
  const [first, ...rest] = recorded() as [RunEvent, ...RunEvent[]]
  const wrong: unknown[] = [
    null,
    {},
    { ...first, type: 'run.begun' },
    { ...first, extra: 1 },
    { ...first, time: 'yesterday' },
    { ...first, entities: 1.5 },
    { ...first, run: undefined },
    ...rest.flatMap(event =>
      event.type === 'entity.finished'
        ? [
            { ...event, status: 'done' },
            { ...event, files: [{}] },
          ]
        : [],
    ),
    { ...planLine({ kind: 'bool' }), entities: [{}] },
  ]
  for (const line of wrong) assert.equal(accepts(JSON.parse(JSON.stringify(line))), false, JSON.stringify(line))
})
