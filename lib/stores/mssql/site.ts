/** A run's place at the server, and what its settings come to there. */
import { StoreError } from '../../errors.ts'
import type { RunType } from '../../events.ts'
import type { Session } from '../../mssql/session.ts'
import { ROW_MARKER } from '../../polish/config.ts'
import type { Settling } from '../store.ts'
import type { IfExists, MssqlStoreConfig, NewColumns } from './config.ts'
import { type Database, execute } from './database.ts'
import { type Match, match } from './match.ts'
import { quoted, type TableName } from './names.ts'
import type { Records } from './records.ts'
import { exists, pairs } from './target.ts'

/** What shall settle where. */
export interface Intent {
  config: MssqlStoreConfig
  drift: NewColumns
  settling: Pick<Settling, 'mode' | 'schema'>
  target: TableName
}

export interface Site extends Intent {
  database: Database
  records: Records
  settling: Settling
  work: TableName
}

/** What becomes of the table that is there. */
export function effectOf({ if_exists, key }: MssqlStoreConfig, mode: RunType): IfExists {
  if (if_exists !== undefined) return if_exists
  if (mode === 'full_drop') return 'replace'
  return key === undefined ? 'append' : 'merge'
}

export function merging({ config, settling }: Pick<Intent, 'config' | 'settling'>): boolean {
  return effectOf(config, settling.mode) === 'merge'
}

/** How the run's rows go into the target; null when there is none, and the work table becomes it. */
export async function matchOf(session: Session, site: Intent): Promise<Match | null> {
  const { config, drift, settling, target } = site
  const effect = effectOf(config, settling.mode)
  if (!(await exists(session, target))) return null
  if (effect === 'fail') throw tableExists(target)
  if (effect === 'replace') return null
  const names = settling.schema.fields.map(({ name }) => name)
  return match(target, settling.schema, await pairs(session, target, names), drift, unstored(site))
}

/** Columns that say what becomes of a row, and are no part of it. */
export function unstored(site: Pick<Intent, 'config' | 'settling'>): string[] {
  return merging(site) && site.settling.schema.fields.some(({ name }) => name === ROW_MARKER) ? [ROW_MARKER] : []
}

/** The key's columns, by the names that the work table has for them. The server says which names are the same. */
export async function keyOf(session: Session, site: Site): Promise<string[]> {
  const { config, settling, work } = site
  const { key = [], storage } = config
  if (!merging(site) && storage !== 'rowstore') return []
  const names: string[] = []
  for (const wanted of key) {
    const [row] = await execute(
      session,
      'SELECT name FROM sys.columns WHERE object_id = OBJECT_ID(@work) AND name = @wanted',
      { work: quoted(work), wanted },
    )
    if (row === undefined) throw keyNotFound(wanted, settling)
    names.push(String(row.name))
  }
  return names
}

function tableExists(target: TableName): StoreError {
  return new StoreError(
    'TABLE_EXISTS',
    `The table ${quoted(target)} is there, and \`if_exists: fail\` leaves it alone.`,
    {
      advice: 'Nothing was loaded. Drop it, name another `table`, or choose `if_exists: append`, `replace` or `merge`.',
      facts: { table: quoted(target) },
    },
  )
}

function keyNotFound(key: string, { schema }: Settling): StoreError {
  const columns = schema.fields.map(({ name }) => name)
  return new StoreError('KEY_NOT_FOUND', `The key names the column ${key}; the rows have ${columns.join(', ')}.`, {
    advice: 'Nothing was loaded. Correct `key`: it has the names of the destination, after `polish`.',
    facts: { key, columns },
  })
}
