import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { localStore } from '../../../lib/stores/local/store.ts'
import { storeConformance } from '../../conformance/store.ts'

storeConformance('the local store', async t => {
  const base = await mkdtemp(join(tmpdir(), 'hygge-local-'))
  t.after(() => rm(base, { recursive: true, force: true }))
  const staged = (run: string, entity: string, name: string) => join(base, '_tmp', run, entity, name)
  return {
    store: entity =>
      localStore({
        type: 'local',
        path: join(base, entity),
        base,
        format: 'parquet',
        compression: 'zstd',
        rows_per_file: 10,
      }),
    async seen(entity) {
      const names = await readdir(join(base, entity)).catch(() => null)
      if (names === null) return null
      return Promise.all(
        names.map(async (name): Promise<[string, Uint8Array]> => [name, await readFile(join(base, entity, name))]),
      )
    },
    // Empty folders count: they would pile up.
    async debris() {
      const entries = await readdir(base, { recursive: true, withFileTypes: true })
      return entries
        .map(entry => relative(base, join(entry.parentPath, entry.name)).split(sep).join('/'))
        .filter(path => path === '_tmp' || path.startsWith('_tmp/') || path.split('/').length > 2)
    },
    async damage({ run, entity, name }, change) {
      const path = staged(run, entity, name)
      const bytes = change(await readFile(path))
      await (bytes === null ? rm(path) : writeFile(path, bytes))
    },
  }
})
