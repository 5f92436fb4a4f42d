import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const PROGRAM = fileURLToPath(new URL('programs/ask.ts', import.meta.url))
/** util-linux' `script` runs a program on a terminal of its own. */
const SCRIPT = '/usr/bin/script'
const skip = existsSync(SCRIPT) ? false : 'needs `script` of util-linux'

/** Types `keys` when the question is there, and gives back the exit code and what the terminal showed. */
async function answered(keys: string): Promise<{ code: number | null; shown: string }> {
  const child = spawn(SCRIPT, ['-qec', `'${process.execPath}' --import tsx '${PROGRAM}'`, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let shown = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    const before = shown.includes('[y/N]')
    shown += text
    if (!before && shown.includes('[y/N]')) child.stdin.write(keys)
  })
  const [code] = await once(child, 'close')
  return { code, shown }
}

test('yes is yes, everything else is no, Ctrl-C is an interruption', { skip }, async () => {
  const cases: [string, number][] = [
    ['y\r', 0],
    [' YES \r', 0],
    ['\r', 1],
    ['yikes\r', 1],
    ['\u0004', 1],
    ['\u0003', 130],
  ]
  const ends = await Promise.all(cases.slice(0, 3).map(([keys]) => answered(keys)))
  ends.push(...(await Promise.all(cases.slice(3).map(([keys]) => answered(keys)))))
  for (const [at, [keys, code]] of cases.entries()) {
    assert.equal(ends[at]!.code, code, `${JSON.stringify(keys)}: ${ends[at]!.shown}`)
    assert.match(ends[at]!.shown, /The sky falls\. Do it\? \[y\/N\] /)
  }
})

test('without a terminal nobody is asked', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM], { stdio: ['pipe', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.on('data', text => {
    said += text
  })
  child.stdin.end('y\n')
  const [code] = await once(child, 'close')
  assert.equal(code, 2)
  assert.match(said, /NO_TERMINAL The sky falls: nobody is here to be asked\./)
})
