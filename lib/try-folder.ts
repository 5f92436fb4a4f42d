/** Whether a folder takes files as a run needs them: written, synced, renamed, removed. */
import { randomBytes } from 'node:crypto'
import { dirname, join } from 'node:path'
import { create, makeFolder, move, namesIn, pruneEmpty, removeAll, step, syncFolder } from './disk.ts'

/** Leaves the folder as it was; the folders that had to be made for the trial are removed again. */
export async function tryFolder(base: string): Promise<string> {
  const top = await firstOfOurs(base)
  const trial = join(base, '_tmp', `probe-${randomBytes(6).toString('hex')}`)
  try {
    await makeFolder(trial)
    const handle = await create(join(trial, 'a'))
    await step('write', trial, async () => {
      await handle.writeFile('hygge')
      await handle.sync()
      await handle.close()
    })
    await move(join(trial, 'a'), join(trial, 'b'))
    await syncFolder(trial)
  } finally {
    await removeAll(trial)
    await pruneEmpty(dirname(trial), top)
  }
  return `${base}: a file was written, synced, renamed and removed`
}

/** The highest folder that the trial has to make: it and those below it may be removed when they are empty again. */
async function firstOfOurs(base: string): Promise<string> {
  let first = join(base, '_tmp')
  for (let at = base; (await namesIn(at)) === null; at = dirname(at)) first = at
  return first
}
