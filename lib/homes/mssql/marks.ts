/** What a read in a window selects besides its columns, exact whatever the user's choices of types: the watermark and the key of each row. Pure. */
import type { Field } from '../../columns/schema.ts'
import { quote } from '../../mssql/identifier.ts'
import type { OrderColumn } from '../home.ts'
import type { Candidate } from './candidates.ts'
import { castOf } from './cast.ts'
import { type KeyScale, type Scale, shown } from './scale.ts'
import { columnOf } from './shape.ts'
import type { Selected } from './statement.ts'
import { fieldOf, type TypeOptions } from './tds/field.ts'

export interface Marks {
  selected: Selected[]
  fields: Field[]
  /** The watermark, then the key. */
  order: OrderColumn[]
  /** True when no two rows have the same values in that order, by what the catalog says. */
  unique: boolean
}

export type MarkedColumn = Candidate

interface MarksOptions {
  /** Names of the columns that are read. */
  columns: readonly string[]
  /** Names of the columns of the unique clustered index. */
  clustered: readonly string[]
  types: TypeOptions
}

export function marksOf(
  watermark: Candidate & { scale: Scale },
  key: readonly (Candidate & { keyScale: KeyScale })[],
  { columns, clustered, types }: MarksOptions,
): Marks {
  const taken = new Set(columns.map(name => name.toLowerCase()))
  const marks = [
    markOf('hygge_watermark', taken, watermark, watermark.scale, types),
    ...key.map((column, i) => markOf(`hygge_key_${i + 1}`, taken, column, column.keyScale, types)),
  ]
  const named = new Set(key.map(({ name }) => name.toLowerCase()))
  return {
    selected: marks.map(({ selected }) => selected),
    fields: marks.map(({ field }) => field),
    order: marks.map(({ order }) => order),
    unique: clustered.length > 0 && clustered.every(name => named.has(name.toLowerCase())),
  }
}

function markOf(wanted: string, taken: Set<string>, column: Candidate, scale: Scale | KeyScale, types: TypeOptions) {
  let name = wanted
  while (taken.has(name.toLowerCase())) name += '_'
  taken.add(name.toLowerCase())
  const { expression, field } = read(column, scale, types)
  const order: OrderColumn = { column: column.name, mark: name, type: parameterType(column.source), descending: false }
  return { selected: { name, expression }, field: { ...field, name, nullable: false }, order }
}

/** Times as text: of no other form do the user's choices leave all digits. */
function read(column: Candidate, scale: Scale | KeyScale, types: TypeOptions): { expression: string; field: Field } {
  const shape = columnOf(column.row)
  if (/^date/.test(scale.type)) {
    const { name, nullable, source } = column
    return { expression: shown(scale), field: { name, nullable, source, type: { kind: 'utf8' } } }
  }
  const cast = castOf(shape)
  if (cast !== null) return { expression: cast.expression, field: cast.field }
  return { expression: quote(column.name), field: fieldOf(shape, types) }
}

function parameterType(source: string): string {
  return source === 'sysname' ? 'nvarchar(128)' : source
}
