/** A plan for people: what a run would read, write and replace. */
import type { Field } from '../columns/schema.ts'
import { typeName } from '../columns/type-name.ts'
import type { Range } from '../homes/home.ts'
import { driftInWords } from '../plan/drift.ts'
import type { EntityPlan, Plan } from '../plan/plan.ts'
import { boundsInWords } from '../plan/watermark.ts'
import type { Colors } from './colors.ts'
import { errorLines } from './failure.ts'
import { formatBytes, formatCompact, formatCount, plural } from './format.ts'
import { entityName } from './tally.ts'
import { padEnd, printable, printableLines, textWidth } from './width.ts'

export interface PlanText {
  verbose: boolean
  colors: Colors
  /** The command that does what the plan says. */
  command: string
}

/** The text of a dry run, ending in a line end. */
export function renderPlan(plan: Plan, { verbose, colors, command }: PlanText): string {
  const known = plan.offline ? 'Nothing was opened, and nothing is written.' : 'Nothing is written.'
  const head = `Plan for ${printable(plan.name)}: ${plural(plan.entities.length, 'entity', 'entities')}. ${known}`
  const lines = (entity: EntityPlan) =>
    plan.offline ? offlineLines(entity, colors) : entityLines(entity, verbose, colors)
  const blocks = plan.entities.map(entity => lines(entity).join('\n'))
  const count = plan.offline ? modes(plan.entities) : counts(plan.entities)
  return `${[colors.bold(head), ...blocks, `${count}\nRun it with: ${colors.bold(command)}`].join('\n\n')}\n`
}

/** All that is known without asking anybody. */
function offlineLines(entity: EntityPlan, colors: Colors): string[] {
  return [titleOf(entity, colors), ...factLines([...ways(entity)], colors)]
}

function titleOf(entity: EntityPlan, colors: Colors): string {
  return `${colors.bold(printable(entityName(entity)))}  ${entity.mode}`
}

function factLines(facts: [string, string][], colors: Colors): string[] {
  return facts.map(([word, text]) => `  ${colors.dim(padEnd(word, 8))}  ${printable(text)}`)
}

function entityLines(entity: EntityPlan, verbose: boolean, colors: Colors): string[] {
  const lines = [titleOf(entity, colors), ...factLines(facts(entity), colors)]
  if (entity.error) {
    const { code, advice } = entity.error
    lines.push(`  ${colors.red(`✗ ${printable(code)}`)}`, ...errorLines(entity.error, colors))
    if (advice !== undefined) lines.push(`    ${colors.dim('do:')} ${printable(advice)}`)
    return lines
  }
  lines.push(`  ${colors.dim('columns')}   ${fieldsOf(entity).length}`, ...columnLines(fieldsOf(entity), colors))
  if (verbose) lines.push(...entity.ranges.flatMap(range => rangeLines(range, entity.ranges.length, colors)))
  return lines
}

/** What the files have. */
function fieldsOf({ schema, stored }: EntityPlan): Field[] {
  return (stored ?? schema).fields
}

function ways({ home, store, outlook }: EntityPlan): [string, string][] {
  const why: [string, string][] = outlook === undefined ? [] : [['why', outlook.why]]
  return [['from', home], ['to', store], ...why]
}

function facts(entity: EntityPlan): [string, string][] {
  const rows = ways(entity)
  if (!entity.error) {
    for (const each of entity.outlook?.earlier ?? []) rows.push(['first', each])
    for (const each of entity.drift ?? []) rows.push(['drift', driftInWords(each)])
    if (entity.watermark) rows.push(['since', boundsInWords(entity.watermark)])
    rows.push(['rows', rowsInWords(entity)], ['reads', readsInWords(entity)])
    const writes = writesInWords(entity)
    if (writes !== null) rows.push(['writes', writes])
    rows.push(['replaces', replaced(entity)])
  }
  // A note on a column is told beside the column.
  const told = new Set(fieldsOf(entity).map(({ name, note }) => `${name}: ${note}`))
  for (const each of entity.drift ?? []) told.add(`Since the last run ${driftInWords(each)}`)
  const notes = entity.notes.filter(note => !told.has(note))
  return [...rows, ...notes.map((note): [string, string] => ['note', note])]
}

function rowsInWords({ estimate, bytes }: EntityPlan): string {
  if (estimate === null) return 'not known'
  return `≈${formatCount(estimate)}${bytes === null ? '' : `, ${formatBytes(bytes)} at the source`}`
}

function readsInWords({ ranges }: EntityPlan): string {
  const order = ranges[0]?.order?.map(({ column }) => column) ?? []
  return `${plural(ranges.length, 'range')}${order.length === 0 ? '' : `, in the order of ${order.join(', ')}`}`
}

/** Null when nobody knows. */
function writesInWords({ outlook }: EntityPlan): string | null {
  if (!outlook) return null
  const files = outlook.files === null ? [] : [`≈${plural(outlook.files, 'file')}`]
  const bytes = outlook.bytes === null ? [] : [`≈${formatBytes(outlook.bytes)}, by what the last run wrote`]
  return files.length + bytes.length === 0 ? null : [...files, ...bytes].join(', ')
}

function replaced({ mode, replaces }: EntityPlan): string {
  if (replaces !== null) return replaces
  return mode === 'full_drop' ? 'nothing is there yet' : 'nothing: new files are added to what is there'
}

function columnLines(fields: Field[], colors: Colors): string[] {
  const rows = fields.map(({ name, source, type, nullable, note }) => ({
    name: printable(name),
    source: `${printable(source)}${nullable ? '' : ' not null'}`,
    type: typeName(type),
    note: note === undefined ? '' : printable(note),
  }))
  const width = (key: 'name' | 'source' | 'type') => Math.max(0, ...rows.map(row => textWidth(row[key])))
  const [names, sources, types] = [width('name'), width('source'), width('type')]
  return rows.map(({ name, source, type, note }) => {
    const way = `    ${padEnd(name, names)}  ${padEnd(source, sources)}  → `
    return note === '' ? `${way}${type}` : `${way}${padEnd(type, types)}  ${colors.yellow(note)}`
  })
}

function rangeLines({ index, statement, parameters }: Range, of: number, colors: Colors): string[] {
  const title = of === 1 ? 'sql' : `sql of range ${index + 1} of ${of}`
  return [
    `  ${colors.dim(title)}`,
    ...printableLines(statement).map(line => `    ${line}`),
    ...parameters.map(({ name, type, value }) => {
      const text = typeof value === 'string' ? `'${printable(value)}'` : String(value ?? 'NULL')
      return `    ${colors.dim(`@${printable(name.replace(/^@/, ''))} ${printable(type)} = ${text}`)}`
    }),
  ]
}

function modes(entities: EntityPlan[]): string {
  const full = entities.filter(({ mode }) => mode === 'full_drop').length
  return `${formatCount(full)} full_drop · ${formatCount(entities.length - full)} incremental`
}

function counts(entities: EntityPlan[]): string {
  const broken = entities.filter(({ error }) => error).length
  const planned = entities.filter(({ error }) => !error)
  const unknown = planned.filter(({ estimate }) => estimate === null).length
  const rows = planned.reduce((sum, { estimate }) => sum + (estimate ?? 0), 0)
  const size =
    unknown === planned.length
      ? []
      : [`≈${formatCompact(rows)} rows${unknown > 0 ? ` and ${formatCount(unknown)} of unknown size` : ''}`]
  return [
    modes(planned),
    ...(broken > 0 ? [`${formatCount(broken)} cannot run`] : []),
    ...size,
    `${formatCount(planned.filter(({ replaces }) => replaces !== null).length)} will replace what is there`,
  ].join(' · ')
}
