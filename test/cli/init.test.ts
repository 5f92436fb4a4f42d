import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { parseName, quoteName } from '../../lib/mssql/identifier.ts'
import { loadWorkspace } from '../../lib/workspace/load.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'
import { runProgram } from './process.ts'

suite('hygge-run init', () => {
  let folder = ''
  let server: TestServer
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hygge-init-'))
    server = await startTestServer()
  })
  after(async () => {
    await server[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true, force: true })
  })
  const init = (...words: string[]) => runProgram('bin/hygge-run.ts', ['init', ...words])
  const url = (password?: string) => {
    const { server: host, port, database, authentication } = server.connection()
    assert.ok(authentication.type === 'sql')
    const login = `${encodeURIComponent(authentication.user)}:${encodeURIComponent(password ?? authentication.password)}`
    return `mssql://${login}@${host}:${port ?? 1433}/${database}?encrypt=false`
  }

  test('writes a workspace for a database, whose dry run finds every table', async () => {
    const made = await server.createTable(
      'Id int NOT NULL PRIMARY KEY, At datetime2(7) NULL, Version rowversion',
      'stock [x]',
    )
    const path = join(folder, 'erp')
    const { code, stdout, stderr } = await init(path, '--from', url())
    assert.deepEqual([code, stderr], [0, ''])
    assert.match(stdout, /^Wrote .*flows\.yml .*\n {2}export ERP_PASSWORD=…\n/)
    const text = readFileSync(join(path, 'flows.yml'), 'utf8')
    assert.match(text, /rows · key Id\n/)
    assert.match(text, /# watermark: \{ column: Version \}/)
    const { authentication } = server.connection()
    assert.ok(authentication.type === 'sql' && !text.includes(authentication.password))
    const env = { ERP_PASSWORD: authentication.password }
    const { entities } = await loadWorkspace(path, { env })
    const table = quoteName(parseName(made))
    assert.ok(entities.some(({ home }) => home.type === 'mssql' && home.table === table))
    const dry = await runProgram('bin/hygge-run.ts', [path, '--dry-run'], env)
    assert.equal(dry.code, 0, dry.stderr)
  })

  test('never writes over a file without --force', async () => {
    const path = join(folder, 'taken')
    assert.equal((await init(path)).code, 0)
    writeFileSync(join(path, 'flows.yml'), 'mine')
    const refused = await init(path)
    assert.equal(refused.code, 2)
    assert.match(refused.stderr, /flows\.yml is there already\.[\s\S]*--force/)
    assert.equal(readFileSync(join(path, 'flows.yml'), 'utf8'), 'mine')
    assert.equal((await init(path, '--force')).code, 0)
    assert.notEqual(readFileSync(join(path, 'flows.yml'), 'utf8'), 'mine')
  })

  test('says what is wrong with the URL or the login, without the password', async () => {
    const path = join(folder, 'none')
    const wrong = await init(path, '--from', 'mssql://me:hush-hush@host')
    assert.equal(wrong.code, 2)
    assert.match(wrong.stderr, /names no database/)
    const refused = await init(path, '--from', url('hush-hush'))
    assert.notEqual(refused.code, 0)
    assert.match(refused.stderr, /Login failed/)
    for (const { stdout, stderr } of [wrong, refused]) assert.ok(!`${stdout}${stderr}`.includes('hush-hush'))
  })

  test('does not take the options of a run', async () => {
    const { code, stderr } = await init('--dry-run')
    assert.equal(code, 2)
    assert.match(stderr, /'--dry-run' does not go with init/)
  })
})
