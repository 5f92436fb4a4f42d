/** Renames whose answer may be lost: what became of one is told by looking at both ends. */
import { setTimeout as wait } from 'node:timers/promises'
import { LakeError } from '../errors.ts'
import { isRefusal } from './errors.ts'
import { type Lake, parentOf } from './lake.ts'

/** A folder above the destination may be removed, being empty, just before something moves into it. */
const ROUNDS = 10

/**
 * Moves a file or a folder to a place that is to be free.
 * `from` must be a name that nobody else moves or removes: then its absence says that the move was done, whatever was answered.
 * @returns `moved`, or `taken` when something stands there; nothing has changed then.
 * @throws {LakeError} also when neither end is there
 */
export function moveTo(lake: Lake, from: string, to: string): Promise<'moved' | 'taken'> {
  return settle(lake, from, to, () => lake.rename(from, to, { toBeFree: true }))
}

/** Moves a file over whatever file stands there. */
export async function moveOver(lake: Lake, from: string, to: string): Promise<void> {
  const end = await settle(lake, from, to, () => lake.rename(from, to, { toBeFree: false }))
  // Refused for what stands there: it is of another kind.
  if (end === 'taken') throw inTheWay(lake, from, to)
}

/**
 * Moves exactly this version of a folder that others may make anew afterwards: a request that was thought lost and arrives late must not
 * take their folder. The place is one that only this caller fills.
 */
export async function moveVersion(lake: Lake, from: string, to: string): Promise<void> {
  for (let round = 1; ; round++) {
    const version = await lake.stat(from)
    // Nothing there: an earlier request has moved it, or somebody has removed it.
    if (version === null) return
    try {
      const rename = () => lake.rename(from, to, { toBeFree: false, sourceEtag: version.etag })
      if ((await settle(lake, from, to, rename)) === 'taken') throw inTheWay(lake, from, to)
      return
    } catch (error) {
      // Something came into the folder or left it between the two looks.
      if (round === ROUNDS || !isRefusal(error, 412)) throw error
    }
  }
}

async function settle(lake: Lake, from: string, to: string, rename: () => Promise<void>): Promise<'moved' | 'taken'> {
  for (let round = 1; ; round++) {
    try {
      await rename()
      return 'moved'
    } catch (error) {
      if (!(error instanceof LakeError)) throw error
      if (isRefusal(error, 404, 'RenameDestinationParentPathNotFound') && round < ROUNDS) {
        await lake.makeFolder(parentOf(to))
        continue
      }
      const unclear = error.retryable || [404, 409, 412].some(status => isRefusal(error, status))
      if (!unclear || isRefusal(error, 412, 'SourceConditionNotMet')) throw error
      const [source, destination] = await Promise.all([lake.stat(from), lake.stat(to)]).catch(() => {
        throw error
      })
      if (source === null && destination !== null) return 'moved'
      if (source !== null && destination !== null && !error.retryable) return 'taken'
      // Both ends are as before: others are at work in between. What did not pass by waiting is final.
      if (source === null || error.retryable || round === ROUNDS) throw error
      await wait(100 * round)
    }
  }
}

function inTheWay(lake: Lake, from: string, to: string): LakeError {
  return new LakeError('LAKE', `Could not rename ${lake.location(from)}: ${lake.location(to)} is in its way.`, {
    advice: 'Move it away, then run again.',
    facts: { url: lake.location(to) },
  })
}
