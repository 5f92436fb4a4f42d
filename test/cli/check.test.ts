import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { startTestServer, type TestServer } from '../support/sql-server.ts'
import { runProgram } from './process.ts'

interface Line {
  subject: string
  name: string
  status: string
  detail: string
  advice?: string
}

suite('hygge-run check', () => {
  let folder = ''
  let server: TestServer
  let table = ''
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hygge-check-'))
    server = await startTestServer()
    table = await server.createTable('Id int NOT NULL PRIMARY KEY, At datetime2(3) NOT NULL')
  })
  after(async () => {
    await server[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Writes a workspace over the test's table, with changes, and checks it. */
  async function check(name: string, connection: object, entities: unknown[], words: string[] = [], store = 'out') {
    const path = join(folder, name)
    mkdirSync(path, { recursive: true })
    const flows = {
      journal: { path: 'journal' },
      connections: { erp: { ...server.connection(), ...connection } },
      flows: {
        f: { home: { type: 'mssql', connection: 'erp', table }, store: { type: 'local', path: store }, entities },
      },
    }
    writeFileSync(join(path, 'flows.yml'), JSON.stringify(flows))
    const ended = await runProgram('bin/hygge-run.ts', ['check', join(path, 'flows.yml'), ...words])
    const lines = words.includes('--json') ? ended.stdout.trimEnd().split('\n') : []
    return { ...ended, path, hops: lines.map((line): Line => JSON.parse(line)) }
  }

  test('all is well: every hop is told, exit code 0, and nothing stays', async () => {
    const watermark = { name: 'b', run_type: 'incremental', watermark: { column: 'At' } }
    const { code, stdout, path } = await check('well', {}, ['a', watermark])
    assert.equal(code, 0, stdout)
    for (const line of [
      'name',
      'port',
      'certificate',
      'login',
      'database',
      'catalog',
      'clock',
      'write',
      'lease',
      'watermark',
    ])
      assert.match(stdout, new RegExp(`^ {2}[✓!] .*${line}`, 'm'), line)
    assert.match(stdout, /hops? tried · none failed/)
    assert.ok(!stdout.includes('✗'))
    assert.ok(!existsSync(join(path, 'out')))
    assert.deepEqual(existsSync(join(path, 'journal')) ? readdirSync(join(path, 'journal')) : [], [])
  })

  test('W22: whatever fails is told with its advice, the exit code is not 0, and what depends on it is not tried', async () => {
    const login = { type: 'sql', user: 'nobody', password: 'hush-hush' }
    const { code, hops, stdout } = await check('login', { authentication: login }, ['a'], ['--json'])
    assert.equal(code, 1)
    const failed = hops.filter(({ status }) => status === 'failed')
    assert.deepEqual(
      failed.map(({ subject, name }) => `${subject} ${name}`),
      ['connection erp login'],
    )
    assert.ok(failed[0]?.advice)
    const source = hops.find(({ subject, name }) => subject === 'f.a' && name === 'source')
    assert.deepEqual([source?.status, source?.detail], ['skipped', 'not tried, as connection erp failed'])
    assert.ok(hops.some(({ name, status }) => name === 'store: write' && status === 'ok'))
    assert.ok(!stdout.includes('hush-hush'))
  })

  test('a table that is not there, a watermark that cannot be one', async () => {
    const missing = { name: 'b', home: { table: 'dbo.nowhere' } }
    const unfit = { name: 'c', run_type: 'incremental', watermark: { column: 'Nothing' } }
    const { code, hops } = await check('tables', {}, ['a', missing, unfit], ['--json'])
    assert.equal(code, 1)
    const status = (subject: string, name: string) =>
      hops.find(hop => hop.subject === subject && hop.name === name)?.status
    assert.deepEqual(
      [status('f.a', 'source'), status('f.b', 'source'), status('f.c', 'source'), status('f.c', 'watermark')],
      ['ok', 'failed', 'ok', 'failed'],
    )
  })

  test('a port that nobody listens at, and one that never answers', async t => {
    const silent = createServer(() => {})
    await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve))
    t.after(() => silent.close())
    const address = silent.address()
    assert.ok(typeof address === 'object' && address !== null)
    const asleep = await check('asleep', { port: address.port, encrypt: true }, ['a'], ['--json', '--timeout', '0.5'])
    const certificate = asleep.hops.find(({ name }) => name === 'certificate')
    assert.deepEqual([asleep.code, certificate?.status], [1, 'failed'])
    assert.match(certificate?.detail ?? '', /No answer within 0\.5 seconds/)
    const closed = await check('closed', { port: 1 }, ['a'], ['--json'])
    assert.deepEqual([closed.code, closed.hops.find(({ name }) => name === 'port')?.status], [1, 'failed'])
  })

  test('a certificate that nobody vouches for is an error, unless it is trusted by word', async t => {
    if (server.standIn === null) return t.skip('a real server may have a good one')
    const refused = await check('tls', { encrypt: true, trust_server_certificate: false }, ['a'], ['--json'])
    const hop = refused.hops.find(({ name }) => name === 'certificate')
    assert.deepEqual([refused.code, hop?.status], [1, 'failed'])
    const trusted = await check('tls', { encrypt: true, trust_server_certificate: true }, ['a'], ['--json'])
    assert.deepEqual([trusted.code, trusted.hops.find(({ name }) => name === 'certificate')?.status], [0, 'warned'])
  })

  test('a store that does not take files', async t => {
    if (process.platform === 'win32') return t.skip('folders there have other rights')
    // A file where a folder is needed stops everybody, also root.
    mkdirSync(join(folder, 'store'), { recursive: true })
    writeFileSync(join(folder, 'store', 'out'), '')
    chmodSync(join(folder, 'store', 'out'), 0o600)
    const { code, hops } = await check('store', {}, ['a'], ['--json'])
    const probe = hops.find(({ name }) => name === 'store: write')
    assert.deepEqual([code, probe?.status], [1, 'failed'])
    assert.ok(probe?.advice)
  })
})
