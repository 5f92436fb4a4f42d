/** Hooks and telemetry as a run has them: from the file to the last event. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { runProgram } from '../cli/process.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'
import { flowsFile, refusal } from '../workspace/files.ts'

suite('a run with listeners', () => {
  let folder = ''
  let server: TestServer
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hygge-told-'))
    server = await startTestServer()
    const table = await server.createTable('Id int NOT NULL PRIMARY KEY')
    await server.execute(`INSERT INTO ${table} VALUES (1)`)
    const script = 'let t="";process.stdin.on("data",c=>t+=c).on("end",()=>require("fs").writeFileSync("told.json",t))'
    const flows = {
      hooks: {
        on_success: [{ command: [process.execPath, '-e', script] }],
        on_failure: [{ url: 'http://127.0.0.1:1/hush-hush-path', tries: 1 }],
      },
      connections: { erp: server.connection() },
      flows: {
        f: {
          home: { type: 'mssql', connection: 'erp', table },
          store: { type: 'local', path: 'out' },
          entities: ['t'],
        },
      },
    }
    writeFileSync(join(folder, 'flows.yml'), JSON.stringify(flows))
  })
  after(async () => {
    await server[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true, force: true })
  })

  const run = (words: string[], env: NodeJS.ProcessEnv = {}) =>
    runProgram('bin/hygge-run.ts', [join(folder, 'flows.yml'), '--json', ...words], env)
  const eventsOf = (stdout: string) =>
    stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))

  test('on_success is called before the last event', async () => {
    const { code, stdout } = await run([])
    assert.equal(code, 0, stdout)
    const types = eventsOf(stdout).map(({ type }) => type)
    assert.deepEqual(types.slice(-2), ['hook.finished', 'run.finished'])
    const told = JSON.parse(readFileSync(join(folder, 'told.json'), 'utf8'))
    assert.deepEqual([told.run.rows, told.entities[0].entity, told.run.exit_code], [1, 't', 0])
  })

  test('a hook that fails is told, changes no exit code, and its address is not told', async () => {
    const { code, stdout, stderr } = await run(['--set', 'flow.f.home.table=dbo.nowhere'])
    assert.equal(code, 1)
    const hook = eventsOf(stdout).find(({ type }) => type === 'hook.finished')
    assert.deepEqual([hook.ok, hook.error.code], [false, 'HOOK_UNREACHED'])
    assert.ok(!`${stdout}${stderr}`.includes('hush-hush-path'))
  })

  test('OTEL_EXPORTER_OTLP_ENDPOINT gets the trace and the metrics of a run', async () => {
    const paths: string[] = []
    let bodies = ''
    const collector = createServer((request, response) => {
      paths.push(request.url ?? '')
      request.setEncoding('latin1').on('data', chunk => {
        bodies += chunk
      })
      request.on('end', () => response.writeHead(200).end())
    })
    await new Promise<void>(resolve => collector.listen(0, '127.0.0.1', resolve))
    const address = collector.address()
    assert.ok(typeof address === 'object' && address !== null)
    const endpoint = `http://127.0.0.1:${address.port}`
    const { code, stderr } = await run([], {
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      OTEL_EXPORTER_OTLP_COMPRESSION: 'none',
    })
    collector.close()
    assert.equal(code, 0, stderr)
    assert.deepEqual([...new Set(paths)].sort(), ['/v1/metrics', '/v1/traces'])
    for (const word of ['hygge.run', 'hygge.entity f.t', 'hygge.rows', 'hygge.entity.duration', 'full_drop'])
      assert.ok(bodies.includes(word), word)
  })

  test('what is no hook is pointed at', async () => {
    const text = (hooks: string) => `${flowsFile()}\nhooks: ${hooks}\n`
    const first = async (hooks: string) => (await refusal(text(hooks))).short[0]
    assert.match((await first('{ on_failure: [{ timeout: 3 }] }')) ?? '', /neither `command` nor `url`/)
    assert.match((await first('{ on_failure: [{ url: "https://x", command: [a] }] }')) ?? '', /exclude each other/)
    assert.match((await first('{ on_succes: [] }')) ?? '', /did you mean `on_success`/)
    assert.match((await first('{ on_success: [{ url: "ftp://x" }] }')) ?? '', /https/)
  })
})
