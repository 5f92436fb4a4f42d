/** Files → ranges that are read side by side: about the same number of bytes each, large files cut between their row groups. */
import type { SourceFile } from '../home.ts'

/** With less than this a range of its own costs more than it saves. */
const LEAST_BYTES = 64 * 2 ** 20

/** A file, and where it may be cut. */
export interface Piece {
  file: SourceFile
  /** Rows of its row groups; empty when it can only be read as a whole. */
  groups: number[]
}

/** At most `degree` ranges, in the order of the files; one without files when there are none. */
export function spread(pieces: Piece[], degree: number): SourceFile[][] {
  const total = pieces.reduce((sum, { file }) => sum + file.bytes, 0)
  const count = Math.max(1, Math.min(degree, Math.floor(total / LEAST_BYTES)))
  const slices = pieces.flatMap(({ file, groups }) =>
    count === 1 ? [{ file, bytes: file.bytes }] : slicesOf(file, groups),
  )
  const ranges: SourceFile[][] = Array.from({ length: count }, () => [])
  let done = 0
  for (const { file, bytes } of slices) {
    // By where its middle lies: no range is empty while another has more than its share.
    const at = total === 0 ? 0 : Math.min(count - 1, Math.floor(((done + bytes / 2) * count) / total))
    add(ranges[at], file)
    done += bytes
  }
  const filled = ranges.filter(range => range.length > 0)
  return filled.length === 0 ? [[]] : filled
}

function slicesOf(file: SourceFile, groups: number[]): { file: SourceFile; bytes: number }[] {
  const rows = groups.reduce((sum, group) => sum + group, 0)
  if (groups.length < 2 || rows === 0) return [{ file, bytes: file.bytes }]
  let first = 0
  return groups.map(group => {
    const slice: SourceFile = { ...file, rows: [first, first + group] }
    first += group
    return { file: slice, bytes: (file.bytes * group) / rows }
  })
}

/** Neighbours of one file become one slice again. */
function add(range: SourceFile[], file: SourceFile): void {
  const last = range.at(-1)
  if (last?.path === file.path && last.rows && file.rows && last.rows[1] === file.rows[0]) {
    range[range.length - 1] = { ...last, rows: [last.rows[0], file.rows[1]] }
  } else range.push(file)
}
