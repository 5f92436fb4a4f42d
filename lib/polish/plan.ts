/** The finishing of one data set, decided before a row is read: which columns there will be, and how each is made. Pure. */
import type { DataType, Field, Schema } from '../columns/schema.ts'
import { ConfigError } from '../errors.ts'
import { type Single, typeOf } from './build.ts'
import { type HashId, type Mask, type PolishConfig, ROW_MARKER } from './config.ts'
import { digestLength } from './hash.ts'
import type { RowName } from './markers.ts'
import { momentOf } from './moment.ts'
import { renamed, uniqueNames } from './rename.ts'
import { columnNamed } from './resolve.ts'

/** How one column of the files is made of those of the source. Plain data: it goes to the workers, but never to a journal, as it may hold a key. */
export type Step =
  | { kind: 'keep'; from: number }
  | { kind: 'null'; from: number; type: DataType }
  | { kind: 'mask'; from: number; type: DataType; key: string | null }
  | { kind: 'hash'; from: Part[]; algo: HashId['algo']; hex: boolean }
  | { kind: 'single'; value: Single }
  | { kind: 'marker'; from: number; bits: 16 | 32 | 64; key: RowName[] }

/** A column that goes into a hash id, as the files have it: masked first. */
export type Part = (Extract<Step, { kind: 'keep' }> & { type: DataType }) | Extract<Step, { kind: 'mask' }>

export interface PolishPlan {
  /** What the files have. */
  schema: Schema
  /** One a column of it. */
  steps: Step[]
  /** Sentences for the plan and the events. */
  notes: string[]
}

interface Made {
  field: Field
  step: Step
}

/**
 * Order: masks, hash ids (in front), renaming of all of these, constants, timestamps, row marker (last).
 * @throws {ConfigError} when the source has not the columns that are named, or has columns with the names of new ones.
 */
export function planPolish(config: PolishConfig, source: Schema, moment: Date): PolishPlan {
  const own = config.keep_marker ? source.fields.findIndex(({ name }) => name === ROW_MARKER) : -1
  const marker = own < 0 ? markerOf(config) : []
  const fresh = [...constantsOf(config), ...timestampsOf(config, moment), ...marker]
  checkFree([...config.hash_ids.map(({ name }) => name), ...fresh.map(({ field }) => field.name)], source)
  const kept = maskedOf(config, source)
  const added = own < 0 ? fresh : [...fresh, markerOfSource(config, source, own, kept)]
  const hashes = config.hash_ids.map(rule => hashOf(rule, config, source, kept))
  const made = [...hashes, ...kept.filter((_, index) => index !== own)]
  const wanted = made.map(({ field }) => renamed(field.name, config.columns))
  const names = uniqueNames(
    wanted,
    added.map(({ field }) => field.name),
  )
  const columns = [
    ...made.map(({ field, step }, index) => ({ field: { ...field, name: names[index]! }, step })),
    ...added,
  ]
  return {
    schema: { fields: columns.map(({ field }) => field) },
    steps: columns.map(({ step }) => step),
    notes: made.flatMap(({ field }, index) =>
      names[index] === wanted[index]
        ? []
        : [`${field.name}: named ${names[index]}, since ${wanted[index]} is the name of another column`],
    ),
  }
}

/** Sentences on masked columns among those whose values the journal keeps as they are: of the order of the read and the watermark. */
export function notesOnMasks({ steps }: PolishPlan, source: Schema, kept: readonly string[]): string[] {
  const masked = steps.flatMap(step =>
    step.kind === 'mask' || step.kind === 'null' ? [source.fields[step.from]!] : [],
  )
  return masked
    .filter(({ name }) => kept.includes(name))
    .map(
      ({ name }) =>
        `${name} is masked, but rows are read in its order or by it: the journal holds values of it as they are`,
    )
}

function constantsOf({ constants }: PolishConfig): Made[] {
  return constants.map(({ name, value }) => single(name, singleOf(value), 'constant'))
}

function timestampsOf({ timestamps }: PolishConfig, moment: Date): Made[] {
  return timestamps.map(rule => {
    const value = momentOf(rule, moment)
    const utc = rule.source === 'now_utc'
    if ('text' in value) return single(rule.name, { kind: 'text', text: value.text }, rule.source)
    return single(rule.name, { kind: 'timestamp', micros: String(value.micros), utc }, rule.source)
  })
}

function markerOf({ row_marker }: PolishConfig): Made[] {
  return row_marker === undefined ? [] : [single(ROW_MARKER, { kind: 'int32', number: row_marker }, 'row marker')]
}

/** @throws {ConfigError} when its column holds no whole numbers */
function markerOfSource({ keep_marker, columns }: PolishConfig, { fields }: Schema, from: number, kept: Made[]): Made {
  const { type, source } = fields[from]!
  if (type.kind !== 'int') {
    throw new ConfigError('ROW_MARKER_TYPE', `The source's column ${ROW_MARKER} is of the type ${source}.`, {
      advice: 'Markers are whole numbers: 0 insert, 1 update, 2 delete, 4 insert or update.',
    })
  }
  const field: Field = { name: ROW_MARKER, type: { kind: 'int', bits: 32 }, nullable: false, source }
  const wanted = keep_marker?.key ?? []
  const key = fields.flatMap(({ name, type }, index): RowName[] => {
    const named = wanted.includes(name) || wanted.includes(renamed(name, columns))
    // What is masked is not for messages either.
    return named && kept[index]!.step.kind === 'keep' ? [{ column: name, from: index, type }] : []
  })
  return { field, step: { kind: 'marker', from, bits: type.bits, key } }
}

function single(name: string, value: Single, source: string): Made {
  return { field: { name, type: typeOf(value), nullable: false, source }, step: { kind: 'single', value } }
}

function singleOf(value: string | number | boolean): Single {
  if (typeof value === 'string') return { kind: 'text', text: value }
  if (typeof value === 'boolean') return { kind: 'bool', on: value }
  if (!Number.isInteger(value)) return { kind: 'float64', number: value }
  return value === (value | 0) ? { kind: 'int32', number: value } : { kind: 'int64', digits: String(BigInt(value)) }
}

function maskedOf(config: PolishConfig, source: Schema): Made[] {
  const made = source.fields.map((field, from): Made => ({ field, step: { kind: 'keep', from } }))
  for (const rule of config.mask) {
    const from = columnNamed(rule.column, source, config.columns, 'mask')
    if (made[from]!.step.kind !== 'keep') {
      throw new ConfigError('POLISH_COLUMN_TWICE', `polish.mask names the column ${source.fields[from]!.name} twice.`, {
        advice: 'Keep one of the two.',
      })
    }
    made[from] = maskOf(rule, source.fields[from]!, from)
  }
  return made
}

function maskOf(rule: Mask, field: Field, from: number): Made {
  const { type } = field
  const { note: _, ...rest } = field
  if (rule.method === 'null') {
    return { field: { ...rest, nullable: true, note: 'masked: always NULL' }, step: { kind: 'null', from, type } }
  }
  const key = rule.method === 'hmac' ? rule.key : null
  return {
    // The source's type no longer says how long values are.
    field: { ...rest, type: { kind: 'utf8' }, length: digestLength('sha256', true), note: `masked by ${rule.method}` },
    step: { kind: 'mask', from, type, key },
  }
}

function hashOf(rule: HashId, config: PolishConfig, source: Schema, kept: Made[]): Made {
  const from = rule.from_columns.map((name): Part => {
    const index = columnNamed(name, source, config.columns, `hash_ids of ${rule.name}`)
    const { step, field } = kept[index]!
    if (step.kind === 'mask') return step
    if (step.kind === 'keep') return { ...step, type: field.type }
    throw new ConfigError(
      'POLISH_HASH_OF_NULL',
      `The hash id ${rule.name} is made of ${field.name}, which is masked to NULL.`,
      {
        advice: 'Its rows could not be told apart: mask the column by sha256 or hmac, or take it out of from_columns.',
      },
    )
  })
  const { name, algo, hex } = rule
  const type: DataType = { kind: hex ? 'utf8' : 'binary' }
  const field = { name, type, nullable: false, source: `${algo} hash id`, length: digestLength(algo, hex) }
  return { field, step: { kind: 'hash', from, algo, hex } }
}

/** A new column never takes the place of one that the source has. */
function checkFree(names: string[], source: Schema): void {
  const seen = new Set(source.fields.map(({ name }) => name))
  for (const name of names) {
    if (seen.has(name)) {
      throw new ConfigError(
        'POLISH_NAME_TAKEN',
        `polish adds a column ${name}, and there is a column of that name already.`,
        {
          advice: 'Give the new column another name.',
          facts: { column: name },
        },
      )
    }
    seen.add(name)
  }
}
