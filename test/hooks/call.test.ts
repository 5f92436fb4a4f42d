import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { callHooks, type HookBody } from '../../lib/hooks/call.ts'
import type { HookConfig } from '../../lib/hooks/config.ts'
import { finished, runFinished } from '../report/events.ts'

suite('hooks', () => {
  let folder = ''
  const got: { headers: IncomingMessage['headers']; body: string }[] = []
  let answers: number[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', chunk => {
      body += chunk
    })
    request.on('end', () => {
      got.push({ headers: request.headers, body })
      response.writeHead(answers.shift() ?? 204).end()
    })
  })
  let url = ''
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hygge-hooks-'))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    assert.ok(typeof address === 'object' && address !== null)
    url = `http://127.0.0.1:${address.port}/services/T0/secret-path`
  })
  after(() => {
    server.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const { files: _, notes: __, ...entity } = finished('orders', 8, { rows: 7 })
  const body = (exit_code: number): HookBody => ({
    type: 'hygge.run',
    run: runFinished(8, { exit_code }),
    entities: [entity],
  })
  const post = (more: object = {}): HookConfig => ({
    kind: 'url',
    url,
    headers: { 'x-key': 'k' },
    timeout: 5,
    tries: 3,
    ...more,
  })
  const command = (...words: string[]): HookConfig => {
    const [program = '', ...rest] = words
    return { kind: 'command', command: [program, ...rest], timeout: 20, tries: 1 }
  }
  const call = (on_failure: HookConfig[], on_success: HookConfig[] = [], exit = 1) =>
    callHooks({ on_failure, on_success, folder }, body(exit))

  test('a URL gets the run as JSON, with the headers that were asked for', async () => {
    got.length = 0
    const [called] = await call([post()])
    assert.deepEqual([called?.ok, called?.attempts, called?.hook], [true, 1, `POST ${new URL(url).host}`])
    assert.equal(got[0]?.headers['x-key'], 'k')
    assert.equal(got[0]?.headers['content-type'], 'application/json')
    assert.deepEqual(JSON.parse(got[0]?.body ?? ''), body(1))
  })

  test('success and failure have each their own', async () => {
    got.length = 0
    assert.equal((await call([post()], [], 0)).length, 0)
    assert.equal((await call([], [post()], 0)).length, 1)
    assert.equal(got.length, 1)
  })

  test('what may pass is tried again, what will not is told at once, and the address stays a secret', async () => {
    answers = [503, 429, 204]
    assert.deepEqual(await call([post()]).then(([c]) => [c?.ok, c?.attempts]), [true, 3])
    answers = [500, 500, 500, 500]
    assert.deepEqual(await call([post()]).then(([c]) => [c?.ok, c?.attempts, c?.error?.code]), [
      false,
      3,
      'HOOK_REFUSED',
    ])
    answers = [404]
    const [gone] = await call([post()])
    assert.deepEqual([gone?.ok, gone?.attempts, gone?.error?.status], [false, 1, 404])
    assert.ok(!JSON.stringify(gone).includes('secret-path'))
    const [closed] = await call([post({ url: 'http://127.0.0.1:1/x', tries: 2 })])
    assert.deepEqual([closed?.ok, closed?.attempts, closed?.error?.code], [false, 2, 'HOOK_UNREACHED'])
  })

  test('a command gets the JSON on its input and the run in its environment, in the folder of the file', async () => {
    const script =
      'let t="";process.stdin.on("data",c=>t+=c).on("end",()=>require("fs").writeFileSync(process.argv[1],process.env.HYGGE_EXIT_CODE+t))'
    const [called] = await call([command(process.execPath, '-e', script, 'told.txt')])
    assert.equal(called?.ok, true, JSON.stringify(called))
    const told = readFileSync(join(folder, 'told.txt'), 'utf8')
    assert.equal(told[0], '1')
    assert.deepEqual(JSON.parse(told.slice(1)), body(1))
  })

  test('a command that fails, is not there, or does not end is told, and nothing is thrown', async () => {
    const [failed] = await call([command(process.execPath, '-e', 'console.error("no mail server");process.exit(4)')])
    assert.deepEqual([failed?.ok, failed?.error?.exit_code, failed?.error?.said], [false, 4, 'no mail server'])
    const [missing] = await call([command('./nowhere.sh')])
    assert.match(missing?.error?.message ?? '', /nowhere\.sh could not be started/)
    const [slow] = await call([{ ...command(process.execPath, '-e', 'setInterval(()=>{},1e3)'), timeout: 0.5 }])
    assert.match(slow?.error?.message ?? '', /still running after 0\.5 seconds/)
    const [deaf] = await call([command(process.execPath, '-e', 'process.exit(0)')])
    assert.equal(deaf?.ok, true)
  })

  test('several are called side by side, and one that fails does not stop another', async () => {
    got.length = 0
    const called = await call([command('./nowhere.sh'), post(), post()])
    assert.deepEqual(
      called.map(({ ok }) => ok),
      [false, true, true],
    )
    writeFileSync(join(folder, 'done'), '')
  })
})
