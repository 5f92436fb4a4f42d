/** What a home has before a row is read: its files, what they have in common, and how they are read side by side. */
import type { Field, Schema } from '../../columns/schema.ts'
import { ConfigError, HomeError } from '../../errors.ts'
import { didYouMean } from '../../suggest.ts'
import type { Description, Taken } from '../home.ts'
import type { LocalHomeConfig } from './config.ts'
import { folderOf, listFiles } from './files.ts'
import { ORDER } from './position.ts'
import { spread } from './ranges.ts'
import type { Readers } from './readers.ts'
import { survey } from './survey.ts'
import { textOptions } from './text-options.ts'
import { untaken } from './untaken.ts'
import { filterOf } from './where/filter.ts'
import { parseWhere } from './where/parse.ts'

/** @param taken of increments by file */
export async function describe(
  config: LocalHomeConfig,
  readers: Readers,
  signal: AbortSignal,
  taken?: Taken,
): Promise<Description> {
  const { root, columns, where } = config
  const conditions = where === undefined ? [] : parseWhere(where)
  const wanted = columns && new Set([...columns, ...conditions.map(({ column }) => column)])
  const known = taken?.schema ?? null
  const listed = await listFiles(config, signal, known !== null)
  const increment = taken && (await untaken(await folderOf(config), listed, taken, signal))
  const { files, notes: told } = increment ?? { files: listed, notes: [] }
  if (files.length === 0 && known !== null) return nothingNew(config, known, told)
  const { fields: all, names, pieces, rows, notes } = await survey(config, files, wanted, readers, signal)
  const fields = columns ? chosen(all, columns, names) : all
  if (fields.length === 0) throw noColumns(root)
  filterOf(conditions, all, names)
  const statement = statementOf(config)
  const besides = all.filter(field => !fields.includes(field))
  const common = { statement, parameters: [], order: ORDER, ...(besides.length > 0 ? { besides } : {}) }
  return {
    schema: { fields },
    // How many rows a condition leaves nobody knows.
    estimate: conditions.length > 0 ? null : rows,
    bytes: conditions.length > 0 ? null : files.reduce((sum, { bytes }) => sum + bytes, 0),
    subject: statement,
    ranges: spread(pieces, readers.degree).map((part, index) => ({ index, ...common, files: part })),
    notes: [...told, ...notes],
  }
}

/** No file is looked into: the columns are those of the last ones. */
function nothingNew(config: LocalHomeConfig, schema: Schema, notes: string[]): Description {
  const statement = statementOf(config)
  const ranges = [{ index: 0, statement, parameters: [], order: ORDER, files: [] }]
  return { schema, estimate: 0, bytes: 0, subject: statement, ranges, notes }
}

/** What is read, in words: as long as they stay the same, a plan made earlier is still one of the same rows. */
function statementOf(config: LocalHomeConfig): string {
  const { root, pattern, format, columns, where } = config
  const what =
    columns === undefined ? `all columns of the ${format}` : `${columns.map(quoted).join(', ')} of the ${format}`
  const which = pattern === null ? `files at ${root}` : `files ${pattern} below ${root}`
  const text = textOptions(config)
  const how = text === null ? '' : `, read by ${JSON.stringify(text)}`
  return `${what} ${which}${where === undefined ? '' : ` where ${where}`}${how}`
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function chosen(fields: Field[], columns: string[], names: Set<string>): Field[] {
  return columns.map(column => {
    const field = fields.find(({ name }) => name === column)
    if (field !== undefined) return field
    throw new ConfigError('COLUMN_UNKNOWN', `\`columns\` names ${column}, and no file has such a column.`, {
      advice: `Look at the name: ${didYouMean(column, names, 'columns')}.`,
      facts: { column },
    })
  })
}

function noColumns(root: string): HomeError {
  return new HomeError('NO_COLUMNS', `The files at ${root} have no columns.`, {
    advice:
      'Look at what has written them; for csv, at `csv: { header }`. Files without a row tell nothing of their columns: name them in `types`.',
    facts: { path: root },
  })
}
