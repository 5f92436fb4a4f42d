/** A plan for people: what a run would read, write and replace. */
import type { Field } from '../columns/schema.ts'
import { typeName } from '../columns/type-name.ts'
import type { Range } from '../homes/home.ts'
import { driftInWords } from '../plan/drift.ts'
import type { EntityPlan, Plan } from '../plan/plan.ts'
import { boundsInWords } from '../plan/watermark.ts'
import type { Colors } from './colors.ts'
import { errorLines } from './failure.ts'
import { formatCompact, formatCount, plural } from './format.ts'
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
  const head = `Plan for ${printable(plan.name)}: ${plural(plan.entities.length, 'entity', 'entities')}. Nothing is written.`
  const blocks = plan.entities.map(entity => entityLines(entity, verbose, colors).join('\n'))
  const count = counts(plan.entities)
  return `${[colors.bold(head), ...blocks, `${count}\nRun it with: ${colors.bold(command)}`].join('\n\n')}\n`
}

function entityLines(entity: EntityPlan, verbose: boolean, colors: Colors): string[] {
  const title = `${colors.bold(printable(entityName(entity)))}  ${entity.mode}`
  const lines = [title, ...facts(entity).map(([word, text]) => `  ${colors.dim(padEnd(word, 8))}  ${printable(text)}`)]
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

function facts(entity: EntityPlan): [string, string][] {
  const rows: [string, string][] = [
    ['from', entity.home],
    ['to', entity.store],
  ]
  if (!entity.error) {
    const known = entity.estimate === null ? 'not known' : `≈${formatCount(entity.estimate)}`
    for (const each of entity.drift ?? []) rows.push(['drift', driftInWords(each)])
    if (entity.watermark) rows.push(['since', boundsInWords(entity.watermark)])
    rows.push(['rows', known], ['reads', plural(entity.ranges.length, 'range')], ['replaces', replaced(entity)])
  }
  // A note on a column is told beside the column.
  const told = new Set(fieldsOf(entity).map(({ name, note }) => `${name}: ${note}`))
  for (const each of entity.drift ?? []) told.add(`Since the last run ${driftInWords(each)}`)
  const notes = entity.notes.filter(note => !told.has(note))
  return [...rows, ...notes.map((note): [string, string] => ['note', note])]
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

function counts(entities: EntityPlan[]): string {
  const broken = entities.filter(({ error }) => error).length
  const planned = entities.filter(({ error }) => !error)
  const full = planned.filter(({ mode }) => mode === 'full_drop').length
  const unknown = planned.filter(({ estimate }) => estimate === null).length
  const rows = planned.reduce((sum, { estimate }) => sum + (estimate ?? 0), 0)
  const size =
    unknown === planned.length
      ? []
      : [`≈${formatCompact(rows)} rows${unknown > 0 ? ` and ${formatCount(unknown)} of unknown size` : ''}`]
  return [
    `${formatCount(full)} full_drop`,
    `${formatCount(planned.length - full)} incremental`,
    ...(broken > 0 ? [`${formatCount(broken)} cannot run`] : []),
    ...size,
    `${formatCount(planned.filter(({ replaces }) => replaces !== null).length)} will replace what is there`,
  ].join(' · ')
}
