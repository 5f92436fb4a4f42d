/** What a home has before a row is read: its files, what they have in common, and how they are read side by side. */
import type { Field } from '../../columns/schema.ts'
import { ConfigError, HomeError } from '../../errors.ts'
import { didYouMean } from '../../suggest.ts'
import type { Description, SourceFile } from '../home.ts'
import type { LocalHomeConfig } from './config.ts'
import { listFiles } from './files.ts'
import type { FileLook } from './look.ts'
import { ORDER } from './position.ts'
import { type Piece, spread } from './ranges.ts'
import type { Readers } from './readers.ts'
import { Union } from './union.ts'
import { filterOf } from './where/filter.ts'
import { parseWhere } from './where/parse.ts'

/** Files that a thread looks into before it answers. */
const AT_ONCE = 32

export async function describe(config: LocalHomeConfig, readers: Readers, signal: AbortSignal): Promise<Description> {
  const { root, columns, where } = config
  const conditions = where === undefined ? [] : parseWhere(where)
  const wanted = columns && new Set([...columns, ...conditions.map(({ column }) => column)])
  const files = await listFiles(config, signal)
  const union = new Union()
  const names = new Set<string>()
  const pieces: Piece[] = []
  for await (const look of looksInto(root, files, readers, signal)) {
    const { path, fields, refused, groups } = look
    for (const { name } of [...fields, ...refused]) names.add(name)
    checkColumns(look, wanted)
    union.add(path, wanted ? fields.filter(({ name }) => wanted.has(name)) : fields)
    pieces.push({ file: files[pieces.length], groups })
  }
  const fields = columns ? chosen(union.fields, columns, names) : union.fields
  if (fields.length === 0) throw noColumns(root)
  filterOf(conditions, union.fields, names)
  const statement = statementOf(config)
  const ranges = spread(pieces, readers.degree)
  return {
    schema: { fields },
    // How many rows a condition leaves nobody knows.
    estimate: conditions.length > 0 ? null : pieces.reduce((sum, { groups }) => sum + rowsOf(groups), 0),
    subject: statement,
    ranges: ranges.map((part, index) => ({ index, statement, parameters: [], order: ORDER, files: part })),
    notes: union.notes,
  }
}

/** What the files have, in their order; threads work side by side. */
async function* looksInto(
  root: string,
  files: SourceFile[],
  readers: Readers,
  signal: AbortSignal,
): AsyncGenerator<FileLook> {
  const coming: Promise<FileLook[]>[] = []
  for (let at = 0; at < files.length || coming.length > 0; at += AT_ONCE) {
    const paths = files.slice(at, at + AT_ONCE).map(({ path }) => path)
    if (paths.length > 0) {
      const looks = readers.look({ root, paths }, signal)
      // One that failed before may leave this one without a listener.
      looks.catch(() => {})
      coming.push(looks)
    }
    if (coming.length > readers.degree || at + AT_ONCE >= files.length) yield* (await coming.shift()) ?? []
  }
}

function rowsOf(groups: number[]): number {
  return groups.reduce((sum, rows) => sum + rows, 0)
}

/** What is read, in words: as long as they stay the same, a plan made earlier is still one of the same rows. */
function statementOf({ root, pattern, format, columns, where }: LocalHomeConfig): string {
  const what =
    columns === undefined ? `all columns of the ${format}` : `${columns.map(quoted).join(', ')} of the ${format}`
  const which = pattern === null ? `files at ${root}` : `files ${pattern} below ${root}`
  return `${what} ${which}${where === undefined ? '' : ` where ${where}`}`
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** @throws {HomeError} `COLUMN_REFUSED`, `COLUMN_TWICE` */
function checkColumns({ path, fields, refused }: FileLook, wanted: Set<string> | undefined): void {
  const bad = refused.filter(({ name }) => wanted === undefined || wanted.has(name))
  if (bad.length > 0) {
    const list = bad.map(({ name, what }) => `${name} is ${what}`).join('; ')
    throw new HomeError('COLUMN_REFUSED', `${path} has columns that cannot be moved as they are: ${list}.`, {
      advice:
        'Name the columns to read, without these: columns: […]; or write the file anew with plain columns in their place.',
      facts: { file: path, columns: bad.map(({ name }) => name) },
    })
  }
  const twice = fields.find(({ name }, at) => fields.findIndex(field => field.name === name) < at)
  if (twice === undefined) return
  throw new HomeError('COLUMN_TWICE', `${path} has two columns called ${twice.name}.`, {
    advice: 'Rename one of them where the file is made.',
    facts: { file: path, column: twice.name },
  })
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
    advice: 'Look at what has written them.',
    facts: { path: root },
  })
}
