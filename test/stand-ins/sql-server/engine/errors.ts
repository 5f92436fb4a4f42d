/** DuckDB's errors in SQL Server's numbers and words. */
import { SqlError } from '../types.ts'
import type { Catalog } from './catalog.ts'
import { deadlocked } from './locks.ts'
import type { Table } from './table.ts'

/** DuckDB SQL that fails with a SQL Server error when it is evaluated; `more` is SQL whose text is added to the message. */
export function raise(number: number, message: string, more?: string): string {
  const text = `'SQL ${number}: ${message.replaceAll("'", "''")}'`
  return `error(${more === undefined ? text : `${text} || ${more}`})`
}

/** What is known where DuckDB failed. */
export interface Place {
  catalog: Catalog
  /** The table that was being written. */
  writing: Table | null
}

interface Rule {
  pattern: RegExp
  error(match: RegExpExecArray, place: Place): SqlError
}

const RULES: Rule[] = [
  { pattern: /SQL (\d+): (.*)/, error: ([, number, message]) => new SqlError(Number(number), message!) },
  {
    pattern: /Current transaction is aborted/,
    error: () =>
      new SqlError(
        3930,
        'The current transaction cannot be committed and cannot support operations that write to the log file. Roll back the transaction.',
      ),
  },
  {
    // Two transactions changed the same rows: one of them would have waited, and DuckDB does not wait.
    pattern: /conflict/i,
    error: () => deadlocked(0),
  },
  {
    pattern: /Table with name (t\d+) does not exist/,
    error: (_, { catalog }) =>
      new SqlError(
        3961,
        `Snapshot isolation transaction failed in database '${[...catalog.databases.values()][0]?.name ?? ''}' because the object accessed by the statement has been modified by a DDL statement in another concurrent transaction since the start of this transaction. It is disallowed because the metadata is not versioned. A concurrent update to metadata can lead to inconsistency if mixed with snapshot isolation.`,
      ),
  },
  {
    pattern: /Duplicate key "(.*)" violates|duplicate key "(.*?)"/i,
    error: ([, keys = '', key = ''], { writing }) => duplicate(writing, keys || key),
  },
  {
    pattern: /NOT NULL constraint failed: (.*?)\.([^.]*)$/m,
    error: ([, storage = '', column], { catalog, writing }) => {
      const table = catalog.byStorage(storage) ?? writing
      const name = table ? `${table.database}.${table.schema}.${table.name}` : storage
      return new SqlError(
        515,
        `Cannot insert the value NULL into column '${column}', table '${name}'; column does not allow nulls. INSERT fails.`,
        { state: 2 },
      )
    },
  },
  {
    pattern: /column "(.*?)" must appear in the GROUP BY clause/,
    error: ([, column]) =>
      new SqlError(
        8120,
        `Column '${column}' is invalid in the select list because it is not contained in either an aggregate function or the GROUP BY clause.`,
      ),
  },
  {
    pattern: /More than one row returned by a subquery|scalar subquery.*more than one row/i,
    error: () =>
      new SqlError(
        512,
        'Subquery returned more than 1 value. This is not permitted when the subquery follows =, !=, <, <= , >, >= or when the subquery is used as an expression.',
      ),
  },
  {
    pattern: /out of range|overflow|Could not cast value .* to DECIMAL/i,
    error: () => new SqlError(8115, 'Arithmetic overflow error converting expression to data type.', { state: 2 }),
  },
  {
    pattern: /(?:invalid (?:date|timestamp) field format|invalid timestamp|date field value).*?"(.*?)"/i,
    error: () => new SqlError(241, 'Conversion failed when converting date and/or time from character string.'),
  },
  {
    pattern: /Could not convert string ['"](.*?)['"] to (\w+)/,
    error: ([, value, type]) =>
      new SqlError(
        245,
        `Conversion failed when converting the varchar value '${value}' to data type ${type === 'INT32' ? 'int' : type!.toLowerCase()}.`,
      ),
  },
]

/** Error 2627 for a key, 2601 for an index; DuckDB tells the columns and their values. */
function duplicate(table: Table | null, keys: string): SqlError {
  const values = keys
    .split(', ')
    .filter(part => part.includes(': ') && !part.includes(' IS NULL)'))
    .map(part => part.slice(part.lastIndexOf(': ') + 2))
  const value = values.length > 0 ? values.join(', ') : keys
  const object = table ? `${table.schema}.${table.name}` : ''
  const indexes = (table?.indexes ?? []).filter(({ unique }) => unique)
  const index = indexes.find(({ columns }) => columns.length === values.length && columns.every(c => keys.includes(c)))
  const { name = '', constraint = true, primary = true } = index ?? indexes[0] ?? {}
  if (!constraint) {
    return new SqlError(
      2601,
      `Cannot insert duplicate key row in object '${object}' with unique index '${name}'. The duplicate key value is (${value}).`,
      { class: 14 },
    )
  }
  return new SqlError(
    2627,
    `Violation of ${primary ? 'PRIMARY KEY' : 'UNIQUE KEY'} constraint '${name}'. Cannot insert duplicate key in object '${object}'. The duplicate key value is (${value}).`,
    { class: 14 },
  )
}

/** Any thrown value as the error that goes to the client. */
export function sqlErrorOf(error: unknown, place: Place): SqlError {
  if (error instanceof SqlError) return error
  const message = error instanceof Error ? error.message : String(error)
  for (const { pattern, error: make } of RULES) {
    const match = pattern.exec(message)
    if (match) return make(match, place)
  }
  return new SqlError(50000, `The stand-in could not run this statement. DuckDB says: ${message.split('\n')[0]}`)
}
