import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { localFolder } from '../../lib/journal/local-folder.ts'
import { folderConformance } from '../conformance/folder.ts'

folderConformance('a folder on disk', async t => {
  const above = await mkdtemp(join(tmpdir(), 'hygge-folder-'))
  t.after(() => rm(above, { recursive: true, force: true }))
  const root = join(above, 'journal')
  return {
    folder: () => localFolder(root),
    async everything() {
      const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])
      return entries.map(entry => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    },
  }
})
