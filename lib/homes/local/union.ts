/** One schema for several files: columns by name, types that hold the values of all. */
import type { DataType, Field } from '../../columns/schema.ts'
import { typeName } from '../../columns/type-name.ts'
import { HomeError } from '../../errors.ts'

interface Known {
  field: Field
  /** The file it was first seen in. */
  path: string
  files: number
  widened: boolean
}

/** The columns of the first file, then those that others add; a file without a column has NULL in it. */
export class Union {
  readonly #columns = new Map<string, Known>()
  #files = 0

  /** @throws {HomeError} `SCHEMA_CONFLICT` when a column's types have no common one without loss */
  add(path: string, fields: Field[]): void {
    this.#files++
    for (const field of fields) {
      const known = this.#columns.get(field.name)
      this.#columns.set(
        field.name,
        known === undefined ? { field, path, files: 1, widened: false } : joined(known, field, path),
      )
    }
  }

  get fields(): Field[] {
    return [...this.#columns.values()].map(({ field, files }) =>
      files < this.#files ? { ...field, nullable: true } : field,
    )
  }

  /** Sentences on columns that some files lack, or have in a smaller type. */
  get notes(): string[] {
    return [...this.#columns].flatMap(([name, { field, files, widened }]) => [
      ...(files < this.#files
        ? [`${name} is in ${files} of ${this.#files} files: NULL in the rows of the others`]
        : []),
      ...(widened ? [`${name} has different types in the files: read as ${field.source}`] : []),
    ])
  }
}

function joined(known: Known, field: Field, path: string): Known {
  const { field: before, files, widened } = known
  const type = commonType(before.type, field.type)
  if (type === null) {
    throw new HomeError(
      'SCHEMA_CONFLICT',
      `The column ${field.name} is ${before.source} in ${known.path} and ${field.source} in ${path}.`,
      {
        advice: 'Make an entity of each kind of file, or leave the column out: columns: […].',
        facts: { column: field.name, files: [known.path, path] },
      },
    )
  }
  const nullable = before.nullable || field.nullable
  if (sameType(type, before.type)) {
    const note = before.note ?? field.note
    const same = { ...alike(before, field), nullable, ...(note === undefined ? {} : { note }) }
    return { ...known, field: same, files: files + 1, widened: widened || !sameType(type, field.type) }
  }
  const wide = sameType(type, field.type) ? field : { ...field, type, source: typeName(type) }
  return { ...known, field: { ...wide, nullable }, files: files + 1, widened: true }
}

/** What both say of a type that is theirs: of a text of 20 characters and one of 40 that it is a text. */
function alike(before: Field, field: Field): Field {
  const narrower = !sameType(before.type, field.type)
  if (narrower || (before.source === field.source && before.length === field.length)) return before
  const { length: _, ...rest } = before
  return { ...rest, source: typeName(before.type) }
}

/** The type that holds the values of both exactly; null when there is none. */
function commonType(one: DataType, other: DataType): DataType | null {
  if (sameType(one, other)) return one
  if (one.kind === 'int' && other.kind === 'int') return one.bits > other.bits ? one : other
  if (one.kind === 'float' && other.kind === 'float') return { kind: 'float', bits: 64 }
  const [a, b] = [asDecimal(one), asDecimal(other)]
  if (a !== null && b !== null && (one.kind === 'decimal' || other.kind === 'decimal')) {
    const scale = Math.max(a.scale, b.scale)
    const precision = Math.max(a.precision - a.scale, b.precision - b.scale) + scale
    return precision > 38 ? null : { kind: 'decimal', precision, scale }
  }
  return null
}

/** Digits of the integers: 32,767 has five. */
function asDecimal(type: DataType): { precision: number; scale: number } | null {
  if (type.kind === 'decimal') return type
  if (type.kind !== 'int') return null
  return { precision: type.bits === 16 ? 5 : type.bits === 32 ? 10 : 19, scale: 0 }
}

export function sameType(a: DataType, b: DataType): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}

function sorted(type: DataType): [string, unknown][] {
  return Object.entries(type).toSorted(([a], [b]) => (a < b ? -1 : 1))
}
