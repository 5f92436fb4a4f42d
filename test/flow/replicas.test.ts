/**
 * Three replicas at once on one workspace, as a container job starts them: they share its entities through leases in the lake and never
 * take the same one. Ten times: npm run stress -- lakes.
 */
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { stringify } from 'yaml'
import type { EntityFinished } from '../../lib/events.ts'
import { type SpawnedDataLake, spawnDataLake } from '../stand-ins/data-lake/spawn.ts'
import { type Ended, rowsBelow, runHygge } from '../support/crash.ts'
import { inAdls } from '../support/lake-places.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

const TIMES = process.env.HYGGE_TEST_LONG === '1' ? 10 : 1
const ENTITIES = ['a', 'b', 'c', 'd', 'e', 'f']
const rows = Array.from({ length: 200 }, (_, at) => `${at + 1}|n${at + 1}`).toSorted()

let server: TestServer
let lake: SpawnedDataLake
let table: string
let folder: string
before(async () => {
  ;[server, lake, folder] = await Promise.all([
    startTestServer(),
    spawnDataLake(),
    mkdtemp(join(tmpdir(), 'hygge-replicas-')),
  ])
  table = await server.createTable('id int NOT NULL PRIMARY KEY, name nvarchar(40) NULL', 'shared')
  const values = Array.from({ length: 200 }, (_, at) => `(${at + 1}, N'n${at + 1}')`)
  await server.execute(`INSERT INTO ${table} (id, name) VALUES ${values.join(', ')}`)
})
after(async () => {
  await Promise.all([server[Symbol.asyncDispose](), lake.stop()])
  await rm(folder, { recursive: true, force: true })
})

function finished({ events }: Ended): EntityFinished[] {
  return events.filter(event => event.type === 'entity.finished')
}

function begun({ events }: Ended): string {
  return events.find(event => event.type === 'run.started')?.time ?? assert.fail('the run did not begin')
}

function taken({ events }: Ended, entity: string): string {
  const found = events.find(event => event.type === 'entity.started' && event.entity === entity)
  return found?.time ?? assert.fail(`${entity} was not taken`)
}

for (let time = 0; time < TIMES; time++) {
  test(`three replicas, time ${time + 1}`, async () => {
    const destination = inAdls(lake)
    const file = join(folder, `${time}.yml`)
    const workspace = {
      options: { concurrency: 1, workers: 1 },
      journal: { location: 'store' },
      connections: { it: server.connection() },
      flows: { f: { home: { type: 'mssql', connection: 'it', table }, store: destination.store, entities: ENTITIES } },
    }
    await writeFile(file, stringify(workspace))
    // Each waits before its first entity until the others are there, too.
    const replicas = await Promise.all(
      [1, 2, 3].map(() => runHygge({ ...destination, file }, { fault: 'lease.before:delay=3000' })),
    )
    for (const { code, stderr } of replicas) assert.equal(code, 0, stderr)
    for (const entity of ENTITIES) {
      const took = replicas.filter(replica =>
        finished(replica).some(event => event.entity === entity && event.status === 'ok'),
      )
      assert.ok(took.length > 0, `nobody moved ${entity}`)
      // A replica that began after another had moved an entity moves it anew: that is a run of its own. At the same time none does.
      const byBegin = took.toSorted((one, other) => (begun(one) < begun(other) ? -1 : 1))
      for (const [at, later] of byBegin.entries())
        for (const earlier of byBegin.slice(0, at))
          assert.ok(begun(later) > taken(earlier, entity), `two replicas moved ${entity}`)
      for (const replica of replicas.filter(other => !took.includes(other)))
        assert.match(
          finished(replica).find(event => event.entity === entity)?.error?.code ?? '',
          /^ENTITY_(BUSY|MOVED)$/,
        )
      assert.deepEqual(await rowsBelow(join(destination.out, entity)), rows)
    }
    const beginnings = replicas.map(replica => Date.parse(begun(replica)))
    const together = Math.max(...beginnings) - Math.min(...beginnings) < 2500
    const workers = replicas.filter(replica => finished(replica).some(({ status }) => status === 'ok'))
    if (together) assert.ok(workers.length > 1, 'the work is shared')
  })
}
