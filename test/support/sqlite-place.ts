/** A database file as crash tests use it: what SQLite itself finds there after a death. */
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { JOURNAL_FOLDER } from '../../lib/workspace/journal.ts'
import type { Destination } from './crash.ts'

/** A table `rows` of a database in this folder. */
export function inSqlite(folder: string): Destination {
  const path = join(folder, 'it.db')
  return {
    store: { type: 'sqlite', path, table: 'rows' },
    rows: 'rows_per_part',
    out: folder,
    env: {},
    execArgv: [],
    readers: {
      async rows() {
        return rowsOf(path, 'rows', `SELECT id || '|' || coalesce(name, 'NULL') AS found FROM rows`)
      },
      // What is there besides the database, and the parts that it says it has.
      async files() {
        const others = (await readdir(folder)).filter(name => name !== 'it.db' && name !== JOURNAL_FOLDER)
        const parts = rowsOf(path, '__hygge_parts', `SELECT 'rows/' || part AS found FROM __hygge_parts`) ?? []
        return [...others, ...parts].toSorted()
      },
    },
  }
}

/** Sorted; null when there is no such table. Opening is all that a reader does after a crash: SQLite itself undoes what was cut. */
function rowsOf(path: string, table: string, select: string): string[] | null {
  if (!existsSync(path)) return null
  const database = new DatabaseSync(path)
  try {
    if (database.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(table) === undefined) return null
    return database
      .prepare(select)
      .all()
      .map(({ found }) => String(found))
      .toSorted()
  } finally {
    database.close()
  }
}
