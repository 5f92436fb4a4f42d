/** Which files an increment is of: those that no run has taken as they are now. */
import { join } from 'node:path'
import { checksumOf } from '../../disk.ts'
import type { SourceFile, Taken } from '../home.ts'

/** Files summed side by side. */
const LANES = 4
/** Names in a sentence. */
const NAMED = 5

/**
 * New files and changed ones, with their checksums. Where length and time of writing are what they were nothing is read; else the checksum decides.
 * @param folder what the paths are below
 */
export async function untaken(
  folder: string,
  listed: SourceFile[],
  taken: Taken,
  signal: AbortSignal,
): Promise<{ files: SourceFile[]; notes: string[] }> {
  const found: (SourceFile | undefined)[] = []
  const changed: string[] = []
  const waiting = listed.entries()
  const lane = async () => {
    for (const [at, file] of waiting) {
      const { path, bytes, modified } = file
      const before = taken.file(path)
      if (before?.bytes === bytes && before.modified === modified) continue
      signal.throwIfAborted()
      const checksum = await checksumOf(join(folder, path))
      if (before?.bytes === bytes && before.checksum === checksum) continue
      if (before !== undefined) changed.push(path)
      found[at] = { ...file, checksum }
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  const files = found.filter(file => file !== undefined)
  return { files, notes: notesOn(listed.length, files.length, changed.toSorted()) }
}

function notesOn(listed: number, untaken: number, changed: string[]): string[] {
  const fresh = untaken - changed.length
  const notes = [`${fresh} of ${listed} ${listed === 1 ? 'file' : 'files'} ${fresh === 1 ? 'is' : 'are'} new`]
  if (changed.length > 0) {
    const more = changed.length > NAMED ? ` and ${changed.length - NAMED} more` : ''
    const names = changed.slice(0, NAMED).join(', ')
    notes.push(`Taken before and changed since, so taken again with all their rows: ${names}${more}`)
  }
  return notes
}
