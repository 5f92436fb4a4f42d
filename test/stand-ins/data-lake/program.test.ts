import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { connectTo } from './connect.ts'
import { parseOptions } from './program-options.ts'
import type { Who, Written } from './programs/write-as.ts'
import { startDataLake } from './server.ts'
import { type SpawnedDataLake, spawnDataLake } from './spawn.ts'
import { place, refusal } from './test-support.ts'

const run = promisify(execFile)

async function spawned(t: TestContext, ...args: string[]): Promise<SpawnedDataLake> {
  const lake = await spawnDataLake(args)
  t.after(() => lake.stop())
  return lake
}

test('a program of its own: another process reaches it at the addresses of Azure, with a managed identity and as a service principal', async t => {
  const lake = await spawned(t, '--personality', 'onelake', '--identity', 'aaaaaaaa-0000-4000-8000-000000000001')
  const program = fileURLToPath(new URL('programs/write-as.ts', import.meta.url))
  const everybody: readonly Who[] = ['stranger', 'default', 'wrongSecret', 'principal']
  const args = [lake.accountUrl, 'Trials', 'Lake.Lakehouse/Files', ...everybody]
  const { stdout } = await run(process.execPath, [...lake.execArgv, program, ...args], {
    env: {
      ...process.env,
      ...lake.env,
      AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential',
      TENANT: '99999999-0000-4000-8000-000000000009',
      CLIENT_ID: '44444444-4444-4444-8444-444444444444',
      CLIENT_SECRET: 'stand-in-secret',
    },
  })
  const written: Written = JSON.parse(stdout)
  assert.equal(written.default, 'written by default')
  assert.equal(written.principal, 'written by principal')
  assert.match(written.wrongSecret, /AADSTS7000215/)
  assert.match(written.stranger, /ManagedIdentityCredential|CredentialUnavailable|401/)
  const file = join(lake.folder, 'Trials', 'Lake.Lakehouse', 'Files', 'default.moved')
  assert.equal(readFileSync(file, 'utf8'), 'written by default')
  const requests = await lake.remote.requests()
  assert.equal(requests.filter(({ operation }) => operation === 'rename').length, 2)
  assert.deepEqual(await lake.remote.poll(), { 'Mirror.MirroredDatabase': { tables: [] } })
  assert.deepEqual(await lake.remote.query('SELECT 1 AS one'), [{ one: 1 }])
})

test('faults, the log and the clock of a program: at its start and through its admin address', async t => {
  const lake = await spawned(t, '--filesystem', 'mine', '--fault', '{"operation":"flush","reset":true}')
  const file = connectTo(lake).getFileSystemClient('mine').getFileClient('a')
  await assert.rejects(file.upload(Buffer.from('bytes')), /ECONNRESET|socket hang up/)
  assert.equal(await lake.remote.hits(), 1)
  await lake.remote.setFaults([
    { operation: 'delete', times: Infinity, delayMs: 0 },
    { path: /^mine\/A$/i, operation: 'flush', status: { status: 503, retryAfter: 1 } },
  ])
  await assert.rejects(file.upload(Buffer.from('bytes')), refusal('ServerBusy', 503))
  await file.upload(Buffer.from('bytes'))
  const requests = await lake.remote.requests()
  assert.deepEqual(
    requests.filter(({ operation }) => operation === 'flush').map(({ status }) => status),
    [0, 503, 200],
  )
  await lake.remote.advanceClock(16 * 60_000)
  await assert.rejects(file.create(), refusal('AuthenticationFailed', 403))
  await assert.rejects(lake.remote.setFaults([{ delayMs: -1 }]), /delayMs is a count, not -1/)
  await assert.rejects(lake.remote.advanceClock(-1), /the clock goes forward/)
})

test('a folder keeps its files and what is known of them from one start to the next', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'data-lake-kept-'))
  const first = await place(t, { folder })
  const file = first.filesystem.getFileClient('a b/file')
  await file.upload(Buffer.from('bytes'), { metadata: { run: 'r1' }, pathHttpHeaders: { contentType: 'text/csv' } })
  await file.append(Buffer.from('staged'), 5, 6)
  const before = await file.getProperties()
  await first.lake.close()
  writeFileSync(join(folder, 'lake', 'by hand'), 'a file')
  const second = await place(t, { folder })
  // Hooks run in this order: the folder goes after both lakes.
  t.after(() => rmSync(folder, { recursive: true }))
  const after = await second.filesystem.getFileClient('a b/file').getProperties()
  for (const fact of ['etag', 'metadata', 'contentType', 'contentLength'] as const)
    assert.deepEqual(after[fact], before[fact], fact)
  assert.deepEqual(after.lastModified, before.lastModified)
  assert.equal((await second.filesystem.getFileClient('by hand').readToBuffer()).toString(), 'a file')
  await second.filesystem.getFileClient('a b/file').create()
  assert.notEqual((await second.filesystem.getFileClient('a b/file').getProperties()).etag, before.etag)
})

test('a lake without a folder leaves nothing behind', async () => {
  const lake = await startDataLake()
  assert.equal(existsSync(lake.folder), true)
  await lake.close()
  assert.equal(existsSync(lake.folder), false)
})

test('arguments that make no sense are refused', () => {
  assert.throws(() => parseOptions(['--personality', 's3']), /--personality s3: expected one of adls, onelake/)
  assert.throws(() => parseOptions(['--port', '70000']), /--port 70000: expected a whole number from 0 to 65,535/)
  assert.throws(() => parseOptions(['--appends', 'never']), /--appends never: expected one of parallel, serial, lossy/)
  assert.throws(() => parseOptions(['--list-page', '0']), /expected a whole number from 1/)
  assert.throws(() => parseOptions(['--fault', 'reset']), /--fault reset: expected JSON/)
  assert.throws(() => parseOptions(['--wish']), /wish/)
  const { lake, faults } = parseOptions([
    '--flat',
    '--guids-only',
    '--fault',
    '{"reset":true}',
    '--filesystem',
    'a',
    '--filesystem',
    'b',
  ])
  assert.deepEqual(lake, {
    personality: 'adls',
    port: 0,
    hierarchical: false,
    friendlyNames: false,
    unsettled: { appends: 'parallel' },
    mirror: { dropAfterPolls: 2, pollOnStatus: false },
    filesystems: ['a', 'b'],
  })
  assert.deepEqual(faults, [{ reset: true }])
})
