/** The key of a mirrored table: columns that are there, have values, and can be told apart in Fabric. */
import type { DataType, Field, Schema } from '../../columns/schema.ts'
import { StoreError } from '../../errors.ts'
import { renamed } from '../../polish/rename.ts'
import { didYouMean } from '../../suggest.ts'
import type { OpenMirroringStoreConfig } from './config.ts'

type Keyed = Pick<OpenMirroringStoreConfig, 'key_columns' | 'polish'>

/** The columns of the key as the files name them. @throws {StoreError} when one is not there */
export function keyColumnsOf(config: Keyed, schema: Schema): string[] {
  return keysOf(config, schema).map(({ name }) => name)
}

/**
 * @param nulls columns that are masked to NULL
 * @returns sentences for the plan. @throws {StoreError} when rows could not be told apart by it
 */
export function checkKeys(config: Keyed, schema: Schema, nulls: string[]): string[] {
  const keys = keysOf(config, schema)
  for (const { name, type, source } of keys) {
    if (nulls.includes(name))
      throw refused(name, 'is masked to NULL', 'Mask it by sha256 or hmac, or take another key.')
    const why = blurred(type)
    if (why !== null) throw refused(name, `is of the type ${source}: ${why}`, 'Take another key.')
  }
  return keys
    .filter(({ nullable }) => nullable)
    .map(({ name }) => `${name} is of the key and may be NULL: rows without a value in it are one row to Fabric`)
}

/** Under the name it has in the files, or under that of the source. */
function keysOf({ key_columns, polish }: Keyed, { fields }: Schema): Field[] {
  return key_columns.map(wanted => {
    const polished = polish === undefined ? wanted : renamed(wanted, polish.columns)
    const found = fields.find(({ name }) => name === wanted) ?? fields.find(({ name }) => name === polished)
    if (found) return found
    const names = fields.map(({ name }) => name)
    throw new StoreError('KEY_COLUMN_UNKNOWN', `key_columns: the rows have no column ${wanted}.`, {
      advice: didYouMean(wanted, names, 'columns').replace(/^./, letter => letter.toUpperCase()),
      facts: { column: wanted, columns: names },
    })
  })
}

/** Why two values may be one in Fabric; null when they never are. */
function blurred(type: DataType): string | null {
  switch (type.kind) {
    case 'float':
      return 'what is nearly the same is not told apart'
    case 'time':
    case 'timestamp':
      return type.unit === 'ns' ? 'Fabric keeps microseconds' : null
    default:
      return null
  }
}

function refused(column: string, why: string, advice: string): StoreError {
  return new StoreError('KEY_COLUMN_UNFIT', `key_columns: ${column} ${why}.`, { advice, facts: { column } })
}
