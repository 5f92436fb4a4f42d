/** The journal on a disk of this machine: write, sync, link, sync the folder. */
import { randomBytes } from 'node:crypto'
import { link, open, readdir, readFile, rm, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import { isErrno, makeFolder, pruneEmpty, step, syncFolder } from '../disk.ts'
import { DiskError } from '../errors.ts'
import type { Folder } from './folder.ts'

/** Files being written carry this ending; nobody reads them, and the next fold removes those of dead processes. */
const UNFINISHED = '.tmp'

export function localFolder(root: string): Folder {
  const at = (name: string) => join(root, ...name.split('/'))
  return {
    location: root,

    create: (name, bytes) => createWithParents(at(name), bytes, 100),

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
      const files = await filesBelow(folder)
      return files
        .filter(path => !path.endsWith(UNFINISHED))
        .map(path => relative(root, path).split(sep).join('/'))
        .sort()
    },

    async remove(names) {
      const paths = names.map(at)
      await inLanes(paths, path => step('remove', path, () => unlink(path).catch(ignoreMissing)))
      await inLanes(new Set(paths.map(dirname)), folder => pruneEmpty(folder, folder))
    },

    async sweepDrafts(before) {
      for (const path of await filesBelow(root)) {
        if (!path.endsWith(UNFINISHED)) continue
        const facts = await step('look at', path, () => stat(path).catch(ignoreMissing))
        if (facts && facts.mtime < before) await step('remove', path, () => rm(path, { force: true }))
      }
    },
  }
}

/** A neighbour may remove the folder, being empty, just before our file is in it: then once more. */
async function createWithParents(path: string, bytes: Uint8Array, tries: number): Promise<boolean> {
  const folder = dirname(path)
  await makeFolder(folder)
  const draft = join(folder, `${basename(path)}.${randomBytes(6).toString('hex')}${UNFINISHED}`)
  try {
    await step('write', draft, () => writeDurably(draft, bytes))
    const made = await step('link', path, () => linkNew(draft, path))
    if (made) await syncFolder(folder)
    return made
  } catch (error) {
    if (tries > 0 && error instanceof DiskError && error.facts.errno === 'ENOENT')
      return createWithParents(path, bytes, tries - 1)
    throw error
  } finally {
    await step('remove', draft, () => rm(draft, { force: true }))
  }
}

/**
 * Paths of all files below a folder. A folder that is removed meanwhile has no files, and hides none beside it:
 * a recursive `readdir` would end at it.
 */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await step('list', folder, () => readdir(folder, { withFileTypes: true }).catch(ignoreMissing))
  const found = (entries ?? []).map(entry => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesBelow(path)
    return entry.isFile() ? [path] : []
  })
  return (await Promise.all(found)).flat()
}

/** Several at a time, as many as the file system has threads to work on. */
async function inLanes<T>(items: Iterable<T>, work: (item: T) => Promise<unknown>): Promise<void> {
  const waiting = Iterator.from(items)
  const lane = async () => {
    for (const item of waiting) await work(item)
  }
  await Promise.all([lane(), lane(), lane(), lane()])
}

function ignoreMissing(error: unknown): null {
  if (isErrno(error, 'ENOENT')) return null
  throw error
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
