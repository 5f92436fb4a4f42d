/** Places in a range of files: behind a row of one of them. */
import { HomeError } from '../../errors.ts'
import type { OrderColumn, Position, SourceFile } from '../home.ts'

/** Rows come file by file, each from its first row to its last. The names are none that a column can have in where the journal looks. */
export const ORDER: OrderColumn[] = [
  { column: '(file)', type: 'path', descending: false },
  { column: '(row)', type: 'row', descending: false },
]

/** Behind the row before `row` of the file. */
export function positionOf({ path }: SourceFile, row: number): Position {
  const values = [path, row]
  return ORDER.map(({ column, type }, at) => ({ name: column, type, value: values[at] }))
}

/** Where a read goes on. @throws {HomeError} `POSITION_INVALID` when it is no place in these files */
export function placeIn(files: SourceFile[], position: Position): { file: number; row: number } {
  const [path, row] = position
  const known =
    position.length === ORDER.length &&
    position.every(({ name, type }, at) => name === ORDER[at].column && type === ORDER[at].type)
  const file = files.findIndex(one => one.path === path?.value)
  if (!known || file < 0 || typeof row.value !== 'number' || !Number.isSafeInteger(row.value) || row.value < 0) {
    throw new HomeError('POSITION_INVALID', `There is no place ${JSON.stringify(position)} in these files.`, {
      advice: 'The journal has a record that does not belong here. Run once with --fresh.',
      facts: { position },
    })
  }
  return { file, row: row.value }
}
