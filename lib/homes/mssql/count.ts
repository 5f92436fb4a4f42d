/** Rows and values of a range as the server counts them: what arrived is held against it. */
import type { Schema } from '../../columns/schema.ts'
import { HomeError } from '../../errors.ts'
import type { Askable } from '../../mssql/session.ts'
import type { Range, SourceCount } from '../home.ts'
import { counted, unordered } from './statement.ts'

/** Types that COUNT does not take. */
const UNCOUNTED = /^(text|ntext|image|xml|geography|geometry|hierarchyid)/
/** More would make a statement that takes longer to compile than to run. */
const MOST_COLUMNS = 500

export async function countRange(
  session: Askable,
  { statement, parameters, order, window }: Range,
  { fields }: Schema,
  signal: AbortSignal,
): Promise<SourceCount> {
  if (window) return { unknown: 'rows near the watermark are looked at again and only those that are new are moved' }
  const columns = fields
    .filter(({ source }) => !UNCOUNTED.test(source))
    .map(({ name }) => name)
    .slice(0, MOST_COLUMNS)
  try {
    const text = counted(unordered(statement, order), columns)
    const [row = {}] = await session.rows({ statement: text, parameters }, signal)
    const rows = Number(row.rows)
    return { rows, nulls: columns.map((column, i) => ({ column, nulls: rows - Number(row[`c${i}`]) })) }
  } catch (error) {
    signal.throwIfAborted()
    // A statement of the user's own need not be one that can stand in brackets.
    if (error instanceof HomeError && !error.retryable) return { unknown: error.message }
    throw error
  }
}
