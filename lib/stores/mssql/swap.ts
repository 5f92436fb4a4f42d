/** A work table takes the place of the table that is there, or of none: readers have the one or the other, whole. */
import { createHash } from 'node:crypto'
import { StoreError } from '../../errors.ts'
import { quote } from '../../mssql/identifier.ts'
import type { Session } from '../../mssql/session.ts'
import { PART_COLUMN } from '../../mssql/work-table.ts'
import { execute } from './database.ts'
import { constraintName, createIndex, type Index, indexesOf, storageIndexes } from './indexes.ts'
import { quoted, type TableName } from './names.ts'
import { grantsOf } from './permissions.ts'
import { keyOf, type Site } from './site.ts'
import { exists } from './target.ts'

/**
 * What hangs on a table by its identity would be lost with it, or would not let it go.
 * @throws {StoreError} `SWAP_REFUSED`
 */
export async function refuseUnswappable(session: Session, target: TableName): Promise<void> {
  const here = 'OBJECT_ID(@table)'
  const [row = {}] = await execute(
    session,
    `SELECT (SELECT COUNT(*) FROM sys.foreign_keys WHERE parent_object_id = ${here} OR referenced_object_id = ${here}) AS [keys], ` +
      `(SELECT COUNT(*) FROM sys.triggers WHERE parent_id = ${here}) AS [triggers], ` +
      `(SELECT COUNT(*) FROM sys.sql_expression_dependencies WHERE referenced_id = ${here} AND referencing_id <> ${here} ` +
      'AND is_schema_bound_reference = 1) AS [bound]',
    { table: quoted(target) },
  )
  const reasons = [
    ...(Number(row.keys) > 0 ? ['foreign keys'] : []),
    ...(Number(row.triggers) > 0 ? ['triggers'] : []),
    ...(Number(row.bound) > 0 ? ['schema-bound views or functions'] : []),
  ]
  if (reasons.length > 0) throw swapRefused(target, reasons)
}

/** The indexes that the table of the run shall have before it is swapped in. */
async function wantedIndexes(session: Session, site: Site): Promise<Index[]> {
  const { config, target } = site
  if (config.keep.includes('indexes') && (await exists(session, target))) return indexesOf(session, target)
  return config.storage === 'rowstore' ? storageIndexes('rowstore', target, await keyOf(session, site)) : []
}

/** Builds what the new table needs before it is seen; what is there from an earlier try is left alone. */
export async function buildIndexes(session: Session, site: Site): Promise<void> {
  const { work } = site
  const there = new Set((await indexesOf(session, work)).map(({ name }) => name))
  for (const index of await wantedIndexes(session, site)) {
    const name = index.constraint === null ? index.name : constraintName(index, work)
    if (!there.has(name)) await execute(session, createIndex(index, work))
  }
}

/** Within a transaction. Rows of the work table that do not belong to the run are gone by now. */
export async function swap(session: Session, { config, target, work }: Site): Promise<void> {
  await execute(session, `ALTER TABLE ${quoted(work)} DROP COLUMN ${quote(PART_COLUMN)}`)
  const replaced = await exists(session, target)
  const indexes = replaced && config.keep.includes('indexes') ? await indexesOf(session, target) : []
  const grants = replaced && config.keep.includes('permissions') ? await grantsOf(session, target) : []
  const old: TableName = { schema: target.schema, table: oldName(work) }
  if (replaced) await rename(session, quoted(target), old.table)
  await rename(session, quoted(work), target.table)
  if (replaced) await execute(session, `DROP TABLE ${quoted(old)}`)
  for (const index of indexes.filter(({ constraint }) => constraint !== null)) {
    const now = { schema: target.schema, table: constraintName(index, work) }
    await rename(session, quoted(now), index.name)
  }
  for (const grant of grants) await execute(session, grant)
}

/** The old name is quoted and has a schema, the new one neither: it would become part of the name. */
async function rename(session: Session, from: string, to: string): Promise<void> {
  await execute(session, 'EXEC sp_rename @objname = @from, @newname = @to', { from, to })
}

function oldName({ table }: TableName): string {
  return `__hygge_old_${createHash('sha256').update(table).digest('hex').slice(0, 32)}`
}

function swapRefused(target: TableName, reasons: string[]): StoreError {
  return new StoreError(
    'SWAP_REFUSED',
    `${quoted(target)} has ${reasons.join(' and ')}, so no other table can take its place.`,
    {
      advice: 'Nothing was loaded. Remove them, or choose `if_exists: append` or `merge`.',
      facts: { table: quoted(target), reasons },
    },
  )
}
