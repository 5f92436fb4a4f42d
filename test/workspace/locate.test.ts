import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, it } from 'node:test'
import { ConfigError } from '../../lib/errors.ts'
import { fileOf, findWorkspace } from '../../lib/workspace/locate.ts'
import { folder } from './files.ts'

function root(): string {
  const made = mkdtempSync(join(folder, 'l-'))
  mkdirSync(join(made, 'a', 'b'), { recursive: true })
  return made
}

describe('findWorkspace', () => {
  it('takes the nearest, here or above, and hygge.yml before flows.yml', async () => {
    const top = root()
    writeFileSync(join(top, 'flows.yml'), '')
    assert.equal(await findWorkspace(top), 'flows.yml')
    assert.equal(await findWorkspace(join(top, 'a', 'b')), join('..', '..', 'flows.yml'))
    writeFileSync(join(top, 'a', 'flows.yml'), '')
    writeFileSync(join(top, 'hygge.yml'), '')
    assert.equal(await findWorkspace(join(top, 'a', 'b')), join('..', 'flows.yml'))
    assert.equal(await findWorkspace(top), 'hygge.yml')
  })

  it('does not take a folder for a file', async () => {
    const top = root()
    mkdirSync(join(top, 'a', 'hygge.yml'))
    writeFileSync(join(top, 'hygge.yml'), '')
    assert.equal(await findWorkspace(join(top, 'a')), join('..', 'hygge.yml'))
  })

  it('names every path that it tried, up to the root', async () => {
    const top = root()
    const error = await findWorkspace(join(top, 'a')).catch((reason: unknown) => reason)
    assert.ok(error instanceof ConfigError)
    assert.equal(error.code, 'NO_WORKSPACE')
    const tried = error.facts.tried as string[]
    const first = [join(top, 'a', 'hygge.yml'), join(top, 'a', 'flows.yml'), join(top, 'hygge.yml')]
    assert.deepEqual(tried.slice(0, 3), first)
    assert.deepEqual(tried.slice(-2), [resolve('/', 'hygge.yml'), resolve('/', 'flows.yml')])
    for (const path of tried) assert.ok(error.message.includes(path), path)
  })
})

describe('fileOf', () => {
  it('leaves files and what is not there alone, and looks into a folder but not above it', async () => {
    const top = root()
    const file = join(top, 'flows.yml')
    writeFileSync(file, '')
    assert.equal(await fileOf(file), file)
    assert.equal(await fileOf(join(top, 'none.yml')), join(top, 'none.yml'))
    assert.equal(await fileOf(`${top}/`), file)
    writeFileSync(join(top, 'hygge.yml'), '')
    assert.equal(await fileOf(top), join(top, 'hygge.yml'))
    await assert.rejects(fileOf(join(top, 'a')), /this is a folder, and there is no hygge\.yml or flows\.yml in it/)
  })
})
