/** Staged Parquet files → rows of a table, all of them in one transaction. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { FileBytes } from '../../decode/bytes.ts'
import { ParquetFile } from '../../decode/parquet/file.ts'
import { lengthOf } from '../../disk.ts'
import { StoreError } from '../../errors.ts'
import type { StagedPart, StorePoint } from '../store.ts'
import { errorNumber, inTransaction, withDatabase } from './database.ts'
import { ensureKey } from './keys.ts'
import { quoted, sameName } from './names.ts'
import { forgetRecords, isRecorded, prepareRecords, record } from './records.ts'
import { checkKey, checkNames, definitionOf, isSame, missingFrom, nullKey, type Table, tableOf } from './table.ts'
import type { Loading, Patient } from './task.ts'
import { storageOf, valuesOf } from './values.ts'

type Publishing = Extract<Patient, { kind: 'publish' }>

/** Read at once while a file is summed. */
const PIECE = 2 ** 20

/** Does nothing when the run's rows are there. @param reached awaited behind each part; what it throws undoes everything */
export function publish(task: Publishing, reached: (point: StorePoint) => Promise<void>): Promise<void> {
  return withDatabase(task, async database => {
    if (isRecorded(database, task.table, task.run)) return
    await checkParts(task)
    await inTransaction(database, async () => {
      prepareRecords(database)
      const table = prepare(database, task)
      for (const part of task.parts) {
        await load(database, table, part, task)
        await reached('publish.part-moved')
      }
      if (task.key.length > 0) ensureKey(database, table, task)
    })
  })
}

/** Whether rows of the schema fit, before one is read; sentences on what would be done for them. Changes nothing. @throws {StoreError} */
export function accept(task: Loading & { patience: number }): Promise<string[]> {
  return withDatabase(task, database => {
    const table = tableOf(database, task)
    if (table === null) return []
    if (task.ifExists === 'fail') throw isThere(task)
    if (task.ifExists === 'replace') return []
    return missingFrom(table, task).map(({ name }) => `The table ${table.name} gets the new column ${name}`)
  })
}

/** The table as the rows need it. */
function prepare(database: DatabaseSync, task: Publishing): Table {
  const { schema, ifExists } = task
  checkNames(task)
  checkKey(task)
  const found = tableOf(database, task)
  if (found !== null && ifExists === 'fail') throw isThere(task)
  // Without a table, or with another one, they are of rows that somebody has removed.
  if (found === null || ifExists === 'replace') forgetRecords(database, task.table)
  if (found !== null && ifExists !== 'replace') {
    for (const { name, type } of missingFrom(found, task)) {
      database.exec(`ALTER TABLE ${quoted(found.name)} ADD COLUMN ${quoted(name)} ${storageOf(type)}`)
    }
    if (ifExists === 'merge') ensureKey(database, found, task)
  } else if (found !== null && isSame(found, schema)) {
    // What users have made of it stays: indexes, triggers, rights of views.
    database.exec(`DELETE FROM ${quoted(found.name)}`)
  } else {
    if (found !== null) database.exec(`DROP TABLE ${quoted(found.name)}`)
    database.exec(definitionOf(task.table, schema))
  }
  const table = tableOf(database, task)
  if (table === null) throw new Error(`the table ${task.table} is gone in the middle of a transaction`)
  return table
}

async function load(database: DatabaseSync, table: Table, part: StagedPart, task: Publishing): Promise<void> {
  const { schema, folder, run, key, ifExists } = task
  const bytes = await FileBytes.open(join(folder, part.name))
  try {
    const file = new ParquetFile(bytes)
    const columns = schema.fields.map(({ name }) => {
      const column = file.columns.readable.find(({ field }) => field.name === name)
      if (column === undefined) throw lost(task, [part.name])
      return column
    })
    const insert = database.prepare(insertOf(table, task))
    const inKey = ({ name }: { name: string }) => key.some(one => sameName(one, name))
    const keys = schema.fields.flatMap((field, at) => (inKey(field) ? [at] : []))
    const telling = table.numbered && ifExists !== 'merge'
    let first: bigint | null = null
    let last: bigint | null = null
    let rows = 0
    insert.setReadBigInts(true)
    for await (const batch of file.batches(columns, 0, file.rows)) {
      const values = columns.map(({ field }, at) => valuesOf(field.type, batch.columns[at]))
      for (let row = 0; row < batch.rows; row++) {
        const cells = values.map(value => value(row))
        for (const at of keys) if (cells[at] === null) throw nullKey(task, schema.fields[at].name)
        const { lastInsertRowid } = guarded(task, part, rows + row, () => insert.run(...cells))
        if (telling) {
          last = BigInt(lastInsertRowid)
          first ??= last
        }
      }
      rows += batch.rows
    }
    record(database, { table: table.name, run, part: part.name, rows, first, last })
  } finally {
    bytes.close()
  }
}

function insertOf({ name, columns }: Table, { schema: { fields }, key, ifExists }: Publishing): string {
  const names = fields.map(field =>
    quoted(columns.find(column => sameName(column.name, field.name))?.name ?? field.name),
  )
  const insert = `INSERT INTO ${quoted(name)} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`
  if (ifExists !== 'merge') return insert
  const others = names.filter((_, at) => !key.some(one => sameName(one, fields[at].name)))
  const update = others.map(column => `${column} = excluded.${column}`).join(', ')
  return `${insert} ON CONFLICT (${key.map(quoted).join(', ')}) DO ${update === '' ? 'NOTHING' : `UPDATE SET ${update}`}`
}

/** Every part must stand as it was staged, before anything is changed. @throws {StoreError} `STAGED_PARTS_LOST` */
async function checkParts(task: Publishing): Promise<void> {
  const gone: string[] = []
  for (const part of task.parts) if (!(await stands(join(task.folder, part.name), part))) gone.push(part.name)
  if (gone.length > 0) throw lost(task, gone)
}

async function stands(path: string, { bytes, checksum }: StagedPart): Promise<boolean> {
  if ((await lengthOf(path)) !== bytes) return false
  const file = await FileBytes.open(path)
  try {
    const hash = createHash('sha256')
    for (let at = 0; at < bytes; at += PIECE) hash.update(file.read(at, Math.min(PIECE, bytes - at)))
    return hash.digest('hex') === checksum
  } finally {
    file.close()
  }
}

function lost({ folder }: Publishing, parts: string[]): StoreError {
  return new StoreError('STAGED_PARTS_LOST', `Staged files are gone or changed: ${folder}`, {
    advice:
      'Something other than hygge touched the staging folder. Put the files back; if they are gone for good, remove the records of that run from the journal, so that the next run reads its rows anew.',
    facts: { path: folder, parts },
  })
}

/** SQLITE_CONSTRAINT */
const CONSTRAINT = 19

/** What a constraint of the table refuses is told with its row. */
function guarded<T>({ path, table }: Publishing, { name }: StagedPart, row: number, insert: () => T): T {
  try {
    return insert()
  } catch (error) {
    if ((errorNumber(error) & 0xff) !== CONSTRAINT || !(error instanceof Error)) throw error
    throw new StoreError(
      'ROW_REFUSED',
      `The table ${table} in ${path} refuses row ${row + 1} of ${name}: ${error.message}.`,
      {
        advice:
          'Nothing was changed. Change the constraint, or the rows in the source; to update rows that are there, give the store a `key`.',
        cause: error,
        facts: { path, table, row: row + 1 },
      },
    )
  }
}

function isThere({ path, table }: Loading): StoreError {
  return new StoreError('TABLE_EXISTS', `The table ${table} in ${path} is there already.`, {
    advice: 'Remove it, or write `if_exists: replace`, `append` or `merge`.',
    facts: { path, table },
  })
}
