/** Increments by file: each file is taken once, whatever happens to the files, the runs and the journal. */
import assert from 'node:assert/strict'
import { appendFile, mkdir, mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { stringify } from 'yaml'
import type { EntityFinished } from '../../lib/events.ts'
import type { FaultPoint } from '../../lib/flow/faults.ts'
import { Journal } from '../../lib/journal/journal.ts'
import { localFolder } from '../../lib/journal/local-folder.ts'
import { compiledLibrary, rowsBelow, runHygge } from '../support/crash.ts'

interface Inbox {
  file: string
  /** The path of a file that is to be read. */
  at(name: string): string
  /** Writes a file with a row for each id. */
  put(name: string, ...ids: number[]): Promise<void>
  move(options?: { runType?: 'full_drop' }): Promise<EntityFinished>
  /** What readers find: ids, sorted. */
  ids(): Promise<number[]>
  journal: Journal
}

async function makeInbox(t: TestContext, runType = 'incremental'): Promise<Inbox> {
  const folder = await mkdtemp(join(tmpdir(), 'hygge-taken-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  await mkdir(join(folder, 'in'))
  const file = join(folder, 'flows.yml')
  const write = (run_type: string) =>
    writeFile(
      file,
      stringify({
        flows: {
          f: {
            home: { type: 'local', path: 'in/*.csv', format: 'csv', types: { id: 'int64', name: 'text' } },
            store: { type: 'local', path: 'out', rows_per_file: 2 },
            entities: [{ name: 'rows', run_type }],
          },
        },
      }),
    )
  await write(runType)
  const at = (name: string) => join(folder, 'in', name)
  return {
    file,
    at,
    put: (name, ...ids) => writeFile(at(name), `id,name\n${ids.map(id => `${id},n${id}\n`).join('')}`),
    async move(options = {}) {
      const { run, loadWorkspace } = await compiledLibrary()
      for await (const event of run(await loadWorkspace(file), options)) {
        if (event.type === 'entity.finished') return event
      }
      throw new Error('the run told of no entity')
    },
    async ids() {
      const rows = (await rowsBelow(join(folder, 'out', 'rows'))) ?? []
      return rows.map(row => Number.parseInt(row, 10)).toSorted((one, other) => one - other)
    },
    journal: new Journal(localFolder(join(folder, '.hygge', 'journal'))),
  }
}

/** The run went well and moved so many rows. */
function moved(finished: EntityFinished, rows: number): void {
  assert.equal(finished.error, undefined, JSON.stringify(finished.error))
  assert.equal(finished.rows, rows, finished.notes.join('\n'))
}

function said(finished: EntityFinished, note: RegExp): void {
  assert.ok(
    finished.notes.some(each => note.test(each)),
    finished.notes.join('\n'),
  )
}

test('an increment takes the files that no run has taken', async t => {
  const { put, at, move, ids } = await makeInbox(t)
  await put('a.csv', 1, 2)
  await put('b.csv', 3)
  moved(await move(), 3)
  const nothing = await move()
  moved(nothing, 0)
  said(nothing, /^0 of 2 files are new$/)
  // Written again with the same bytes it is the same file, and another one is a new one.
  await utimes(at('a.csv'), new Date(0), new Date(0))
  await put('c.csv', 4)
  const one = await move()
  moved(one, 1)
  said(one, /^1 of 3 files is new$/)
  // One that has changed is taken again as a whole, and told.
  await appendFile(at('b.csv'), '5,n5\n')
  const again = await move()
  moved(again, 2)
  said(again, /changed since, so taken again with all their rows: b\.csv$/)
  assert.deepEqual(await ids(), [1, 2, 3, 3, 4, 5])
})

test('files that went away are no error and are still known when they come back', async t => {
  const { put, at, move, ids } = await makeInbox(t)
  const none = await move()
  assert.equal(none.error?.code, 'FILES_NOT_FOUND', 'before the first file nobody knows the columns')
  await put('a.csv', 1)
  moved(await move(), 1)
  await rename(at('a.csv'), at('a.old'))
  moved(await move(), 0)
  await put('b.csv', 2)
  await rename(at('a.old'), at('a.csv'))
  moved(await move(), 1)
  moved(await move(), 0)
  assert.deepEqual(await ids(), [1, 2])
})

test('a full_drop takes all files, and increments go on behind it; a reset forgets', async t => {
  const { put, move, ids, journal } = await makeInbox(t)
  await put('a.csv', 1)
  moved(await move({ runType: 'full_drop' }), 1)
  moved(await move(), 0)
  await put('b.csv', 2)
  moved(await move({ runType: 'full_drop' }), 2)
  moved(await move(), 0)
  const entity = journal.entity('f', 'rows')
  const time = new Date().toISOString()
  const run = `${time.replaceAll(/[-:]|\.\d+/g, '')}-ffffffff`
  await entity.write({ kind: 'rewound', run, flow: 'f', entity: 'rows', time, to: null })
  // Runs are told apart by the second.
  await new Promise(resolve => setTimeout(resolve, 1100))
  moved(await move(), 2)
  moved(await move(), 0)
  assert.deepEqual(await ids(), [1, 1, 2, 2])
})

test('what was moved before increments were asked for is not moved twice', async t => {
  const { put, move, file } = await makeInbox(t, 'full_drop')
  await put('a.csv', 1)
  moved(await move(), 1)
  await writeFile(file, (await readFile(file, 'utf8')).replace('full_drop', 'incremental'))
  const refused = await move()
  assert.equal(refused.error?.code, 'FILES_UNKNOWN')
  moved(await move({ runType: 'full_drop' }), 1)
  moved(await move(), 0)
})

test('the journal keeps one set of files, 64 bytes each, however many runs there were', async t => {
  const { put, move, journal } = await makeInbox(t)
  for (const id of [1, 2, 3]) {
    await put(`${id}.csv`, id)
    moved(await move(), 1)
  }
  const { last } = await journal.entity('f', 'rows').memory()
  assert.equal(last?.taken?.entries, 3)
  const seen = join(journal.location, 'f', 'rows', 'seen')
  const [run = '', ...others] = await readdir(seen)
  assert.deepEqual(others, [])
  assert.deepEqual(await readdir(join(seen, run)), ['00000.seen'])
})

/** Before the commit with the files remembered, and in the middle of publishing. The others with HYGGE_TEST_LONG=1. */
const SHORT: FaultPoint[] = ['committed.before', 'publish.part-moved']
const LONG: FaultPoint[] = ['planned.after', 'staged.after', 'committed.after', 'done.before', 'done.after']
const POINTS = process.env.HYGGE_TEST_LONG === '1' ? [...SHORT, ...LONG] : SHORT

for (const point of POINTS) {
  test(`killed at ${point}, each file is there exactly once`, async t => {
    const { file, put, move, ids } = await makeInbox(t)
    await put('a.csv', 1)
    moved(await move(), 1)
    await put('b.csv', 2, 3, 4)
    await put('c.csv', 5)
    const killed = await runHygge({ file }, { fault: `${point}:kill` })
    assert.equal(killed.signal, 'SIGKILL', killed.stderr)
    // What comes while nobody runs is for the run after.
    await put('d.csv', 6)
    const finished = await move()
    assert.equal(finished.error, undefined, JSON.stringify(finished.error))
    assert.equal(finished.recovered?.length ?? 0, point === 'done.after' ? 0 : 1)
    moved(await move(), 0)
    assert.deepEqual(await ids(), [1, 2, 3, 4, 5, 6])
  })
}
