/** What a file of hygge's own says of its columns besides Parquet's types: what the source named them, `nvarchar(20)`. */
import { isDeepStrictEqual } from 'node:util'
import type { FileMetaData } from 'hyparquet'
import type { Field } from '../../columns/schema.ts'

type Written = Pick<Field, 'name' | 'source' | 'length'> & { type: unknown }

/** The schema of rows as they came to the encoder (lib/encode/parquet/footer.ts). */
const KEY = 'hygge.schema'

/** The fields with what was known of them when they were written; a file that somebody else wrote, or changed the types of, has its own. */
export function withSources(fields: readonly Field[], metadata: FileMetaData): Field[] {
  const text = metadata.key_value_metadata?.find(({ key }) => key === KEY)?.value
  const written = text === undefined ? [] : writtenIn(text)
  return fields.map(field => {
    const same = written.find(({ name, type }) => name === field.name && isDeepStrictEqual(type, field.type))
    if (same === undefined) return field
    const { source, length } = same
    return { ...field, source, ...(length === undefined ? {} : { length }) }
  })
}

function writtenIn(text: string): Written[] {
  try {
    const { fields }: { fields?: unknown } = JSON.parse(text)
    return Array.isArray(fields) ? fields.filter(isWritten) : []
  } catch {
    // Somebody else's words under our key.
    return []
  }
}

function isWritten(value: unknown): value is Written {
  if (!isObject(value)) return false
  const { name, source, length } = value
  return typeof name === 'string' && typeof source === 'string' && (length === undefined || Number.isInteger(length))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
