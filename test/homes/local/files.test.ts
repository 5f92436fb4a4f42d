import assert from 'node:assert/strict'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { listFiles } from '../../../lib/homes/local/files.ts'
import { ALWAYS, coded } from '../../conformance/home-under-test.ts'
import { makeFolder } from './files-under-test.ts'

async function folderOf(...paths: string[]): Promise<string> {
  const folder = await makeFolder()
  for (const path of paths) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), path)
  }
  return folder
}

async function found(root: string, pattern: string | null = null): Promise<string[]> {
  const files = await listFiles({ type: 'local', root, pattern, base: root, format: 'parquet' }, ALWAYS)
  return files.map(({ path }) => path)
}

test('W28 W29 a folder is all files of the format below it, sorted; what is hidden or begins with _ is passed by', async () => {
  const folder = await folderOf(
    'b.parquet',
    'a/10.parquet',
    'a/9.PARQUET',
    'a/notes.txt',
    'z/deep/er/x.parquet',
    '.hygge_journal/journal.parquet',
    '_tmp/half.parquet',
    'a/_delta_log/0.parquet',
    'a/.hidden.parquet',
    '_SUCCESS',
  )
  assert.deepEqual(await found(folder), ['a/10.parquet', 'a/9.PARQUET', 'b.parquet', 'z/deep/er/x.parquet'])
})

test('one file is that file, whatever it is called', async () => {
  const folder = await folderOf('_old.data')
  const [file] = await listFiles(
    { type: 'local', root: join(folder, '_old.data'), pattern: null, base: folder, format: 'parquet' },
    ALWAYS,
  )
  assert.equal(file.path, '_old.data')
  assert.equal(file.bytes, '_old.data'.length)
  assert.match(file.modified, /^\d{19}$/)
})

test('a glob names files below its folder, whatever their endings; what it spells out is not passed by', async () => {
  const folder = await folderOf(
    '2025-01/a.bin',
    '2026-01/b.bin',
    '2026-02/c.bin',
    '2026-02/x/d.bin',
    '_old/e.bin',
    '.f/g.bin',
  )
  assert.deepEqual(await found(folder, '2026-*/*.bin'), ['2026-01/b.bin', '2026-02/c.bin'])
  assert.deepEqual(await found(folder, '**/*.bin'), [
    '2025-01/a.bin',
    '2026-01/b.bin',
    '2026-02/c.bin',
    '2026-02/x/d.bin',
  ])
  assert.deepEqual(await found(folder, '{2025,2026}-01/[ab].bin'), ['2025-01/a.bin', '2026-01/b.bin'])
  assert.deepEqual(await found(folder, '_old/*'), ['_old/e.bin'])
  assert.deepEqual(await found(folder, '.f/*'), ['.f/g.bin'])
})

test('links are followed, in circles only once', async () => {
  const folder = await folderOf('real/a.parquet', 'elsewhere/b.parquet')
  await symlink(join(folder, 'elsewhere'), join(folder, 'real', 'linked'))
  await symlink(join(folder, 'real'), join(folder, 'real', 'again'))
  await symlink(join(folder, 'gone'), join(folder, 'real', 'broken.parquet'))
  assert.deepEqual(await found(join(folder, 'real')), ['a.parquet', 'linked/b.parquet'])
})

test('nothing to read is an error that names the place', async () => {
  const folder = await folderOf('a.txt', '_b.parquet')
  await assert.rejects(found(folder), coded('FILES_NOT_FOUND'))
  await assert.rejects(found(join(folder, 'none')), coded('FILES_NOT_FOUND'))
  await assert.rejects(found(folder, '*.parquet'), coded('FILES_NOT_FOUND'))
  await assert.rejects(found(join(folder, 'a.txt'), '*'), coded('FILES_NOT_FOUND'))
  await assert.rejects(found(join(folder, 'none')), { message: `There is nothing at ${join(folder, 'none')}.` })
})
