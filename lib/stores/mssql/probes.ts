/** What must work before rows can settle in a SQL Server: a login, and a table made, filled and dropped in the target's schema. */
import { randomBytes } from 'node:crypto'
import type { Probe } from '../store.ts'
import { begin, type Database, execute, rollback } from './database.ts'
import { quoted, type TableName } from './names.ts'
import { rowCount } from './target.ts'

export function probesOf(database: Database, target: TableName): Probe[] {
  return [
    {
      name: 'table',
      run: signal =>
        database.session(async session => {
          const rows = await rowCount(session, target)
          return rows === null ? `${quoted(target)} is not there yet` : `${quoted(target)} has about ${rows} rows`
        }, signal),
    },
    {
      name: 'write',
      run: signal =>
        database.session(async session => {
          const probe = quoted({ schema: target.schema, table: `__hygge_probe_${randomBytes(8).toString('hex')}` })
          await begin(session)
          await execute(session, `CREATE TABLE ${probe} ([id] int NOT NULL)`)
          await execute(session, `INSERT INTO ${probe} ([id]) VALUES (1)`)
          await rollback(session)
          return `tables can be made in ${target.schema}`
        }, signal),
    },
  ]
}
