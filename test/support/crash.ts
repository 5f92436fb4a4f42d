/** What crash tests share: a workspace of one entity, hygge as a child process that can be killed, and what readers find afterwards. */
import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { DuckDBInstance } from '@duckdb/node-api'
import { stringify } from 'yaml'
import type { EntityFinished, RunEvent, RunType } from '../../lib/events.ts'
import type { MssqlHomeConfig } from '../../lib/homes/mssql/config.ts'
import type { MssqlConnection } from '../../lib/mssql/connection.ts'
import type { StagedPart } from '../../lib/stores/store.ts'
import { JOURNAL_FOLDER } from '../../lib/workspace/journal.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

let program: Promise<string> | undefined

/** hygge as its users have it, compiled: it starts in half the time, and these tests start it hundreds of times. */
function compiled(): Promise<string> {
  program ??= compileOnce()
  return program
}

/** What was compiled stays for the next test file, as long as nothing of it changes. */
async function compileOnce(): Promise<string> {
  const cache = join(ROOT, 'node_modules', '.cache', 'hygge-test')
  const folder = join(cache, await stateOfSources())
  if (existsSync(folder)) return folder
  await mkdir(cache, { recursive: true })
  const others = await readdir(cache)
  const making = await mkdtemp(join(cache, 'making-'))
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc')
  await promisify(execFile)(process.execPath, [tsc, '-p', join(ROOT, 'tsconfig.build.json'), '--outDir', making])
  // Another test file may have been faster.
  await rename(making, folder).catch(() => rm(making, { recursive: true }))
  // Those of earlier states; one that a test beside this one is making is left to it.
  for (const name of others.filter(other => !other.startsWith('making-')))
    await rm(join(cache, name), { recursive: true, force: true })
  return folder
}

async function stateOfSources(): Promise<string> {
  const hash = createHash('sha256')
  for (const folder of ['bin', 'lib', 'workers', 'schemas']) {
    for (const name of (await readdir(join(ROOT, folder), { recursive: true })).toSorted()) {
      const { size, mtimeMs } = await stat(join(ROOT, folder, name))
      hash.update(`${folder}/${name} ${size} ${mtimeMs}\n`)
    }
  }
  return hash.digest('hex').slice(0, 16)
}

/** The same for this process: its threads start in a tenth of the time. */
export async function compiledLibrary(): Promise<typeof import('../../lib/index.ts')> {
  return import(pathToFileURL(join(await compiled(), 'lib', 'index.js')).href)
}

export interface Place {
  folder: string
  file: string
  out: string
  /** The folder of the entity, where readers look. */
  entity: string
  /** The folder of the journal. */
  journal: string
  flow: string
  mode: RunType
  /** Who tells what is there, where a look at the files does not. */
  readers?: Readers
  /** What hygge's process needs to get to the store. */
  env: Record<string, string>
  execArgv: string[]
  remove(): Promise<void>
}

/** What readers see where something stands between them and the files. */
export interface Readers {
  /** As `rowsIn` has them. */
  rows(): Promise<string[] | null>
  /** As `filesIn` has them, by the names that the journal knows. */
  files(): Promise<string[]>
  /** Where rows have no files: what else lies there and belongs to no run that lives, in words for people. */
  debris?(): Promise<string[]>
}

/** Where a place's entities settle, and their journal with them, when it is not the folder beside the flows file. */
export interface Destination extends Pick<Place, 'out' | 'env' | 'execArgv' | 'readers'> {
  /** As flows.yml says it. */
  store: Record<string, unknown>
  /** What the store calls the rows of a part; default: rows_per_file. */
  rows?: string
  /** Where places of one journal are told apart by them. */
  flow?: string
  /** Default: in `out`. */
  journal?: string
  /** The journal is in the folder beside the flows file: the store has no place for it. */
  beside?: boolean
}

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  events: RunEvent[]
  finished: EntityFinished | undefined
  stderr: string
}

/** What differs from place to place. */
interface Choices {
  /** The watermark of an increment. */
  by?: object
  /** What else the home says. */
  home?: Partial<MssqlHomeConfig>
  destination?: Destination
}

/** A folder with a flows.yml that moves `table` as the entity `rows`, in parts of `rowsPerFile`; increments by `id` unless told otherwise. */
export async function place(
  connection: MssqlConnection,
  table: string,
  mode: RunType,
  rowsPerFile: number,
  { by = { column: 'id' }, home = {}, destination }: Choices = {},
): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'hygge-crash-'))
  const file = join(folder, 'flows.yml')
  const watermark = mode === 'incremental' ? { watermark: by } : {}
  const { flow = 'f', rows = 'rows_per_file' } = destination ?? {}
  const workspace = {
    name: 'crash',
    ...(destination && !destination.beside ? { journal: { location: 'store' } } : {}),
    connections: { it: connection },
    flows: {
      [flow]: {
        home: { type: 'mssql', connection: 'it', table, ...home },
        store: { ...(destination?.store ?? { type: 'local', path: 'out' }), [rows]: rowsPerFile },
        entities: [{ name: 'rows', run_type: mode, ...watermark }],
      },
    },
  }
  await writeFile(file, stringify(workspace))
  const here: Destination = {
    store: {},
    out: join(folder, 'out'),
    journal: join(folder, '.hygge', 'journal'),
    env: {},
    execArgv: [],
  }
  const { out, env, execArgv, readers, beside } = destination ?? here
  const journal = beside ? here.journal : (destination ?? here).journal
  return {
    folder,
    file,
    out,
    entity: join(out, 'rows'),
    journal: journal ?? join(out, JOURNAL_FOLDER),
    flow,
    mode,
    ...(readers && { readers }),
    env,
    execArgv,
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** A run of these small tables that takes longer hangs, ms. */
const LONGEST = 300_000

export interface RunSettings {
  /** HYGGE_FAULT: which point, and what happens there. */
  fault?: string
  /** SIGKILL from outside after so many ms. */
  killAfter?: number
  args?: string[]
  env?: Record<string, string>
  /** A module that the child loads first. */
  preload?: string
}

export async function runHygge(
  { file, env: there = {}, execArgv = [] }: Pick<Place, 'file'> & Partial<Pick<Place, 'env' | 'execArgv'>>,
  { fault, killAfter, args = [], env = {}, preload }: RunSettings = {},
): Promise<Ended> {
  const preloads = preload === undefined ? [] : ['--import', preload]
  const program = join(await compiled(), 'bin', 'hygge-run.js')
  const words = [...execArgv, ...preloads, program, file, '--json', ...args]
  const child = spawn(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, HYGGE_FAULT: fault ?? '', ...there, ...env },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    stderr += text
  })
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter)
  let hung = false
  const limit = setTimeout(() => {
    hung = true
    child.kill('SIGKILL')
  }, LONGEST)
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
  clearTimeout(timer)
  clearTimeout(limit)
  if (hung) throw new Error(`hygge did not end within ${LONGEST / 1000} s: ${stderr}${stdout.slice(-1000)}`)
  // A killed process may leave half a line.
  const lines = stdout.split('\n').slice(0, -1)
  const events = lines.map(line => JSON.parse(line) as RunEvent)
  const finished = events.find(event => event.type === 'entity.finished')
  return { code, signal, events, finished, stderr }
}

/** All rows that a reader of the entity's folder finds, by an independent reader, sorted; null when there is no folder. */
export function rowsIn({ entity, readers }: Pick<Place, 'entity' | 'readers'>): Promise<string[] | null> {
  return readers ? readers.rows() : rowsBelow(entity)
}

/** The same of any folder of Parquet files. */
export async function rowsBelow(folder: string): Promise<string[] | null> {
  const names = await readdir(folder).catch(() => null)
  if (names === null) return null
  return query(
    `SELECT id::VARCHAR || '|' || coalesce(name, 'NULL') AS row FROM read_parquet('${folder}/*.parquet') ORDER BY 1`,
  )
}

let duckdb: Promise<DuckDBInstance> | undefined

async function query(sql: string): Promise<string[]> {
  duckdb ??= DuckDBInstance.create(':memory:')
  const connection = await (await duckdb).connect()
  try {
    const reader = await connection.runAndReadAll(sql)
    return reader.getRows().map(([row]) => String(row))
  } finally {
    connection.closeSync()
  }
}

/** Every file below the store's base but the journal's, relative to it. */
export async function filesIn({ out, readers }: Pick<Place, 'out' | 'readers'>): Promise<string[]> {
  if (readers) return readers.files()
  const entries = await readdir(out, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter(entry => entry.isFile())
    .map(entry => relative(out, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter(name => !name.startsWith(`${JOURNAL_FOLDER}/`))
    .toSorted()
}

/** The files that the journal says were published by runs that ended well: all of them, or the last one's for full_drop. */
export async function filesNamedByJournal(spot: Place): Promise<string[]> {
  const { Journal } = await import('../../lib/journal/journal.ts')
  const { localFolder } = await import('../../lib/journal/local-folder.ts')
  const { parse } = await import('../../lib/journal/record.ts')
  // A lake's stand-in keeps its files on the disk under their names.
  const folder = localFolder(spot.journal)
  const named = ({ name, final = name }: StagedPart) => `rows/${final}`
  const { last } = await new Journal(folder).entity(spot.flow, 'rows').memory()
  if (spot.mode === 'full_drop') return (last?.parts ?? []).map(named).toSorted()
  const names: string[] = []
  for (const name of await folder.list(`${spot.flow}/rows/runs/`)) {
    const record = parse((await folder.read(name)) ?? Buffer.of())
    if (record?.kind === 'done') names.push(...record.parts.map(named))
  }
  return names.toSorted()
}
