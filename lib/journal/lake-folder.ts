/** The journal's files in a lake. */
import { randomBytes } from 'node:crypto'
import { type Lake, parentOf } from '../lake/lake.ts'
import { moveTo } from '../lake/move.ts'
import { LakeUpload } from '../lake/upload.ts'
import type { Folder } from './folder.ts'

/** Files being written carry this ending; nobody reads them, and the next fold removes those of dead processes. */
const UNFINISHED = '.tmp'
/** Files removed at the same time: enough to hide a lake's latency. */
const LANES = 8

/** @param root path of the journal in the file system */
export function lakeFolder(lake: Lake, root: string): Folder {
  const at = (name: string) => `${root}/${name}`
  return {
    location: lake.location(root),

    async create(name, bytes) {
      const path = at(name)
      // A name that only this call knows: when it is gone after a lost answer, the rename was done.
      const draft = `${path}.${randomBytes(9).toString('hex')}${UNFINISHED}`
      const upload = await LakeUpload.begin(lake, draft)
      try {
        await upload.write(bytes)
        await upload.finish()
        if ((await moveTo(lake, draft, path)) === 'moved') return true
      } catch (error) {
        await upload.abort()
        throw error
      }
      await upload.abort()
      return false
    },

    read: name => lake.read(at(name)),

    async list(prefix) {
      const files = await filesBelow(lake, prefix === '' ? root : at(prefix.slice(0, -1)))
      return files
        .filter(({ name }) => !name.endsWith(UNFINISHED))
        .map(({ name }) => `${prefix}${name}`)
        .sort()
    },

    async remove(names) {
      const paths = names.map(at)
      await inLanes(paths, path => lake.removeFile(path))
      await inLanes(new Set(paths.map(parentOf)), folder => lake.pruneEmpty(folder, folder))
    },

    async sweepDrafts(before) {
      const files = await filesBelow(lake, root)
      const dead = files.filter(({ name, modified }) => name.endsWith(UNFINISHED) && modified < before)
      await inLanes(dead, ({ name }) => lake.removeFile(at(name)))
    },
  }
}

async function filesBelow(lake: Lake, folder: string): Promise<{ name: string; modified: Date }[]> {
  const entries = await lake.list(folder, { recursive: true })
  return (entries ?? []).filter(entry => !entry.folder)
}

async function inLanes<T>(items: Iterable<T>, work: (item: T) => Promise<unknown>): Promise<void> {
  const waiting = Iterator.from(items)
  const lane = async () => {
    for (const item of waiting) await work(item)
  }
  await Promise.all(Array.from({ length: LANES }, lane))
}
