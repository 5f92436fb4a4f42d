/** The schema check: what settles against what is there, before a row is loaded. */
import type { Schema } from '../../columns/schema.ts'
import { StoreError } from '../../errors.ts'
import { columnTypeOf } from '../../mssql/column-type.ts'
import { quote } from '../../mssql/identifier.ts'
import { printSqlType } from '../../mssql/sql-type.ts'
import { PART_COLUMN } from '../../mssql/work-table.ts'
import type { NewColumns } from './config.ts'
import { type Check, fit, type TargetColumn } from './fit.ts'
import { quoted, type TableName } from './names.ts'
import type { Pair } from './target.ts'

/** A condition that no row may meet, and whose column it is about. */
export interface ColumnCheck extends Check {
  column: string
}

/** How the rows of a work table go into the table that is there. */
export interface Match {
  /** Columns of both, by the names that each has for them. */
  columns: { ours: string; theirs: string; identity: boolean }[]
  /** Columns that the target does not have yet. */
  added: string[]
  checks: ColumnCheck[]
}

/**
 * @param key names of the work table's columns that tell rows apart; NULL in one of them tells nothing
 * @param left columns of ours that are not stored
 * @throws {StoreError} `SCHEMA_MISMATCH`, saying everything that is wrong at once
 */
export function match(
  target: TableName,
  schema: Schema,
  pairs: readonly Pair[],
  drift: NewColumns,
  left: readonly string[] = [],
): Match {
  const problems: string[] = []
  const columns: Match['columns'] = []
  const checks: ColumnCheck[] = []
  const found = new Map(pairs.flatMap(({ ours, column }) => (ours === null ? [] : [[ours, column] as const])))
  const stored = schema.fields.filter(({ name }) => !left.includes(name))
  for (const field of stored) {
    const theirs = found.get(field.name)
    if (theirs === undefined) continue
    const type = columnTypeOf(field)
    const fitting = fit(type, theirs, quote(field.name))
    if (theirs.generated) problems.push(`${theirs.name} is filled by the server`)
    else if (!fitting.fits)
      problems.push(`${theirs.name} is ${theirs.type}, which does not hold every ${printSqlType(type)}`)
    else checks.push(...fitting.checks.map(check => ({ ...check, column: field.name })))
    if (field.nullable && !theirs.nullable)
      checks.push({ column: field.name, condition: `${quote(field.name)} IS NULL`, problem: 'NULL' })
    columns.push({ ours: field.name, theirs: theirs.name, identity: theirs.identity })
  }
  const added = stored.map(({ name }) => name).filter(name => !found.has(name))
  if (drift === 'refuse' && added.length > 0) problems.push(`it has no ${added.join(', ')}`)
  problems.push(
    ...pairs.filter(({ ours, column }) => ours === null && isNeeded(column)).map(({ column }) => missing(column)),
  )
  if (problems.length > 0) throw mismatch(target, problems, added)
  return { columns, added, checks }
}

/** A row without a value for it cannot be. */
function isNeeded({ name, nullable, identity, generated, hasDefault }: TargetColumn): boolean {
  return !nullable && !identity && !generated && !hasDefault && name !== PART_COLUMN
}

function missing({ name, type }: TargetColumn): string {
  return `${name} (${type}) is NOT NULL without a default, and the source has no such column`
}

function mismatch(target: TableName, problems: string[], added: string[]): StoreError {
  return new StoreError(
    'SCHEMA_MISMATCH',
    `The table ${quoted(target)} cannot take these rows: ${problems.join('; ')}.`,
    {
      advice:
        'Nothing was loaded. Change the table, or convert or leave out the columns with `query`, `columns` or `polish`' +
        (added.length > 0 ? '; `schema_drift: add` adds columns that are new.' : '.'),
      facts: { table: quoted(target), problems },
    },
  )
}
