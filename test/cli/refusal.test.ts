import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { runProgram } from './process.ts'

const refused = (...words: string[]) => runProgram('test/cli/programs/refused.ts', words)

suite('refusals', { concurrency: 2 }, () => {
  test('a bug is one line; the stack is for those who ask', async () => {
    assert.deepEqual(await refused('bug'), {
      code: 1,
      stdout: '',
      stderr: 'hygge-run stopped: rows is not a function. This is a bug; run with -v for the stack.\n',
    })
    const { code, stderr } = await refused('bug', '-v')
    assert.equal(code, 1)
    assert.match(
      stderr,
      /^hygge-run stopped\. This is a bug; .*\nTypeError: rows is not a function\n {4}at .*refused\.ts/,
    )
  })

  test('a wrong configuration is its own text, made safe, and ends with 2', async () => {
    assert.deepEqual(await refused('config'), {
      code: 2,
      stdout: '',
      stderr: 'flows.yml:1:1\n\\u001b[2Jname\nCorrect the file.\n',
    })
  })

  test('any other error has its code, facts and advice; secrets are covered', async () => {
    assert.deepEqual(await refused('home'), {
      code: 1,
      stdout: '',
      stderr: '✗ SQL_ERROR\n    ****** is refused\n      number  229\n    do: Ask.\n',
    })
    const { code, stdout } = await refused('home', '--json')
    assert.equal(code, 1)
    const { time, ...line } = JSON.parse(stdout)
    assert.ok(Date.parse(time) > 0)
    const error = { number: 229, code: 'SQL_ERROR', message: '****** is refused', advice: 'Ask.' }
    assert.deepEqual(line, { type: 'error', exit_code: 1, error })
  })

  test('an interruption brings its own exit code', async () => {
    const { code, stderr } = await refused('stop')
    assert.deepEqual([code, stderr], [130, 'The run was interrupted by SIGINT.\n'])
  })
})
