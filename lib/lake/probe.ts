/** Whether a lake does what exactly-once publishing needs: tried with one small file, before a row is read. */
import { randomBytes } from 'node:crypto'
import { LakeError } from '../errors.ts'
import { isRefusal } from './errors.ts'
import type { Lake } from './lake.ts'
import { moveTo } from './move.ts'
import { LakeUpload } from './upload.ts'

/**
 * Writes, renames and removes a file below `folder`, which goes with it when it is empty then. No container is asked for anything.
 * @throws {LakeError} that says which right is missing; `FLAT_NAMESPACE` for an account that has no folders
 */
export async function probe(lake: Lake, folder: string): Promise<void> {
  const own = `${folder}/probe-${randomBytes(8).toString('hex')}`
  const name = `${own}/file`
  const renamed = `${own}/renamed`
  try {
    const upload = await LakeUpload.begin(lake, name)
    await upload.write(Buffer.from('hygge'))
    await upload.finish()
    if (lake.place.service === 'adls') await refuseFlat(lake, name)
    await moveTo(lake, name, renamed)
  } catch (error) {
    await lake.removeFolder(own).catch(() => {})
    throw error
  }
  await lake.removeFolder(own)
  await lake.pruneEmpty(folder, folder)
}

async function refuseFlat(lake: Lake, file: string): Promise<void> {
  try {
    await lake.accessControl(file)
  } catch (error) {
    // A SAS may lack this right and be good for all that is needed.
    if (isRefusal(error, 403)) return
    if (!isRefusal(error, 400)) throw error
    throw new LakeError('FLAT_NAMESPACE', `${lake.place.account_url} has no hierarchical namespace.`, {
      advice:
        'Renames are not atomic there, so nothing can be published exactly once. Use an account with "Hierarchical namespace" enabled (ADLS Gen2); an existing one can be upgraded.',
      facts: { url: lake.place.account_url },
    })
  }
}
