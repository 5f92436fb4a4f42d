/** What left the source, held against what was found afterwards. Pure. */
import type { ColumnChecksum } from '../columns/checksum.ts'
import type { ColumnNulls } from '../homes/home.ts'

/** Columns whose values in the store are not those that left the source, each in a sentence. */
export function compareSums(moved: readonly ColumnChecksum[], stored: readonly ColumnChecksum[]): string[] {
  return moved.flatMap(({ column, nulls, sum }, at) => {
    const found = stored[at]
    if (found?.column !== column) return [`the column ${column} is not in the store`]
    if (found.nulls !== nulls)
      return [`the column ${column} has ${found.nulls} NULLs in the store, and ${nulls} left the source`]
    return found.sum === sum ? [] : [`the column ${column} has other values in the store than left the source`]
  })
}

/** @param counts of all ranges; every one has the same columns */
export function compareWithSource(
  rows: number,
  moved: readonly ColumnChecksum[],
  counts: readonly { rows: number; nulls: readonly ColumnNulls[] }[],
): string[] {
  const source = counts.reduce((sum, count) => sum + count.rows, 0)
  if (source !== rows) return [`the source now counts ${source} rows between the same bounds, and ${rows} were moved`]
  return moved.flatMap(({ column, nulls }) => {
    const found = counts.map(count => count.nulls.find(other => other.column === column)?.nulls)
    const sum = found.reduce<number | undefined>(
      (total, one) => (total === undefined || one === undefined ? undefined : total + one),
      0,
    )
    return sum === undefined || sum === nulls
      ? []
      : [`the source now counts ${sum} NULLs in the column ${column}, and ${nulls} were moved`]
  })
}
