import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { JournalError } from '../../lib/errors.ts'
import { type Holder, type Lease, type Taken, takeLease } from '../../lib/journal/lease.ts'
import { localFolder } from '../../lib/journal/local-folder.ts'

async function place(t: TestContext) {
  const root = await mkdtemp(join(tmpdir(), 'hygge-lease-'))
  t.after(() => rm(root, { recursive: true, force: true }))
  return { root, take: (owner: string) => takeLease(localFolder(root), 'lease/', owner) }
}

function held({ lease }: Taken): Lease {
  assert.ok(lease, 'the lease was not given')
  return lease
}

async function files(root: string): Promise<string[]> {
  return (await readdir(join(root, 'lease'))).toSorted()
}

async function change(root: string, edit: (holder: Holder) => Holder): Promise<void> {
  const path = join(root, 'lease', (await files(root)).at(-1)!)
  await writeFile(path, JSON.stringify(edit(JSON.parse(await readFile(path, 'utf8')))))
}

test('one holder at a time; the other is told who', async t => {
  const { take } = await place(t)
  const first = held(await take('r1'))
  const second = await take('r2')
  assert.ok(!second.lease)
  assert.equal(second.holder.owner, 'r1')
  assert.equal(second.holder.pid, process.pid)
  await first.release()
  const third = held(await take('r2'))
  assert.equal(third.replaced, null)
  await third.release()
})

test('of many at once exactly one gets it', async t => {
  const { take } = await place(t)
  const results = await Promise.all(Array.from({ length: 25 }, (_, at) => take(`r${at}`)))
  const winners = results.flatMap(({ lease }) => lease ?? [])
  assert.equal(winners.length, 1)
  await winners[0]!.release()
})

test('only the newest file stays', async t => {
  const { root, take } = await place(t)
  for (const owner of ['r1', 'r2', 'r3']) await held(await take(owner)).release()
  assert.deepEqual(await files(root), ['000000000006.json'])
})

test('a lease whose time is over is taken over, and that is told', async t => {
  const { root, take } = await place(t)
  const dead = held(await take('r1'))
  await change(root, holder => ({ ...holder, host: 'elsewhere', expires: new Date(Date.now() - 1).toISOString() }))
  const lease = held(await take('r2'))
  assert.equal(lease.replaced?.owner, 'r1')
  assert.equal(lease.replaced?.host, 'elsewhere')
  await assert.rejects(dead.verify(), (error: unknown) => error instanceof JournalError && error.code === 'LEASE_LOST')
  assert.equal(dead.lost.aborted, true)
  await dead.release()
  await lease.verify()
  await lease.release()
})

test('a lease on another host that is still in time is respected', async t => {
  const { root, take } = await place(t)
  await take('r1')
  await change(root, holder => ({ ...holder, host: 'elsewhere', pid: 1 }))
  assert.equal((await take('r2')).lease, null)
})

test('a holder on this host whose process is gone is dead at once', async t => {
  const { root, take } = await place(t)
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  await take('r1')
  await change(root, holder => ({ ...holder, pid: child.pid!, process: 'another' }))
  assert.equal(held(await take('r2')).replaced?.pid, child.pid)
})

test('a holder with our own process number but another life is dead, as in containers', async t => {
  const { root, take } = await place(t)
  await take('r1')
  await change(root, holder => ({ ...holder, process: 'an earlier life' }))
  assert.equal(held(await take('r2')).replaced?.owner, 'r1')
})

test('torn and foreign files hold nobody up', async t => {
  const { root, take } = await place(t)
  await held(await take('r1')).release()
  await writeFile(join(root, 'lease', '000000000009.json'), '{"owner": "r')
  await writeFile(join(root, 'lease', '.DS_Store'), 'x')
  const lease = held(await take('r2'))
  await lease.verify()
  assert.ok((await files(root)).includes('000000000010.json'))
})
