/** The program's screen in a real process, fed with recorded events. */
import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { recorded } from '../report/events.ts'
import { Program, runProgram } from './process.ts'

const RECORDED = 'test/cli/programs/recorded.ts'
const show = (words: string[], env?: NodeJS.ProcessEnv) => runProgram(RECORDED, words, env)

const RECEIPT = `\
entity      mode            rows  files    MB  seconds  rows/s  status
erp.orders  full_drop  3,012,345      2  61.2     7.50    402k  ok
erp.leer    full_drop          0      1  0.00     1.00       -  empty
erp.cities  full_drop          0      0  0.00     2.30       -  failed

Done. OK=1 EMPTY=1 FAILED=1 of 3 · 3.0M rows · 61.2 MB · 8.0s
`

suite('a run on the screen', { concurrency: 2 }, () => {
  test('off a terminal: lines and failures on stderr, the receipt on stdout', async () => {
    const { code, stdout, stderr } = await show([])
    assert.deepEqual([code, stdout], [1, RECEIPT])
    assert.match(stderr, /^2026-11-02T12:00:00Z RUN .*\n.* START .*\n/)
    assert.match(stderr, /\n\n✗ erp\.cities failed after 2\.3s: SQL_ERROR\n(.*\n)+ {4}do: Run again, .*\n$/)
    assert.deepEqual(await show(['--plain']), { code, stdout, stderr })
  })

  test('quiet: failures and the receipt only', async () => {
    const { stdout, stderr } = await show(['-q'])
    assert.equal(stdout, RECEIPT)
    assert.match(stderr, /^\n✗ erp\.cities failed/)
  })

  test('JSON: the events and nothing else', async () => {
    const { code, stdout, stderr } = await show(['--json'])
    assert.deepEqual([code, stderr], [1, ''])
    assert.deepEqual(
      stdout
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line)),
      recorded(),
    )
  })

  test('FORCE_COLOR colours both streams, NO_COLOR none', async () => {
    const forced = await show([], { FORCE_COLOR: '1' })
    assert.ok(
      forced.stdout.includes('\u001b[32mok\u001b[39m') && forced.stderr.includes('\u001b[31mFAILED'),
      forced.stdout,
    )
    const none = await show([], { FORCE_COLOR: '1', NO_COLOR: '1' })
    assert.equal(none.stdout, RECEIPT)
  })

  for (const [signal, code, again] of [
    ['SIGINT', 130, 'press Ctrl-C again'],
    ['SIGTERM', 143, 'send the signal again'],
  ] as const) {
    test(`${signal}: the first asks the run to stop and is said`, async () => {
      const program = new Program(RECORDED, ['--wait'])
      await program.said('EMPTY')
      program.child.kill(signal)
      const ended = await program.ended()
      assert.equal(ended.code, code)
      assert.match(
        ended.stderr,
        new RegExp(`\nStopping: cancelling reads and clearing what is half written; ${again} to leave now\\.\n`),
      )
      assert.match(ended.stdout, /\nInterrupted\. OK=1 /)
    })
  }

  test('the second signal leaves at once; the echo of the first does not count', async () => {
    const program = new Program(RECORDED, ['--wait', '--stuck'])
    await program.said('EMPTY')
    program.child.kill('SIGINT')
    program.child.kill('SIGINT')
    await program.said('Stopping')
    await new Promise(resolve => setTimeout(resolve, 400))
    assert.equal(program.child.exitCode, null, 'it waits for the source to answer')
    program.child.kill('SIGINT')
    const { code, stdout } = await program.ended()
    assert.deepEqual([code, stdout], [130, ''])
  })
})
