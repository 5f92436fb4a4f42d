/** The store of docs/write-a-store.md keeps the contract: the suite does not know how a store does it. */
import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { type TestContext, test } from 'node:test'
import { manifestStore } from '../../examples/write-a-store/manifest-store.ts'
import { storeConformance } from './store.ts'

async function folder(t: TestContext): Promise<string> {
  const base = await mkdtemp(join(tmpdir(), 'hygge-manifest-'))
  t.after(() => rm(base, { recursive: true, force: true }))
  return base
}

async function namesOf(path: string): Promise<string[] | null> {
  const text = await readFile(join(path, 'manifest.json'), 'utf8').catch(() => null)
  if (text === null) return null
  const entries: { name: string }[] = JSON.parse(text)
  return entries.map(entry => entry.name)
}

storeConformance('a store with a manifest', async t => {
  const base = await folder(t)
  return {
    store: entity => manifestStore({ path: join(base, entity) }),
    async seen(entity) {
      const names = await namesOf(join(base, entity))
      if (names === null) return null
      return Promise.all(
        names.map(
          async (name): Promise<[string, Uint8Array]> => [name, await readFile(join(base, entity, 'data', name))],
        ),
      )
    },
    async debris() {
      const expected = new Set<string>()
      for (const entity of await readdir(base)) {
        const names = await namesOf(join(base, entity))
        if (names === null) continue
        for (const path of ['', 'manifest.json', 'data', ...names.map(name => `data/${name}`)]) {
          expected.add(path === '' ? entity : `${entity}/${path}`)
        }
      }
      const entries = await readdir(base, { recursive: true, withFileTypes: true })
      const paths = entries.map(({ parentPath, name }) => relative(base, join(parentPath, name)).split(sep).join('/'))
      return paths.filter(path => !expected.has(path))
    },
    async damage({ run, entity, name }, change) {
      const path = join(base, entity, 'staging', run, name)
      const bytes = change(await readFile(path))
      await (bytes === null ? rm(path) : writeFile(path, bytes))
    },
  }
})

test('a manifest that is none is an error that names it', async t => {
  const base = await folder(t)
  for (const text of ['', '{}', '[{"name":1}]']) {
    await mkdir(join(base, 'orders'), { recursive: true })
    await writeFile(join(base, 'orders', 'manifest.json'), text)
    await assert.rejects(manifestStore({ path: join(base, 'orders') }).existing(), {
      code: 'MANIFEST_INVALID',
      message: /manifest\.json is not a manifest/,
    })
  }
})
