/** DuckDB's errors in SQL Server's numbers and words. */
import { SqlError } from '../types.ts'

/** DuckDB SQL that fails with a SQL Server error when it is evaluated. */
export function raise(number: number, message: string): string {
  return `error('SQL ${number}: ${message.replaceAll("'", "''")}')`
}

interface Rule {
  pattern: RegExp
  error(match: RegExpExecArray): SqlError
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
    pattern: /conflict/i,
    error: () =>
      new SqlError(
        1205,
        'Transaction (Process ID 51) was deadlocked on lock resources with another process and has been chosen as the deadlock victim. Rerun the transaction.',
        { class: 13, state: 51 },
      ),
  },
  {
    pattern: /Duplicate key "(?:[^:"]*): (.*?)" violates|duplicate key "(.*?)"/i,
    error: ([, value = '', other = '']) =>
      new SqlError(
        2627,
        `Violation of PRIMARY KEY constraint. Cannot insert duplicate key. The duplicate key value is (${value || other}).`,
        {
          class: 14,
        },
      ),
  },
  {
    pattern: /NOT NULL constraint failed: (.*?)\.([^.]*)$/m,
    error: ([, table, column]) =>
      new SqlError(
        515,
        `Cannot insert the value NULL into column '${column}', table '${table}'; column does not allow nulls. INSERT fails.`,
        {
          state: 2,
        },
      ),
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

/** Any thrown value as the error that goes to the client. */
export function sqlErrorOf(error: unknown): SqlError {
  if (error instanceof SqlError) return error
  const message = error instanceof Error ? error.message : String(error)
  for (const { pattern, error: make } of RULES) {
    const match = pattern.exec(message)
    if (match) return make(match)
  }
  return new SqlError(50000, `The stand-in could not run this statement. DuckDB says: ${message.split('\n')[0]}`)
}
