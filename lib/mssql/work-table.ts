/** What the rows of a work table carry besides their own columns: the number of the part that they came with. */
import { StoreError } from '../errors.ts'

/** The last column of every work table; it is gone when the table is published. */
export const PART_COLUMN = '__hygge_part'

const MAX_PARTS = 100_000

/** `20261124T101500Z-1a2b3c4d-r0002-p00007.tds` → 200007: one number for each part of a run. */
export function partNumber(name: string): number {
  const [, range, part] = /-r(\d+)-p(\d+)\.[^.]*$/.exec(name) ?? []
  const number = Number(range) * MAX_PARTS + Number(part)
  if (Number(part) < MAX_PARTS && number <= 0x7fffffff) return number
  throw new StoreError('PART_UNNUMBERED', `The part ${name} has no number that a work table could keep.`, {
    advice: 'This is a fault of the program that named it; please report it.',
  })
}
