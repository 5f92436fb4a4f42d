/** Conditions on the rows of a batch. A comparison with NULL holds for no row, as in SQL. */
import type { Column } from '../../../columns/batch.ts'
import type { DataType, Field } from '../../../columns/schema.ts'
import { textColumn } from '../../../decode/text/columns.ts'
import { ValueError } from '../../../decode/text/value-error.ts'
import { ConfigError } from '../../../errors.ts'
import { didYouMean } from '../../../suggest.ts'
import type { Condition, Literal, Operator } from './parse.ts'

/** Sets `keep[row]` to 0 for each row for which the condition does not hold. */
export type Filter = (columns: Column[], rows: number, keep: Uint8Array) => void

/** @param names what there is, for whoever misspelt one @throws {ConfigError} `WHERE_COLUMN`, `WHERE_VALUE`: a column that is not there, a value that its type cannot be compared with */
export function filterOf(
  conditions: Condition[],
  fields: Field[],
  names: Iterable<string> = fields.map(({ name }) => name),
): Filter {
  const tests = conditions.map(condition => {
    const at = fields.findIndex(({ name }) => name === condition.column)
    if (at < 0) throw unknownColumn(condition.column, names)
    return { at, test: testOf(condition, fields[at]) }
  })
  return (columns, rows, keep) => {
    for (const { at, test } of tests) test(columns[at], rows, keep)
  }
}

type Test = (column: Column, rows: number, keep: Uint8Array) => void

function testOf(condition: Condition, field: Field): Test {
  const { kind } = condition
  if (kind === 'null') {
    const wanted = condition.not
    return ({ validity }, rows, keep) => {
      for (let row = 0; row < rows; row++) if (isValid(validity, row) !== wanted) keep[row] = 0
    }
  }
  const comparable = comparableOf(field.type)
  const literals = kind === 'compare' ? [condition.value] : condition.values
  const values = literals.map(literal => comparable(literalColumn(literal, field), 0))
  if (kind === 'compare') {
    const holds = HOLDS[condition.operator]
    const [value] = values
    return (column, rows, keep) => {
      for (let row = 0; row < rows; row++) {
        if (keep[row] !== 0 && !(isValid(column.validity, row) && holds(order(comparable(column, row), value))))
          keep[row] = 0
      }
    }
  }
  const { not } = condition
  return (column, rows, keep) => {
    for (let row = 0; row < rows; row++) {
      if (keep[row] === 0) continue
      const valid = isValid(column.validity, row)
      const found = valid && values.some(value => order(comparable(column, row), value) === 0)
      if (!valid || found === not) keep[row] = 0
    }
  }
}

/** Of the difference; NaN, when one of the two is not a number, equals nothing and differs from everything. */
const HOLDS: Record<Operator, (difference: number) => boolean> = {
  '=': difference => difference === 0,
  '<>': difference => difference !== 0,
  '<': difference => difference < 0,
  '<=': difference => difference <= 0,
  '>': difference => difference > 0,
  '>=': difference => difference >= 0,
}

type Comparable = number | bigint | Uint8Array

function order(one: Comparable, other: Comparable): number {
  if (one instanceof Uint8Array && other instanceof Uint8Array) return Buffer.compare(one, other)
  if (one instanceof Uint8Array || other instanceof Uint8Array) return Number.NaN
  return one < other ? -1 : one > other ? 1 : one === other ? 0 : Number.NaN
}

function comparableOf(type: DataType): (column: Column, row: number) => Comparable {
  switch (type.kind) {
    case 'bool':
      return ({ values }, row) => (values[row >> 3] >> (row & 7)) & 1
    case 'int':
      if (type.bits === 64) return long
      return ({ values }, row) =>
        type.bits === 32 ? view(values).getInt32(row * 4, true) : view(values).getInt16(row * 2, true)
    case 'float':
      return ({ values }, row) =>
        type.bits === 64 ? view(values).getFloat64(row * 8, true) : view(values).getFloat32(row * 4, true)
    case 'date':
      return ({ values }, row) => view(values).getInt32(row * 4, true)
    case 'time':
    case 'timestamp':
      return long
    case 'decimal':
      return ({ values }, row) => {
        const words = view(values)
        return (words.getBigInt64(row * 16 + 8, true) << 64n) | words.getBigUint64(row * 16, true)
      }
    case 'uuid':
      return ({ values }, row) => values.subarray(row * 16, row * 16 + 16)
    case 'utf8':
    case 'binary':
      return ({ values, offsets }, row) => values.subarray(offsets?.[row], offsets?.[row + 1])
  }
}

function long({ values }: Column, row: number): bigint {
  return view(values).getBigInt64(row * 8, true)
}

/** The last array asked for, as its view: rows come one after the other. */
let viewed: DataView = new DataView(new ArrayBuffer(0))

function view(values: Uint8Array): DataView {
  if (viewed.buffer !== values.buffer || viewed.byteOffset !== values.byteOffset) {
    viewed = new DataView(values.buffer, values.byteOffset, values.byteLength)
  }
  return viewed
}

/** The literal as the only row of a column of the type it is compared with. */
function literalColumn(literal: Literal, field: Field): Column {
  const { type } = field
  const quoted = !(type.kind === 'int' || type.kind === 'float' || type.kind === 'decimal' || type.kind === 'bool')
  const fits =
    literal.kind === 'bool' ? type.kind === 'bool' : literal.kind === 'text' ? quoted : !quoted && type.kind !== 'bool'
  if (!fits) throw badValue(literal, field, `is not what a ${type.kind} is compared with`)
  const column = textColumn(type, 1)
  const bytes = Buffer.from(literal.text)
  try {
    column.put(bytes, 0, bytes.length)
  } catch (error) {
    if (error instanceof ValueError) throw badValue(literal, field, error.what)
    throw error
  }
  return column.finish()
}

function isValid(validity: Uint8Array | null, row: number): boolean {
  return validity === null || ((validity[row >> 3] >> (row & 7)) & 1) === 1
}

function unknownColumn(column: string, names: Iterable<string>): ConfigError {
  return new ConfigError('WHERE_COLUMN', `\`where\` names the column ${column}, and there is none.`, {
    advice: `Look at the name: ${didYouMean(column, names, 'columns')}.`,
    facts: { column },
  })
}

function badValue({ kind, text }: Literal, { name, type }: Field, what: string): ConfigError {
  const shown = kind === 'text' ? `'${text}'` : text
  return new ConfigError('WHERE_VALUE', `\`where\` compares the column ${name} with ${shown}, which ${what}.`, {
    advice:
      type.kind === 'int' || type.kind === 'float' || type.kind === 'decimal'
        ? 'Write a number, without quotes.'
        : type.kind === 'bool'
          ? 'Write TRUE or FALSE.'
          : "Write a text in quotes: dates as '2024-05-01', times as '12:30:00', timestamps as '2024-05-01 12:30:00'.",
    facts: { column: name },
  })
}
