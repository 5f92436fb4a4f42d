import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { JournalError } from '../../lib/errors.ts'
import { Journal } from '../../lib/journal/journal.ts'
import { localFolder } from '../../lib/journal/local-folder.ts'
import { parse, serialize } from '../../lib/journal/record.ts'
import * as records from './records.ts'

async function journal(t: TestContext) {
  const root = await mkdtemp(join(tmpdir(), 'hygge-journal-'))
  t.after(() => rm(root, { recursive: true, force: true }))
  return { root, orders: new Journal(localFolder(root)).entity('erp', 'orders') }
}

/** Runs r1, r2 … begin one second after another. */
const at = (run: string) => ({ at: Number(run.slice(1)) })
const planned = (run: string) => records.planned(at(run))
const staged = (run: string, part: number) => records.staged(at(run), part)
const committed = (run: string) => records.committed(at(run))
const ended = (run: string, kind: 'done' | 'failed') =>
  records.ended(at(run), { status: kind === 'done' ? 'success' : 'fail' })
const id = (run: string) => records.runAt(at(run).at)

test('an entity without records has no memory', async t => {
  const { orders } = await journal(t)
  assert.deepEqual(await orders.memory(), {
    ...{ unfinished: [], last: null, claimed: null, settled: null },
    ...{ rewound: null, idle: [], foreign: [] },
  })
})

test('a run without an end is unfinished, with what it has planned, staged and committed', async t => {
  const { orders } = await journal(t)
  for (const record of [planned('r1'), staged('r1', 0), staged('r1', 1), committed('r1')]) await orders.write(record)
  const { unfinished } = await orders.memory()
  assert.deepEqual(unfinished, [
    { run: id('r1'), planned: planned('r1'), staged: [staged('r1', 0), staged('r1', 1)], committed: committed('r1') },
  ])
})

test('a run with an end is over: the last success is remembered, a later failure does not hide it', async t => {
  const { orders } = await journal(t)
  for (const run of ['r1', 'r2']) await orders.write(planned(run))
  await orders.write(ended('r1', 'done'))
  await orders.write(ended('r2', 'failed'))
  const { unfinished, last } = await orders.memory()
  assert.deepEqual(unfinished, [])
  assert.deepEqual(last, ended('r1', 'done'))
})

test('a rewind forgets the successes before it, and only those', async t => {
  const { orders } = await journal(t)
  await orders.write(ended('r1', 'done'))
  const rewound = records.rewound(at('r2'))
  await orders.write(rewound)
  assert.deepEqual((await orders.memory()).last, null)
  assert.deepEqual((await orders.memory()).rewound, rewound)
  await orders.write(ended('r3', 'done'))
  const memory = await orders.memory()
  assert.equal(memory.last?.run, id('r3'))
  assert.equal(memory.rewound, null)
})

test('tidying keeps the end of a run and removes its way there', async t => {
  const { root, orders } = await journal(t)
  for (const record of [planned('r1'), staged('r1', 0), committed('r1'), ended('r1', 'done')])
    await orders.write(record)
  await orders.tidy(id('r1'))
  assert.deepEqual(await readdir(join(root, 'erp', 'orders', 'runs', id('r1'))), ['done.json'])
})

test('writing the same record twice is nothing new, another one in its place is an error', async t => {
  const { orders } = await journal(t)
  await orders.write(planned('r1'))
  await orders.write(planned('r1'))
  const other = { ...planned('r1'), fingerprint: 'other' }
  await assert.rejects(
    orders.write(other),
    (error: unknown) => error instanceof JournalError && error.code === 'RECORD_TAKEN',
  )
})

test('torn, changed, foreign and misplaced files are told, not trusted, and not fatal', async t => {
  const { root, orders } = await journal(t)
  const runs = join(root, 'erp', 'orders', 'runs')
  await orders.write(planned('r1'))
  await orders.write(ended('r2', 'done'))
  await writeFile(join(runs, 'notes.txt'), 'mine')
  await writeFile(join(runs, id('r1'), 'committed.json'), serialize(committed('r1')).subarray(0, 90))
  await writeFile(
    join(runs, id('r1'), 'staged-r0000-s001-p00000.json'),
    serialize(staged('r1', 0)).toString().replace('"rows": 3', '"rows": 4'),
  )
  await mkdir(join(runs, id('r3')))
  await writeFile(join(runs, id('r3'), 'planned.json'), serialize(planned('r1')))
  const memory = await orders.memory()
  assert.deepEqual(memory.unfinished, [{ run: id('r1'), planned: planned('r1'), staged: [], committed: null }])
  assert.equal(memory.last?.run, id('r2'))
  const misplaced = [
    `${id('r1')}/committed.json`,
    `${id('r1')}/staged-r0000-s001-p00000.json`,
    `${id('r3')}/planned.json`,
    'notes.txt',
  ]
  assert.deepEqual(
    memory.foreign.toSorted(),
    misplaced.map(name => `erp/orders/runs/${name}`),
  )
})

test('a record reads back as it was written', () => {
  for (const record of [planned('r1'), staged('r1', 7), committed('r1'), ended('r1', 'done'), ended('r1', 'failed')]) {
    assert.deepEqual(parse(serialize(record)), record)
  }
  assert.equal(parse(Buffer.from('{}')), null)
  assert.equal(parse(Buffer.from('')), null)
})

test('create is create-if-absent: of many at once exactly one makes the file, and it is whole', async t => {
  const { root } = await journal(t)
  const folder = localFolder(root)
  const made = await Promise.all(
    Array.from({ length: 20 }, (_, at) => folder.create('a/b.json', Buffer.from(`content ${at}`))),
  )
  assert.equal(made.filter(Boolean).length, 1)
  assert.equal(Buffer.from((await folder.read('a/b.json'))!).toString(), `content ${made.indexOf(true)}`)
  assert.deepEqual(await folder.list(''), ['a/b.json'])
})
