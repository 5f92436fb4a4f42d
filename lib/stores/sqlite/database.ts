/** A database file, opened by a thread that may wait for it. */
import { DatabaseSync } from 'node:sqlite'
import { HyggeError, StoreError } from '../../errors.ts'

/** Opens the file, makes it when there is none, does the work, and closes it whatever happens: no lock is left behind. */
export async function withDatabase<T>(
  { path, patience }: { path: string; patience: number },
  work: (database: DatabaseSync) => Promise<T> | T,
): Promise<T> {
  let database: DatabaseSync | undefined
  try {
    // Foreign keys are the user's own business, as they are in SQLite unless somebody switches them on.
    database = new DatabaseSync(path, { enableForeignKeyConstraints: false })
    database.exec(`PRAGMA busy_timeout = ${patience}`)
    return await work(database)
  } catch (error) {
    throw error instanceof HyggeError ? error : databaseError(error, path)
  } finally {
    database?.close()
  }
}

/** All of the work or, when it throws, nothing of it. */
export async function inTransaction<T>(database: DatabaseSync, work: () => Promise<T>): Promise<T> {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = await work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    undo(database)
    throw error
  }
}

/** Closing the database undoes what a failed ROLLBACK has left; some errors have ended the transaction themselves. */
function undo(database: DatabaseSync): void {
  try {
    database.exec('ROLLBACK')
  } catch {
    return
  }
}

/** SQLite's primary result codes (sqlite.org/rescode.html) for which there is something to say. */
const ADVICE: Record<number, string> = {
  5: 'Another program holds it: let it finish or close it. If readers must go on while hygge loads, switch the database to WAL once: PRAGMA journal_mode = WAL.',
  6: 'Another program holds it: let it finish or close it.',
  8: 'Give the user that runs hygge the right to write the file and its folder.',
  10: 'The disk reported an input/output error: check it before you run again.',
  11: 'Restore it from a copy, or move it away: hygge then makes a new one.',
  13: 'Free some space on that volume, then run again: nothing that was there before has changed.',
  14: 'Look at the path, and at the rights on its folder.',
  26: 'Choose another `path`: this file is something else.',
}

const BUSY = new Set([5, 6])

/** What SQLite says, as an error of ours. */
export function databaseError(error: unknown, path: string): StoreError {
  const number = errorNumber(error)
  const message = error instanceof Error ? error.message : String(error)
  const advice = ADVICE[number & 0xff]
  return new StoreError(
    BUSY.has(number & 0xff) ? 'DATABASE_LOCKED' : 'DATABASE_FAILED',
    `The database ${path} says: ${message}.`,
    {
      cause: error,
      ...(advice === undefined ? {} : { advice }),
      retryable: BUSY.has(number & 0xff),
      facts: { path, number },
    },
  )
}

/** The extended result code; 0 when there is none. */
export function errorNumber(error: unknown): number {
  if (!(error instanceof Error)) return 0
  const code: unknown = Reflect.get(error, 'errcode')
  return typeof code === 'number' ? code : 0
}
