/** In which order a table can be read so that a read can be continued in its middle. Pure. */
import type { Batch } from '../../columns/batch.ts'
import type { Field, Schema } from '../../columns/schema.ts'
import { textOf } from '../../columns/value.ts'
import { HomeError } from '../../errors.ts'
import type { OrderColumn, Position, Range } from '../home.ts'
import { readable } from './scale.ts'
import { behind, placeName } from './statement.ts'

/** A column of the clustered index. */
export interface KeyColumn {
  name: string
  descending: boolean
}

/** A column that is read: as it is stored, or converted by the server. */
export interface ReadColumn {
  field: Field
  converted: boolean
}

/**
 * The order that the clustered index gives for nothing; null when a key column is not read, may be NULL (which no comparison finds),
 * or has values that a parameter cannot give back exactly.
 */
export function orderOf(key: readonly KeyColumn[], columns: readonly ReadColumn[]): OrderColumn[] | null {
  const order: OrderColumn[] = []
  for (const { name, descending } of key) {
    const column = columnNamed(columns, name)
    if (column === undefined || column.converted || column.field.nullable || !isExact(column.field)) return null
    order.push({ column: column.field.name, type: column.field.source, descending })
  }
  return order.length === 0 ? null : order
}

/** By its very name, else by the only one that differs in case: names compare as the database's collation says. */
function columnNamed(columns: readonly ReadColumn[], name: string): ReadColumn | undefined {
  const same = columns.find(({ field }) => field.name === name)
  const alike = columns.filter(({ field }) => field.name.toLowerCase() === name.toLowerCase())
  return same ?? (alike.length === 1 ? alike[0] : undefined)
}

/** True when the batch has all of a value and its text is taken back as the same value. Money and floats are not among them. */
function isExact({ source, type }: Field): boolean {
  if (/^(tinyint|smallint|int|bigint|(decimal|numeric)\(.*|date|uniqueidentifier|smalldatetime|datetime)$/.test(source))
    return true
  if (/^n?(var)?char\(\d+\)$/.test(source)) return true
  // A seventh digit is cut in microseconds.
  if (/^datetime2\(\d\)$/.test(source))
    return source !== 'datetime2(7)' || type.kind === 'utf8' || (type.kind === 'timestamp' && type.unit === 'ns')
  return false
}

/** The place behind the last row of a batch; null when the range has no order, or the row has no exact text. */
export function positionIn({ order }: Range, { fields }: Schema, batch: Batch): Position | null {
  if (order === undefined || batch.rows === 0) return null
  const position: Position = []
  for (const [index, { column, mark, type }] of order.entries()) {
    const at = fields.findIndex(({ name }) => name === (mark ?? column))
    if (at < 0) return null
    const value = textOf(fields[at]!.type, batch.columns[at]!, batch.rows - 1)
    if (value === null || !travels(type, value)) return null
    position.push({ name: placeName(index), type, value: readable(type, value) })
  }
  return position
}

/** A replacement character may stand for what UTF-8 cannot say; beyond ASCII a varchar parameter depends on the database's code page. */
function travels(type: string, value: string): boolean {
  if (/^n(var)?char/.test(type)) return !value.includes('\ufffd')
  return !/^(var)?char/.test(type) || /^[\x20-\x7e]*$/.test(value)
}

/**
 * The rest of a range behind a position in it.
 * @throws {HomeError} `RANGE_UNORDERED`, `POSITION_INVALID`
 */
export function restOf(range: Range, position: Position): Range {
  const { order, statement, parameters } = range
  if (order === undefined) {
    throw new HomeError(
      'RANGE_UNORDERED',
      `Range ${range.index} has no order, so it cannot be continued in the middle.`,
      { advice: 'Read the range again from its start.', facts: { range: range.index } },
    )
  }
  const fits =
    position.length === order.length &&
    position.every(({ name, type, value }, i) => name === placeName(i) && type === order[i]!.type && value !== null)
  if (!fits) {
    throw new HomeError('POSITION_INVALID', `The place to continue range ${range.index} from is not one of its own.`, {
      advice: 'Run with --fresh, so that the entity is read from its start.',
      facts: { range: range.index, position, order },
    })
  }
  return { ...range, statement: behind(statement, order), parameters: [...parameters, ...position] }
}
