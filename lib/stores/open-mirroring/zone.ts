/** A table's folder in the landing zone, and where the replicator puts files that it is done with. */
import type { Lake } from '../../lake/lake.ts'
import type { StagedPart } from '../store.ts'
import { highest, numberOf } from './names.ts'
import { METADATA } from './texts.ts'

/** Files move on from the table's folder to the first, and go from the second after a week. */
export const DONE_WITH = ['_ProcessedFiles', '_FilesReadyToDelete'] as const

/** What lies in a table's folder at one moment. */
export interface TableZone {
  /** Bytes by name, of data files in sight and of those done with. */
  files: Map<string, number>
  metadata: boolean
  /** The highest number; 0 when none has one. */
  last: bigint
}

/** Null when there is no folder. */
export async function tableZone(lake: Lake, path: string): Promise<TableZone | null> {
  const entries = await lake.list(path, { recursive: true })
  if (entries === null) return null
  const files = new Map<string, number>()
  for (const { name, bytes, folder } of entries) {
    const segments = name.split('/')
    const file = segments.at(-1) ?? ''
    const above = segments.slice(0, -1).join('/')
    if (folder || file.startsWith('_') || (above !== '' && !DONE_WITH.some(known => known === above))) continue
    files.set(file, bytes)
  }
  const metadata = entries.some(({ name }) => name === METADATA)
  return { files, metadata, last: highest(files.keys()) }
}

/** The name that readers know a part by. */
export function finalOf({ name, final = name }: StagedPart): string {
  return final
}

/** True when the part was published: it is there, or a later one has followed it and it was purged. */
export function isPublished(zone: TableZone | null, part: StagedPart): boolean {
  if (zone === null) return false
  const final = finalOf(part)
  const number = numberOf(final)
  return zone.files.get(final) === part.bytes || isPurged(zone, final, number)
}

/** Numbers are used once and in order: behind a higher one there was this one. */
function isPurged({ files, last }: TableZone, final: string, number: bigint | null): boolean {
  return number !== null && number < last && !files.has(final)
}
