/** Which file comes next: by its number without a gap, or by its time. */
import type { FileNode } from '../namespace/node.ts'
import type { DetectionStrategy } from './metadata.ts'
import { MirrorError } from './mirror-error.ts'

const NUMBERED = /^(\d{20})\.parquet$/

export interface Sequence {
  /** Names of files done with; none is ever read again. */
  done: ReadonlySet<string>
  /** The highest number among them. */
  last: number
}

export interface Next {
  file: FileNode | null
  /** Why the files that are there have to wait. */
  waiting: string
}

/** `files` are those in sight, but for the last one done with, which stays. @throws {MirrorError} for one that can never be read. */
export function nextFile(files: readonly FileNode[], detection: DetectionStrategy, sequence: Sequence): Next {
  if (detection === 'SequentialFileName') return byNumber(files, sequence.last)
  return byTime(files.filter(({ name }) => !sequence.done.has(name)))
}

function byNumber(files: readonly FileNode[], last: number): Next {
  let next: FileNode | null = null
  for (const file of files) {
    const number = Number(NUMBERED.exec(file.name)?.[1] ?? Number.NaN)
    if (!(number >= 1))
      throw new MirrorError('InvalidFileName', `${file.name}: expected 20 digits from 1 on, and .parquet`)
    if (number <= last) throw new MirrorError('FileNameReused', `${file.name} comes after number ${last}`)
    if (number === last + 1) next = file
  }
  const waiting = next === null && files.length > 0 ? `number ${last + 1} is missing, and later ones are there` : ''
  return { file: next, waiting }
}

/** Files of the same moment come in no order that a client may count on: here, the worst. */
function byTime(files: readonly FileNode[]): Next {
  for (const { name } of files) {
    if (!name.endsWith('.parquet')) throw new MirrorError('InvalidFileName', `${name}: the stand-in reads .parquet`)
  }
  const [first] = files.toSorted((a, b) => a.modified - b.modified || (a.name < b.name ? 1 : -1))
  return { file: first ?? null, waiting: '' }
}
