/** From a SQL Server into a mirrored database, end to end: after every run, and every death, the replicated tables are those of the source. */
import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { parquetMetadata } from 'hyparquet'
import { stringify } from 'yaml'
import type { EntityFinished, RunType } from '../../lib/events.ts'
import { LAKE_VARIABLE } from '../stand-ins/data-lake/loopback.ts'
import { compiledLibrary, runHygge } from '../support/crash.ts'
import { MIRROR, startTestLake, type TestLake } from '../support/lake.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

let server: TestServer
let lake: TestLake
let folder: string
before(async () => {
  ;[server, lake, folder] = await Promise.all([
    startTestServer(),
    // Who waits for a mirrored table to go makes the replicator go round.
    startTestLake({ personality: 'onelake', mirror: { pollOnStatus: true } }),
    mkdtemp(join(tmpdir(), 'hygge-mirror-')),
  ])
})
after(async () => {
  await Promise.all([server[Symbol.asyncDispose](), lake[Symbol.asyncDispose]()])
  await rm(folder, { recursive: true, force: true })
})

const DELETED = 2
const MARKER = '__rowMarker__'

/** Orders, which are changed; and accounts, whose source says of each row what is to be done with it. */
class Erp {
  readonly file: string
  readonly orders: string
  readonly accounts: string
  readonly schema: string

  private constructor(schema: string, orders: string, accounts: string) {
    this.schema = schema
    this.file = join(folder, `${schema}.yml`)
    this.orders = orders
    this.accounts = accounts
  }

  static async begin(schema: string, store: object = {}): Promise<Erp> {
    const common = 'name nvarchar(40) NULL, changed int NOT NULL'
    const orders = `company int NOT NULL, id int NOT NULL, ${common}, PRIMARY KEY (company, id)`
    const accounts = `id int NOT NULL PRIMARY KEY, [${MARKER}] tinyint NULL, ${common}`
    const tables = [await server.createTable(orders, 'orders'), await server.createTable(accounts, 'accounts')] as const
    const erp = new Erp(schema, ...tables)
    const { workspaceId: workspace, itemId: mirror } = lake.standIn.items.find(({ item }) => item === MIRROR.item)!
    const follows = { run_type: 'incremental', watermark: { column: 'changed' } }
    const workspaceFile = {
      name: 'mirror',
      options: { concurrency: 1, workers: 1 },
      journal: { location: 'store' },
      connections: { it: server.connection() },
      flows: {
        [schema]: {
          home: { type: 'mssql', connection: 'it', table: 'dbo.{entity}' },
          store: {
            ...{
              type: 'open_mirroring',
              workspace,
              mirror,
              schema,
              rows_per_file: 40,
              folder_deletion_wait_seconds: 1,
            },
            ...{ authentication: { type: 'managed_identity' }, polish: { columns: { case: 'pascal' } }, ...store },
          },
          entities: [
            { name: 'orders', home: { table: tables[0] }, store: { key_columns: ['company', 'id'] }, ...follows },
            { name: 'accounts', home: { table: tables[1] }, store: { key_columns: 'id' }, ...follows },
          ],
        },
      },
    }
    await writeFile(erp.file, stringify(workspaceFile))
    return erp
  }

  /** New orders of both companies, and new accounts. */
  async grow(from: number, to: number, changed: number): Promise<void> {
    const ids = Array.from({ length: to - from + 1 }, (_, at) => from + at)
    const name = (id: number) => (id % 7 === 0 ? 'NULL' : `N'näme ${id}'`)
    const orders = ids.flatMap(id => [1, 2].map(company => `(${company}, ${id}, ${name(id)}, ${changed})`))
    await server.execute(`INSERT INTO ${this.orders} (company, id, name, changed) VALUES ${orders.join(', ')}`)
    const accounts = ids.map(id => `(${id}, 4, ${name(id)}, ${changed})`)
    await server.execute(`INSERT INTO ${this.accounts} (id, [${MARKER}], name, changed) VALUES ${accounts.join(', ')}`)
  }

  /** Orders of one company and accounts get other names. */
  async rename(condition: string, changed: number): Promise<void> {
    const set = `SET name = N'new in ${changed}', changed = ${changed} WHERE ${condition}`
    await server.execute(`UPDATE ${this.orders} ${set} AND company = 2`)
    await server.execute(`UPDATE ${this.accounts} ${set}`)
  }

  async close(condition: string, changed: number): Promise<void> {
    await server.execute(
      `UPDATE ${this.accounts} SET [${MARKER}] = ${DELETED}, changed = ${changed} WHERE ${condition}`,
    )
  }

  async move(choices: { runType?: RunType; select?: string[] } = {}): Promise<Map<string, EntityFinished>> {
    const { run, loadWorkspace } = await compiledLibrary()
    const finished = new Map<string, EntityFinished>()
    const options = { lake: lake.options, ...choices }
    for await (const event of run(await loadWorkspace(this.file), options))
      if (event.type === 'entity.finished') finished.set(event.entity, event)
    return finished
  }

  /** One run, which settles everything. */
  async settle(runType?: RunType): Promise<Map<string, EntityFinished>> {
    const finished = await this.move(runType && { runType })
    for (const { status, error } of finished.values())
      assert.ok(['ok', 'empty'].includes(status), JSON.stringify(error))
    await this.expectEqual()
    return finished
  }

  async expectEqual(): Promise<void> {
    const { mirror } = lake.standIn
    const status = await mirror.poll()
    for (const { error } of status[MIRROR.item]?.tables ?? []) assert.equal(error, null)
    const lines = (rows: Record<string, unknown>[]) => rows.map(row => Object.values(row).join('|')).toSorted()
    const orders = await server.execute(`SELECT company, id, name, changed FROM ${this.orders}`)
    const mirrored = await mirror.query(`SELECT Company, Id, Name, Changed FROM ${this.schema}.orders`)
    assert.deepEqual(lines(mirrored), lines(orders))
    const open = `SELECT id, name, changed FROM ${this.accounts} WHERE [${MARKER}] <> ${DELETED}`
    const accounts = await mirror.query(`SELECT * FROM ${this.schema}.accounts`)
    assert.deepEqual(lines(accounts), lines(await server.execute(open)))
  }

  /** Files of a table, those that the replicator is done with too, by name; columns with their physical types. */
  async files(entity: string): Promise<Map<string, string[]>> {
    const table = join(lake.folder, MIRROR.item, 'Files', 'LandingZone', `${this.schema}.schema`, entity)
    const files = new Map<string, string[]>()
    for (const below of [table, join(table, '_ProcessedFiles')]) {
      const names = (await readdir(below).catch(() => [])).filter(name => name.endsWith('.parquet'))
      for (const name of names) {
        const bytes = Uint8Array.from(await readFile(join(below, name))).buffer
        const columns = parquetMetadata(bytes).schema.slice(1)
        files.set(
          name,
          columns.map(column => `${column.name} ${column.type}`),
        )
      }
    }
    return new Map([...files].toSorted(([one], [other]) => (one < other ? -1 : 1)))
  }
}

const numbers = (files: Map<string, unknown>) => [...files.keys()].map(name => Number.parseInt(name, 10))
const upTo = (last: number) => Array.from({ length: last }, (_, at) => at + 1)

test('loads, increments with upserts and deletes, and a load anew: the replicated tables are those of the source', async () => {
  const erp = await Erp.begin('whole')
  await erp.grow(1, 60, 1)
  const loaded = await erp.settle('full_drop')
  assert.deepEqual([loaded.get('orders')?.rows, loaded.get('accounts')?.rows], [120, 60])
  const first = await erp.files('orders')
  assert.deepEqual(numbers(first), upTo(first.size))
  assert.deepEqual([...first.values()][0], ['Company INT32', 'Id INT32', 'Name BYTE_ARRAY', 'Changed INT32'])

  await erp.grow(61, 100, 2)
  await erp.rename('id % 3 = 0', 2)
  await erp.close('id % 5 = 0', 2)
  const moved = await erp.settle()
  assert.equal(moved.get('orders')?.rows, 80 + 33 - 13)
  const both = await erp.files('orders')
  assert.deepEqual(numbers(both), upTo(both.size))
  assert.equal([...both.values()].at(-1)?.at(-1), `${MARKER} INT32`)
  assert.deepEqual([...(await erp.files('accounts')).values()].at(-1)?.at(-1), `${MARKER} INT32`)

  // A marker that nobody knows ends its entity before anything is seen of it.
  await server.execute(`UPDATE ${erp.accounts} SET [${MARKER}] = 3, changed = 3 WHERE id = 23`)
  const refused = (await erp.move({ select: ['whole.accounts'] })).get('accounts')
  assert.equal(refused?.error?.code, 'ROW_MARKER_UNKNOWN')
  assert.match(refused?.error?.message ?? '', /The row of the source with id = 23 has 3 in __rowMarker__\./)
  await lake.standIn.mirror.poll()
  assert.deepEqual(await lake.standIn.mirror.query('SELECT Changed FROM whole.accounts WHERE Id = 23'), [
    { Changed: 1 },
  ])

  // Whoever was deleted may come again, and what is deleted twice stays deleted.
  await server.execute(`UPDATE ${erp.accounts} SET [${MARKER}] = 1, changed = 3 WHERE id IN (5, 23)`)
  await erp.close('id = 10', 3)
  const again = await erp.settle()
  assert.deepEqual([again.get('orders')?.status, again.get('accounts')?.rows], ['empty', 3])

  // Rows that are gone without a word are found by loading anew, under numbers from one.
  await server.execute(`DELETE FROM ${erp.orders} WHERE id % 2 = 0`)
  await server.execute(`DELETE FROM ${erp.accounts} WHERE id > 50`)
  await erp.settle('full_drop')
  const anew = await erp.files('orders')
  assert.deepEqual(numbers(anew), upTo(anew.size))
  assert.equal([...anew.values()][0]?.includes(`${MARKER} INT32`), false)
})

test('killed while an increment is published, and while a table is dropped: the next run makes both exact', async () => {
  const erp = await Erp.begin('killed')
  const way = { execArgv: ['--import', new URL('../stand-ins/data-lake/reroute.ts', import.meta.url).href] }
  const env = { ...lake.standIn.identity, [LAKE_VARIABLE]: lake.standIn.url }
  const die = async (fault: string, ...args: string[]) => {
    const { signal, stderr } = await runHygge({ file: erp.file, env, ...way }, { fault: `${fault}:kill`, args })
    assert.equal(signal, 'SIGKILL', `${fault} was not reached\n${stderr}`)
    // The replicator takes what it sees, whatever becomes of hygge.
    await lake.standIn.mirror.poll()
  }
  await erp.grow(1, 60, 1)
  await erp.settle('full_drop')
  await erp.grow(61, 100, 2)
  await erp.rename('id % 3 = 0', 2)
  await erp.close('id % 5 = 0', 2)
  await die('publish.part-moved#2')
  const finished = await erp.settle()
  assert.deepEqual(
    finished.get('orders')?.recovered?.map(({ how }) => how),
    ['published'],
  )
  assert.deepEqual(numbers(await erp.files('orders')), upTo((await erp.files('orders')).size))
  await server.execute(`DELETE FROM ${erp.orders} WHERE id % 2 = 0`)
  await die('publish.old-aside', '--full-drop')
  await erp.settle('full_drop')
})
