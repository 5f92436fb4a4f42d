/** What a database has to move: looked at once, before a workspace is written for it. */
import { errorFacts, HomeError } from '../errors.ts'
import { describe } from '../homes/mssql/describe.ts'
import { listTables, type TableName, versionsOf } from '../homes/mssql/tables.ts'
import type { MssqlConnection } from '../mssql/connection.ts'
import { quoteName } from '../mssql/identifier.ts'
import { Session } from '../mssql/session.ts'
import { bestWatermark, type Candidate } from './watermark.ts'

export interface SurveyedTable extends TableName {
  /** By the catalog's books; null when it does not say. */
  rows: number | null
  /** Columns of the clustered key; empty when there is none that can be read in order. */
  key: string[]
  watermark: Candidate | null
  /** Columns whose values do not arrive as they are, each with what becomes of it. */
  attention: string[]
  /** Why it cannot be moved as it is. */
  trouble?: string
}

export interface Survey {
  connection: MssqlConnection
  tables: SurveyedTable[]
}

const TYPES = { datetime2: 'microseconds', datetimeoffset: 'utc', uniqueidentifier: 'string' } as const

/**
 * Looks at every table and view that the login can see, one after another on one connection, and changes nothing.
 * @throws {HomeError} when the server cannot be reached, or shows nothing
 */
export async function survey(connection: MssqlConnection, signal: AbortSignal): Promise<Survey> {
  const session = await Session.open(connection, HomeError, signal)
  try {
    const names = await listTables(session, signal)
    if (names.length === 0) throw nothing(connection)
    const versionOf = await versionsOf(session, signal)
    const tables: SurveyedTable[] = []
    for (const name of names) tables.push(await lookAt(session, name, versionOf(name), signal))
    return { connection, tables }
  } finally {
    await session.close()
  }
}

async function lookAt(
  session: Session,
  name: TableName,
  version: string | undefined,
  signal: AbortSignal,
): Promise<SurveyedTable> {
  const table = quoteName([name.schema, name.name])
  try {
    const { schema, estimate, ranges } = await describe(
      session,
      { type: 'mssql', connection: '', table },
      { types: TYPES, ranges: 1 },
      signal,
    )
    return {
      ...name,
      rows: estimate,
      key: (ranges[0]?.order ?? []).map(({ column }) => column),
      watermark: bestWatermark(schema.fields, version),
      attention: schema.fields.flatMap(({ name, source, note }) =>
        note === undefined ? [] : [`${name} (${source}): ${note}`],
      ),
    }
  } catch (error) {
    signal.throwIfAborted()
    // A connection that is gone would fail every other table, too.
    if (!(error instanceof HomeError) || error.retryable) throw error
    return { ...name, rows: null, key: [], watermark: null, attention: [], trouble: errorFacts(error).message }
  }
}

function nothing({ database }: MssqlConnection): HomeError {
  return new HomeError('NOTHING_THERE', `The login sees no table and no view in ${database}.`, {
    advice: 'Name another database in the URL, or give the login the role db_datareader.',
    facts: { database },
  })
}
