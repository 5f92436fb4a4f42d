/** What the files of a home have together: looked into by threads side by side, put together in their order. */
import type { Field } from '../../columns/schema.ts'
import { HomeError } from '../../errors.ts'
import type { SourceFile } from '../home.ts'
import type { LocalHomeConfig } from './config.ts'
import { folderOf } from './files.ts'
import type { FileLook } from './look.ts'
import type { Piece } from './ranges.ts'
import type { Readers } from './readers.ts'
import { Samples, sampleRows } from './samples.ts'
import { textOptions } from './text-options.ts'
import { Union } from './union.ts'

export interface Survey {
  /** Of the columns that are wanted. */
  fields: Field[]
  /** Of all columns that there are. */
  names: Set<string>
  pieces: Piece[]
  /** How many rows there are or may be; null when nobody knows. */
  rows: number | null
  notes: string[]
}

/** Files that a thread looks into before it answers. */
const AT_ONCE = 32

/** @param wanted the columns that matter; absent: all */
export function survey(
  config: LocalHomeConfig,
  files: SourceFile[],
  wanted: Set<string> | undefined,
  readers: Readers,
  signal: AbortSignal,
): Promise<Survey> {
  const looks = looksInto(config, files, readers, signal)
  return config.format === 'parquet' ? ofParquet(files, looks, wanted) : ofText(config, files, looks, wanted)
}

async function ofParquet(
  files: SourceFile[],
  looks: AsyncIterable<FileLook>,
  wanted: Set<string> | undefined,
): Promise<Survey> {
  const union = new Union()
  const names = new Set<string>()
  const pieces: Piece[] = []
  let rows = 0
  for await (const look of looks) {
    const { path, fields, refused, groups } = look
    for (const { name } of [...fields, ...refused]) names.add(name)
    checkColumns(look, wanted)
    union.add(path, wanted ? fields.filter(({ name }) => wanted.has(name)) : fields)
    pieces.push({ file: files[pieces.length], groups })
    rows += groups.reduce((sum, group) => sum + group, 0)
  }
  return { fields: union.fields, names, pieces, rows, notes: union.notes }
}

async function ofText(
  { types = {} }: LocalHomeConfig,
  files: SourceFile[],
  looks: AsyncIterable<FileLook>,
  wanted: Set<string> | undefined,
): Promise<Survey> {
  const samples = new Samples(types, wanted)
  const pieces: Piece[] = []
  for await (const { path, sample } of looks) {
    const file = files[pieces.length]
    if (sample) samples.add(path, file.bytes, sample)
    pieces.push({ file, groups: [] })
  }
  return { ...samples.result(), pieces }
}

/** What the files have, in their order; threads work side by side. */
async function* looksInto(
  config: LocalHomeConfig,
  files: SourceFile[],
  readers: Readers,
  signal: AbortSignal,
): AsyncGenerator<FileLook> {
  const root = await folderOf(config)
  const options = textOptions(config)
  const rows = sampleRows(files.length)
  const coming: Promise<FileLook[]>[] = []
  for (let at = 0; at < files.length || coming.length > 0; at += AT_ONCE) {
    const some = files.slice(at, at + AT_ONCE)
    if (some.length > 0) {
      const text = options && { options, rows: some.map((_, index) => rows(at + index)) }
      const looks = readers.look({ root, paths: some.map(({ path }) => path), text }, signal)
      // One that failed before may leave this one without a listener.
      looks.catch(() => {})
      coming.push(looks)
    }
    if (coming.length > readers.degree || at + AT_ONCE >= files.length) yield* (await coming.shift()) ?? []
  }
}

/** @throws {HomeError} `COLUMN_REFUSED`, `COLUMN_TWICE` */
function checkColumns({ path, fields, refused }: FileLook, wanted: Set<string> | undefined): void {
  const bad = refused.filter(({ name }) => wanted === undefined || wanted.has(name))
  if (bad.length > 0) throw refusedColumns(path, bad)
  const twice = fields.find(({ name }, at) => fields.findIndex(field => field.name === name) < at)
  if (twice !== undefined) throw columnTwice(path, twice.name)
}

export function refusedColumns(path: string, bad: { name: string; what: string }[]): HomeError {
  const list = bad.map(({ name, what }) => `${name} is ${what}`).join('; ')
  return new HomeError('COLUMN_REFUSED', `${path} has columns that cannot be moved as they are: ${list}.`, {
    advice:
      'Name the columns to read, without these: columns: […]; or write the file anew with plain columns in their place.',
    facts: { file: path, columns: bad.map(({ name }) => name) },
  })
}

export function columnTwice(path: string, name: string): HomeError {
  return new HomeError('COLUMN_TWICE', `${path} has two columns called ${name}.`, {
    advice: 'Rename one of them where the file is made.',
    facts: { file: path, column: name },
  })
}
