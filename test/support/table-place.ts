/** A table of a SQL Server as crash tests use it: in a schema of its own, where another run, which lives, has its work table, too. */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { openRun, stageRows } from '../stores/mssql/rows.ts'
import { makeTables, RECORDS } from '../stores/mssql/tables.ts'
import type { Destination } from './crash.ts'
import type { TestServer } from './sql-server.ts'

const LIVING = { run: 'living', entity: 'another' }

export interface TablePlace extends Destination {
  /** The part of the run that lives is as it was. */
  expectLiving(): Promise<void>
}

/** The table `rows`. */
export async function inTable(t: TestContext, server: TestServer): Promise<TablePlace> {
  const tables = await makeTables(t, server)
  const staging = await openRun(tables.store('rows'), LIVING)
  const part = await stageRows(staging, LIVING, 0, [[1n, 'of another']])
  const known = ['rows', `rows__hygge_${LIVING.run}`, ...RECORDS]
  return {
    store: { type: 'mssql', connection: 'it', table: `[${tables.schema}].[rows]`, storage: 'heap' },
    rows: 'rows_per_load',
    out: '',
    beside: true,
    env: {},
    execArgv: [],
    readers: {
      async rows() {
        if (!(await tables.names()).includes('rows')) return null
        const rows = await tables.execute('SELECT [id], [name] FROM {s}.[rows]')
        return rows.map(({ id, name }) => `${id}|${name ?? 'NULL'}`).toSorted()
      },
      files: async () => [],
      async debris() {
        const names = await tables.names()
        const records = await Promise.all(
          RECORDS.map(async name => {
            const rows = await tables.execute(`SELECT [run] FROM {s}.[${name}] WHERE [run] <> N'${LIVING.run}'`)
            return rows.map(({ run }) => `${name}: ${run}`)
          }),
        )
        return [...names.filter(name => !known.includes(name)), ...records.flat()]
      },
    },
    async expectLiving() {
      assert.ok(await staging.adopt(part))
      const rows = await tables.execute(`SELECT [id], [name] FROM {s}.[rows__hygge_${LIVING.run}]`)
      assert.deepEqual(rows, [{ id: 1, name: 'of another' }])
    },
  }
}
