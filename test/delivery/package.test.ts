/** The package as a user gets it: packed, installed in an empty folder without development dependencies, run. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import manifest from '../../package.json' with { type: 'json' }
import { byDuckdb } from '../e2e/support/read-back.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))
const windows = process.platform === 'win32'
/** The Node that runs this test is the one that users have. */
const env = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`, HYGGE_LOG: '' }

function npm(words: string[], cwd: string) {
  return run(windows ? 'npm.cmd' : 'npm', words, { cwd, env, shell: windows, maxBuffer: 2 ** 26 })
}

suite('the package', () => {
  let folder = ''
  let server: TestServer
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hygge-package-'))
    server = await startTestServer()
    const { stdout } = await npm(['pack', '--json', '--pack-destination', folder], root)
    const packed = JSON.parse(stdout.slice(stdout.indexOf('[')))
    const [{ filename, files }]: [{ filename: string; files: { path: string }[] }] = packed
    const paths = files.map(({ path }) => path)
    assert.ok(paths.includes('dist/bin/hygge-run.js') && paths.includes('dist/workers/sessions.js'))
    assert.deepEqual(
      paths.filter(path => /^(test|bench|stress|lib|examples)\/|\.env|\.npmrc/.test(path)),
      [],
    )
    writeFileSync(join(folder, 'package.json'), '{ "name": "somebody", "private": true, "type": "module" }')
    await npm(['install', '--no-audit', '--no-fund', '--prefer-offline', join(folder, filename)], folder)
  })
  after(async () => {
    await server[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true, force: true })
  })
  const hygge = (words: string[]) =>
    run(process.execPath, [join(folder, 'node_modules/hygge/dist/bin/hygge-run.js'), ...words], { cwd: folder, env })

  test('brings no tool of ours', () => {
    const installed = readdirSync(join(folder, 'node_modules'))
    for (const name of ['tsx', 'typescript', 'node', 'knip', 'fast-check']) assert.ok(!installed.includes(name), name)
    assert.ok(existsSync(join(folder, 'node_modules/.bin', windows ? 'hygge-run.cmd' : 'hygge-run')))
  })

  test('npx hygge-run says its version', async () => {
    const { stdout } = await run(windows ? 'npx.cmd' : 'npx', ['hygge-run', '--version'], {
      cwd: folder,
      env,
      shell: windows,
    })
    assert.equal(stdout.trim(), `hygge ${manifest.version}`)
  })

  test('moves a table, threads and all', async () => {
    const table = await server.createTable('Id int NOT NULL PRIMARY KEY, Name nvarchar(40) NULL')
    await server.execute(`INSERT INTO ${table} VALUES (1, N'hygge'), (2, NULL)`)
    const { authentication, ...connection } = server.connection()
    const flows = {
      // Of both kinds: those that encode, and those that read.
      options: { readers: 1 },
      connections: { erp: { ...connection, authentication } },
      flows: {
        f: {
          home: { type: 'mssql', connection: 'erp', table },
          store: { type: 'local', path: 'out' },
          entities: ['t'],
        },
      },
    }
    writeFileSync(join(folder, 'flows.yml'), JSON.stringify(flows))
    const { stdout } = await hygge(['flows.yml', '--json'])
    const finished = stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
      .find(({ type }) => type === 'entity.finished')
    assert.deepEqual([finished.status, finished.rows, finished.files.length], ['ok', 2, 1])
    assert.equal((await byDuckdb([finished.files[0].path])).rows.length, 2)
  })

  test('has types that a user compiles against', async () => {
    const file = join(folder, 'mine.ts')
    const text = `
      import { loadWorkspace, run, type RunEvent } from 'hygge'
      const workspace = await loadWorkspace('flows.yml')
      for await (const event of run(workspace)) {
        const seen: RunEvent = event
        if (seen.type === 'entity.finished') seen.rows.toFixed()
        // @ts-expect-error: there is no such event
        if (seen.type === 'entity.lost') throw new Error()
      }
    `
    writeFileSync(file, text)
    const options = { strict: true, module: 'nodenext', target: 'es2023', noEmit: true, types: [], skipLibCheck: false }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: [file] }))
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    await run(process.execPath, [tsc, '-p', folder], { cwd: folder }).catch(error => assert.fail(`${error.stdout}`))
  })
})
