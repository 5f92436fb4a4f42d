import { after, before } from 'node:test'
import { tds } from '../../../lib/encode/tds/format.ts'
import type { SessionPool } from '../../../lib/mssql/pool.ts'
import { PART_COLUMN, partNumber } from '../../../lib/mssql/work-table.ts'
import { FileRows, filesAsRows, filesIn } from '../../conformance/files-as-rows.ts'
import { storeConformance } from '../../conformance/store.ts'
import { checksumOf } from '../../conformance/store-under-test.ts'
import { startTestServer, type TestServer } from '../../support/sql-server.ts'
import { makeTables, RECORDS } from './tables.ts'

let server: TestServer
before(async () => {
  server = await startTestServer()
})
after(() => server[Symbol.asyncDispose]())

storeConformance(
  'the SQL Server store',
  async t => {
    const tables = await makeTables(t, server)
    const files = new FileRows()
    let pool: SessionPool = tables.pool()
    return {
      store: entity => filesAsRows(tables.store(entity, {}, pool), tds, files),
      async seen(entity) {
        if (!(await tables.names()).includes(entity)) return null
        const rows = await tables.execute(`SELECT [part], [seq], [piece] FROM {s}.[${entity}]`)
        return filesIn(
          rows.map(row => ({ part: String(row.part), seq: Number(row.seq), piece: row.piece as Buffer | null })),
        )
      },
      async debris() {
        const names = await tables.names()
        const known = names.filter(name => RECORDS.includes(name))
        const rows = await Promise.all(
          known.map(async name =>
            (await tables.execute(`SELECT [run], [target] FROM {s}.[${name}]`)).map(
              row => `${name}: ${row.target} ${row.run}`,
            ),
          ),
        )
        return [...names.filter(name => name.includes('__hygge_') && !RECORDS.includes(name)), ...rows.flat()]
      },
      async damage({ run, entity, name }, change) {
        const part = partNumber(name)
        const rows = await tables.execute(
          `SELECT [part], [seq], [piece] FROM {s}.[${entity}__hygge_${run}] WHERE [${PART_COLUMN}] = ${part}`,
        )
        const [[, bytes] = ['', Buffer.of()]] = filesIn(
          rows.map(row => ({ part: String(row.part), seq: Number(row.seq), piece: row.piece as Buffer | null })),
        )
        const changed = change(bytes)
        const record = `WHERE [target] = N'${entity}' AND [run] = N'${run}' AND [part] = ${part}`
        await tables.execute(`DELETE FROM {s}.[${entity}__hygge_${run}] WHERE [${PART_COLUMN}] = ${part}`)
        if (changed === null) await tables.execute(`DELETE FROM {s}.[__hygge_parts] ${record}`)
        else
          await tables.execute(
            `UPDATE {s}.[__hygge_parts] SET [bytes] = ${changed.byteLength}, [checksum] = N'${checksumOf(changed)}' ${record}`,
          )
      },
      async died() {
        await pool.close()
        pool = tables.pool()
      },
    }
  },
  { remote: true },
)
