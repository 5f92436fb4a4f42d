/** W19: the journal as a table of the mirrored database: every finished run once, whatever dies or fails on the way, and no run fails of it. */
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { stringify } from 'yaml'
import type { EntityFinished, JournalMirrored, RunFinished } from '../../lib/events.ts'
import { rowOf } from '../../lib/journal/history.ts'
import { Journal } from '../../lib/journal/journal.ts'
import { localFolder } from '../../lib/journal/local-folder.ts'
import { Lake } from '../../lib/lake/lake.ts'
import { LAKE_VARIABLE } from '../stand-ins/data-lake/loopback.ts'
import { compiledLibrary, runHygge } from '../support/crash.ts'
import { LAKEHOUSE, startTestLake, type TestLake } from '../support/lake.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

/** Mirrored databases, one for each test. */
const { workspace } = LAKEHOUSE
const DATABASES = [1, 2, 3].map(at => ({
  ...{ workspace, workspaceId: '11111111-1111-4111-8111-111111111111' },
  ...{ item: `M${at}.MirroredDatabase`, itemId: `33333333-3333-4333-8333-33333333333${at}` },
}))

let server: TestServer
let lake: TestLake
before(async () => {
  const mirror = { pollOnStatus: true }
  ;[server, lake] = await Promise.all([
    startTestServer(),
    startTestLake({ personality: 'onelake', items: DATABASES, mirror }),
  ])
})
after(() => Promise.all([server[Symbol.asyncDispose](), lake[Symbol.asyncDispose]()]))

interface Done {
  entities: EntityFinished[]
  mirrored: JournalMirrored[]
  run: RunFinished
}

/** A workspace of two entities, and a mirrored database of its own. */
class Spot implements AsyncDisposable {
  readonly database: (typeof DATABASES)[number]
  readonly folder: string
  readonly table: string

  private constructor(database: (typeof DATABASES)[number], folder: string, table: string) {
    this.database = database
    this.folder = folder
    this.table = table
  }

  static async begin(database: (typeof DATABASES)[number] | undefined): Promise<Spot> {
    if (!database) return assert.fail('there are as many databases as tests')
    const table = await server.createTable('id int NOT NULL PRIMARY KEY', 'small')
    await server.execute(`INSERT INTO ${table} (id) VALUES (1), (2), (3)`)
    const spot = new Spot(database, await mkdtemp(join(tmpdir(), 'hygge-w19-')), table)
    await spot.write()
    return spot
  }

  get file(): string {
    return join(this.folder, 'flows.yml')
  }

  async write(more: object = {}): Promise<void> {
    const { workspaceId: workspace, itemId: mirror } = this.database
    const store = {
      ...{ type: 'open_mirroring', workspace, mirror, key_columns: 'id', mirror_journal: true },
      ...{ authentication: { type: 'managed_identity' }, folder_deletion_wait_seconds: 1 },
    }
    const flow = { home: { type: 'mssql', connection: 'it', table: this.table }, store, entities: ['a', 'b'] }
    const options = { concurrency: 1, workers: 1, tries: 1 }
    const connections = { it: server.connection() }
    const workspaceFile = { name: 'w19', options, journal: { location: 'store' }, connections, flows: { f: flow } }
    await writeFile(this.file, stringify({ ...workspaceFile, ...more }))
  }

  async move(select: string[] = []): Promise<Done> {
    const { run, loadWorkspace } = await compiledLibrary()
    const entities: EntityFinished[] = []
    const mirrored: JournalMirrored[] = []
    const options = { lake: lake.options, ...(select.length > 0 && { select }) }
    for await (const event of run(await loadWorkspace(this.file), options)) {
      if (event.type === 'entity.finished') entities.push(event)
      if (event.type === 'journal.mirrored') mirrored.push(event)
      if (event.type === 'run.finished') return { entities, mirrored, run: event }
    }
    return assert.fail('no run.finished')
  }

  /** The replicated table is what the journal remembers of entities: every run, each once. Returns how many. */
  async expectEqual(): Promise<number> {
    const { item } = this.database
    const status = await lake.standIn.mirror.poll()
    for (const { error } of status[item]?.tables ?? []) assert.equal(error, null)
    const journal = new Journal(localFolder(join(lake.folder, item, 'Files', '.hygge_journal')))
    const { ended, foreign } = await journal.runs()
    assert.deepEqual(foreign, [])
    const known = ended.flatMap(({ record }) => (record.kind === 'rewound' ? [] : [rowOf(record)]))
    const own = known.filter(({ flow }) => flow !== '_hygge')
    const columns = ['run', 'entity_run_id', 'entity', 'status', 'start_time', 'finish_time', 'message'] as const
    const wanted = own.map(row => columns.map(name => row[name]).join('|')).toSorted()
    const rows = await this.query(`SELECT ${columns.join(', ')} FROM hygge.journal`)
    assert.deepEqual(rows.map(row => columns.map(name => row[name]).join('|')).toSorted(), wanted)
    return rows.length
  }

  query(sql: string) {
    return lake.standIn.mirror.query(sql, this.database.item)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }
}

test('W19 every finished run is in the table once, also failed ones, and a table that was dropped is made anew', async () => {
  await using spot = await Spot.begin(DATABASES[0])
  const first = await spot.move()
  assert.equal(first.run.exit_code, 0)
  assert.deepEqual(
    first.mirrored.map(({ rows, error }) => [rows, error]),
    [[2, undefined]],
  )
  assert.match(first.mirrored[0]?.table ?? '', /Files\/LandingZone\/hygge\.schema\/journal$/)
  assert.equal(await spot.expectEqual(), 2)
  // What fails is in the journal, and in its table.
  await server.execute(`ALTER TABLE ${spot.table} ADD late int NULL`)
  await spot.write({ defaults: { schema_drift: { add: 'fail' } } })
  const failed = await spot.move(['f.a'])
  assert.equal(failed.run.exit_code, 4)
  assert.equal(failed.mirrored[0]?.error, undefined)
  assert.equal(await spot.expectEqual(), 3)
  const [row] = await spot.query("SELECT error FROM hygge.journal WHERE status = 'fail'")
  assert.match(String(row?.error), /SCHEMA_DRIFT/)
  // Somebody drops the table: it comes again, with everything.
  await new Lake(lake.place, lake.options).removeFolder(`${spot.database.item}/Files/LandingZone/hygge.schema`)
  await lake.standIn.mirror.poll(3)
  assert.deepEqual(
    (await spot.move(['f.b'])).mirrored.map(({ rows, error }) => [rows, error]),
    [[4, undefined]],
  )
  assert.equal(await spot.expectEqual(), 4)
})

test('W19 a table that cannot be brought up to date fails no run: it is told, and the next run brings what is missing', async () => {
  await using spot = await Spot.begin(DATABASES[1])
  const { faults } = lake.standIn
  // The replicator's folder takes nothing for the journal, and everything for the entities.
  faults.add({ path: 'hygge.schema', status: { status: 403, code: 'AuthorizationPermissionMismatch' }, times: 1000 })
  const refused = await spot.move()
  assert.ok(faults.hits > 0)
  faults.clear()
  assert.deepEqual(
    refused.entities.map(({ status }) => status),
    ['ok', 'ok'],
  )
  assert.deepEqual([refused.run.exit_code, refused.run.ok, refused.run.failed], [0, 2, 0])
  const [{ error, rows } = assert.fail('it was not told')] = refused.mirrored
  assert.equal(rows, 0)
  assert.ok(error?.code && error.advice, JSON.stringify(error))
  const next = await spot.move(['f.a'])
  assert.deepEqual([next.mirrored[0]?.error, next.run.exit_code], [undefined, 0])
  assert.equal(await spot.expectEqual(), 3)
})

test('W19 killed while the table is brought up to date: the run stands, and the next ones, two at once, finish what was begun', async () => {
  await using spot = await Spot.begin(DATABASES[2])
  const execArgv = ['--import', new URL('../stand-ins/data-lake/reroute.ts', import.meta.url).href]
  const env = { ...lake.standIn.identity, [LAKE_VARIABLE]: lake.standIn.url }
  // Entities that are replaced do not get there: it is the journal's own part.
  const { signal, events } = await runHygge({ file: spot.file, env, execArgv }, { fault: 'publish.part-moved:kill' })
  assert.equal(signal, 'SIGKILL')
  const done = events.filter(event => event.type === 'entity.finished')
  assert.deepEqual(
    done.map(({ status }) => status),
    ['ok', 'ok'],
  )
  await lake.standIn.mirror.poll()
  // Two at once, of which one waits for the other.
  const both = await Promise.all([spot.move(['f.a']), spot.move(['f.b'])])
  for (const { mirrored } of both) assert.equal(mirrored[0]?.error, undefined)
  assert.equal(await spot.expectEqual(), 4)
})
