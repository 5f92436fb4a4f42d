/** A work table for a run: made once, when its rows are sure to have a place in the target. */
import { quote } from '../../mssql/identifier.ts'
import type { Session } from '../../mssql/session.ts'
import { execute } from './database.ts'
import { createWorkTable } from './definition.ts'
import { checkBuildable, createIndex, type Index, indexesOf, storageIndexes } from './indexes.ts'
import type { ColumnCheck } from './match.ts'
import { quoted } from './names.ts'
import { effectOf, type Intent, keyOf, matchOf, merging, type Site } from './site.ts'
import { refuseUnswappable } from './swap.ts'
import { exists } from './target.ts'

/** What the rows of every load are held against before they count. */
export interface Prepared {
  checks: ColumnCheck[]
  /** The work table has no index, so that loads may lock it together. */
  heap: boolean
}

/**
 * Makes the work table, or finds it again. Nothing that readers see changes.
 * @throws {StoreError} when the target cannot take the rows: `TABLE_EXISTS`, `SCHEMA_MISMATCH`, `KEY_NOT_FOUND`, `SWAP_REFUSED`
 */
export async function prepare(site: Site): Promise<Prepared> {
  const { config, database, records, settling, target, work } = site
  const known = await database.session(async session => {
    await records.ensure(session)
    return records.find(session)
  })
  if (known === null) await records.removeDead(database)
  return database.transaction(async session => {
    const kept = await keptIndexes(session, site)
    if (known === null) {
      const required = kept.flatMap(({ constraint, keys }) => (constraint === 'PRIMARY KEY' ? keys : []))
      const names = required.map(({ name }) => name.toLowerCase())
      await execute(session, createWorkTable(quoted(work), settling.schema, names))
      await records.begin(session, work)
    } else await records.touch(session)
    const found = await matchOf(session, site)
    const key = await keyOf(session, site)
    // What is inserted or merged from here is read once; what becomes the table itself gets its indexes when the rows are there.
    const columnstore = found === null && config.storage === 'columnstore' && kept.length === 0 && !merging(site)
    if (known === null && columnstore) {
      for (const index of storageIndexes(config.storage, target, key)) await execute(session, createIndex(index, work))
    }
    const nulls = (merging(site) ? key : []).map(column => ({
      column,
      condition: `${quote(column)} IS NULL`,
      problem: 'NULL in the key',
    }))
    return { checks: [...(found?.checks ?? []), ...nulls], heap: !columnstore }
  })
}

/** The indexes of the table that is there, when the one that replaces it shall have them. */
export async function keptIndexes(session: Session, { config, settling, target }: Intent): Promise<Index[]> {
  if (effectOf(config, settling.mode) !== 'replace' || !(await exists(session, target))) return []
  await refuseUnswappable(session, target)
  if (!config.keep.includes('indexes')) return []
  const indexes = await indexesOf(session, target)
  checkBuildable(
    target,
    indexes,
    settling.schema.fields.map(({ name }) => name),
  )
  return indexes
}
