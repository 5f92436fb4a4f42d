/** What a thread does with a task. */
import type { StorePoint } from '../store.ts'
import { withDatabase } from './database.ts'
import { quoted } from './names.ts'
import { accept, publish } from './publish.ts'
import { placeOf } from './records.ts'
import { tableOf } from './table.ts'
import type { Patient, SqliteAnswer } from './task.ts'

export async function answerTo(task: Patient, reached: (point: StorePoint) => Promise<void>): Promise<SqliteAnswer> {
  const { path, table } = task
  switch (task.kind) {
    case 'existing':
      return withDatabase(task, database => {
        const found = tableOf(database, task)
        return found === null ? null : `the table ${found.name} in ${path}`
      })
    case 'accept':
      return accept(task)
    case 'probe':
      return withDatabase(task, database => {
        database.exec('BEGIN IMMEDIATE')
        database.exec('ROLLBACK')
        return `${path}: a transaction that writes can be begun`
      })
    case 'publish':
      await publish(task, reached)
      return null
    case 'count':
      return withDatabase(task, database => {
        const place = placeOf(database, table, task.run, task.part)
        const found = tableOf(database, task)
        if (place === null || found === null) return 0
        const { rows, first, last } = place
        if (rows === 0) return 0
        if (first === null || last === null) return null
        const select = database.prepare(
          `SELECT count(*) AS rows FROM ${quoted(found.name)} WHERE _rowid_ BETWEEN ? AND ?`,
        )
        return Number(select.get(first, last)?.rows)
      })
  }
}
