/** Secrets of every kind through every way of failing: nothing that is printed or kept has one. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { runProgram } from '../cli/process.ts'
import { startTestLake, type TestLake } from '../support/lake.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'
import { Project } from './support/project.ts'

const SECRETS = {
  password: 'pass-word-Zq81-never',
  accountKey: Buffer.from('account-key-Zq82-never-told-to-anyone').toString('base64'),
  signature: 'sig-Zq83-never',
  maskKey: 'mask-key-Zq84-never-told',
  hookPath: 'hook-path-Zq85-never',
  hookToken: 'hook-token-Zq86-never',
  clientSecret: 'client-secret-Zq87-never',
}

suite('secrets', () => {
  let server: TestServer
  let lake: TestLake
  let table = ''
  before(async () => {
    server = await startTestServer()
    lake = await startTestLake()
    table = await server.createTable('Id int NOT NULL PRIMARY KEY, Name nvarchar(20) NULL')
    await server.execute(`INSERT INTO ${table} VALUES (1, N'a')`)
  })
  after(() => Promise.all([server[Symbol.asyncDispose](), lake[Symbol.asyncDispose]()]))

  /** A workspace in which everything that can hold a secret holds one, and nearly everything fails. */
  function project(name: string): Project {
    // Its keys are others, so it refuses ours at once.
    const { account_url, filesystem } = lake.place
    const nowhere = { account_url, filesystem, path: 'erp/{entity}' }
    const good = server.connection()
    const mask = [{ column: 'Name', method: 'hmac', key: `\${MASK_KEY}` }]
    const home = { type: 'mssql', connection: 'erp', table }
    return new Project(name).write({
      options: { tries: 2 },
      journal: { path: 'journal' },
      hooks: {
        on_failure: [
          { url: `http://127.0.0.1:1/\${HOOK_PATH}`, headers: { authorization: `Bearer \${HOOK_TOKEN}` }, tries: 1 },
        ],
      },
      connections: {
        erp: good,
        wrong: { ...good, authentication: { type: 'sql', user: 'reader', password: `\${PASSWORD}` } },
        entra: {
          ...good,
          authentication: {
            type: 'service_principal',
            tenant_id: 'not a tenant',
            client_id: 'x',
            client_secret: `\${CLIENT_SECRET}`,
          },
        },
      },
      flows: {
        masked: {
          home,
          store: { type: 'local', path: 'out', polish: { mask } },
          entities: ['a', { name: 'b', home: { table: 'dbo.nowhere' } }],
        },
        refused: { home: { ...home, connection: 'wrong' }, store: { type: 'local', path: 'out2' }, entities: ['a'] },
        unknown: { home: { ...home, connection: 'entra' }, store: { type: 'local', path: 'out3' }, entities: ['a'] },
        by_key: {
          home,
          store: { type: 'adls', ...nowhere, authentication: { type: 'storage_key', key: `\${ACCOUNT_KEY}` } },
          entities: ['a'],
        },
        by_sas: {
          home,
          store: {
            type: 'adls',
            ...nowhere,
            path: 'sas/{entity}',
            authentication: { type: 'sas', token: `sv=2024-01-01&sp=rwdl&sig=\${SIGNATURE}` },
          },
          entities: ['a'],
        },
      },
    })
  }

  const env = {
    PASSWORD: SECRETS.password,
    ACCOUNT_KEY: SECRETS.accountKey,
    SIGNATURE: SECRETS.signature,
    MASK_KEY: SECRETS.maskKey,
    HOOK_PATH: SECRETS.hookPath,
    HOOK_TOKEN: SECRETS.hookToken,
    CLIENT_SECRET: SECRETS.clientSecret,
  }

  function assertNone(where: string, text: string): void {
    for (const [name, secret] of Object.entries(SECRETS))
      for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
        assert.ok(!text.includes(form), `${where} tells the ${name}`)
  }

  /** Everything that lies in the project's folder, but for the file that names the variables. */
  function assertNoneKept({ folder }: Project): number {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map(name => join(folder, name))
      .filter(path => statSync(path).isFile())
    for (const path of files) assertNone(path, readFileSync(path, 'latin1'))
    return files.length
  }

  test('runs that fail in every way, as lines, as JSON and as a page', async () => {
    const { file, ...rest } = project('secrets')
    const folder = rest.folder
    const ways = [
      ['-v'],
      ['--json'],
      ['--report', join(folder, 'run.html')],
      ['--dry-run', '-v'],
      ['--dry-run', '--json'],
    ]
    for (const words of ways) {
      const { code, stdout, stderr } = await runProgram('bin/hygge-run.ts', [file, ...words], env)
      assert.equal(code, 1, `${words}: ${stdout}${stderr}`)
      assertNone(words.join(' '), stdout + stderr)
    }
    for (const words of [
      ['journal', 'show', file],
      ['journal', 'show', file, '--json'],
      ['check', file, '--timeout', '5'],
      ['check', file, '--json', '--timeout', '5'],
    ]) {
      const { stdout, stderr } = await runProgram('bin/hygge-run.ts', words, env)
      assert.ok(stdout.length > 100, words.join(' '))
      assertNone(words.join(' '), stdout + stderr)
    }
    assert.ok(assertNoneKept(Object.assign(new Project('none'), { folder })) > 5)
  })

  test('values of variables that are wrong where they stand', async () => {
    const { file } = project('wrong')
    const bad = { ...env, MASK_KEY: 'short', HOOK_PATH: `x y\n${SECRETS.hookPath}` }
    const { code, stdout, stderr } = await runProgram('bin/hygge-run.ts', [file], bad)
    assert.equal(code, 2, stdout)
    assertNone('the refusal', stdout + stderr)
    assert.match(stderr, /MASK_KEY|mask/)
  })
})
