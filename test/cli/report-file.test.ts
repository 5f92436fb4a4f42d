import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { startTestServer, type TestServer } from '../support/sql-server.ts'
import { runProgram } from './process.ts'

suite('hygge-run --report', () => {
  let folder = ''
  let server: TestServer
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hygge-report-'))
    server = await startTestServer()
    const table = await server.createTable('Id int NOT NULL PRIMARY KEY')
    await server.execute(`INSERT INTO ${table} VALUES (1), (2)`)
    const mask = [{ column: 'Id', method: 'hmac', key: 'a-key-of-twenty-chars' }]
    const flows = {
      connections: { erp: server.connection() },
      flows: {
        f: {
          home: { type: 'mssql', connection: 'erp', table },
          store: { type: 'local', path: 'out', polish: { mask } },
          entities: ['a', { name: 'b', home: { table: 'dbo.nowhere' } }],
        },
      },
    }
    writeFileSync(join(folder, 'flows.yml'), JSON.stringify(flows))
  })
  after(async () => {
    await server[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true, force: true })
  })
  const run = (...words: string[]) => runProgram('bin/hygge-run.ts', [join(folder, 'flows.yml'), ...words])

  test('writes the page and run.json, with what was moved and what failed, and no secret', async () => {
    const { code } = await run('--report', join(folder, 'reports', 'run.html'))
    assert.equal(code, 1)
    const html = readFileSync(join(folder, 'reports', 'run.html'), 'utf8')
    const json = readFileSync(join(folder, 'reports', 'run.json'), 'utf8')
    const { form, end, entities } = JSON.parse(json)
    assert.deepEqual([form, end.exit_code, end.rows, entities.length], [1, 1, 2, 2])
    assert.ok(html.includes('1 of 2 failed') && html.includes('f.a') && html.includes('dbo.nowhere'))
    const { authentication } = server.connection()
    assert.ok(authentication.type === 'sql')
    for (const secret of [authentication.password, 'a-key-of-twenty-chars'])
      assert.ok(!html.includes(secret) && !json.includes(secret), 'a secret is told')
  })

  test('refuses what is no page, and a place that cannot be written to, before anything moves', async () => {
    rmSync(join(folder, 'out'), { recursive: true, force: true })
    const noPage = await run('--report', join(folder, 'run.txt'))
    assert.equal(noPage.code, 2)
    assert.match(noPage.stderr, /ends in \.html/)
    const noPlace = await run('--report', join(folder, 'flows.yml', 'run.html'))
    assert.notEqual(noPlace.code, 0)
    assert.ok(!existsSync(join(folder, 'out')))
    assert.equal((await run('--report', 'x.html', '--dry-run')).code, 2)
  })
})
