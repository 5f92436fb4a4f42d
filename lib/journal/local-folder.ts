/** The journal on a disk of this machine: write, sync, link, sync the folder. */
import { randomBytes } from 'node:crypto'
import { link, open, readdir, readFile, rm } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { isErrno, makeFolder, step, syncFolder } from '../disk.ts'
import type { Folder } from './folder.ts'

/** Files being written carry this ending; nobody reads them, and the next fold removes those of dead processes. */
const UNFINISHED = '.tmp'

export function localFolder(root: string): Folder {
  const at = (name: string) => join(root, ...name.split('/'))
  return {
    location: root,

    async create(name, bytes) {
      const path = at(name)
      const folder = dirname(path)
      await makeFolder(folder)
      const draft = join(folder, `${basename(path)}.${randomBytes(6).toString('hex')}${UNFINISHED}`)
      try {
        await step('write', draft, () => writeDurably(draft, bytes))
        const made = await step('link', path, () => linkNew(draft, path))
        if (made) await syncFolder(folder)
        return made
      } finally {
        await step('remove', draft, () => rm(draft, { force: true }))
      }
    },

    async read(name) {
      const path = at(name)
      return step('read', path, async () => {
        try {
          return await readFile(path)
        } catch (error) {
          if (isErrno(error, 'ENOENT', 'ENOTDIR')) return null
          throw error
        }
      })
    },

    async list(prefix) {
      const folder = prefix === '' ? root : at(prefix)
      const entries = await step('list', folder, async () => {
        try {
          return await readdir(folder, { recursive: true, withFileTypes: true })
        } catch (error) {
          if (isErrno(error, 'ENOENT')) return []
          throw error
        }
      })
      return entries
        .filter(entry => entry.isFile() && !entry.name.endsWith(UNFINISHED))
        .map(entry =>
          join(entry.parentPath, entry.name)
            .slice(root.length + 1)
            .split(sep)
            .join('/'),
        )
        .sort()
    },

    async remove(names) {
      for (const name of names) await step('remove', at(name), () => rm(at(name), { force: true }))
    },
  }
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'wx')
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A link fails when the name is taken, where a rename would replace: this is the create-if-absent of POSIX and NTFS. */
async function linkNew(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return false
    throw error
  }
}
