/** What our way of loading tedious leaves out, and what it leaves alone. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Runs a program in a process of its own, which has loaded nothing yet. */
async function said(program: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: ROOT,
  })
  return JSON.parse(stdout)
}

const LOADED = `Object.keys(createRequire(import.meta.url).cache).some(path => /@azure.identity/.test(path))`

test('the library that fetches tokens is not loaded with tedious, and whoever asks for it has it whole', async () => {
  const answer = await said(`
    import { createRequire } from 'node:module'
    const { Connection } = await import('./lib/mssql/tedious.ts')
    const before = ${LOADED}
    const same = (await import('tedious')).Connection === Connection
    const identity = createRequire(import.meta.url)('@azure/identity')
    console.log(JSON.stringify({ before, same, whole: typeof identity.DefaultAzureCredential, after: ${LOADED} }))
  `)
  assert.deepEqual(answer, { before: false, same: true, whole: 'function', after: true })
})

test('one that is there already stays as it is', async () => {
  const answer = await said(`
    import { createRequire } from 'node:module'
    const require = createRequire(import.meta.url)
    const first = require('@azure/identity')
    await import('./lib/mssql/tedious.ts')
    console.log(JSON.stringify({ same: require('@azure/identity') === first, whole: typeof first.DefaultAzureCredential }))
  `)
  assert.deepEqual(answer, { same: true, whole: 'function' })
})
