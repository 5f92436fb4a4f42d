/** T-SQL that makes tables and says what will be loaded into them. Pure. */
import type { Field, Schema } from '../../columns/schema.ts'
import { columnTypeOf } from '../../mssql/column-type.ts'
import { quote } from '../../mssql/identifier.ts'
import { printSqlType } from '../../mssql/sql-type.ts'
import { PART_COLUMN } from '../../mssql/work-table.ts'

/** `[name] nvarchar(50) NULL` */
function definition(field: Field): string {
  return `${quote(field.name)} ${printSqlType(columnTypeOf(field))} ${field.nullable ? 'NULL' : 'NOT NULL'}`
}

export function createTable(table: string, { fields }: Schema): string {
  return `CREATE TABLE ${table} (${fields.map(definition).join(', ')})`
}

/**
 * A table of these columns, and of the number of the part that each row came with.
 * @param required columns that an index does not let be NULL, in lower case
 */
export function createWorkTable(table: string, { fields }: Schema, required: readonly string[]): string {
  const strict = fields.map(field => ({
    ...field,
    nullable: field.nullable && !required.includes(field.name.toLowerCase()),
  }))
  return `CREATE TABLE ${table} (${[...strict.map(definition), `${quote(PART_COLUMN)} int NOT NULL`].join(', ')})`
}

/** Columns that a table gets which has rows already. */
export function addColumns(table: string, schema: Schema, names: readonly string[]): string {
  const fields = schema.fields.filter(({ name }) => names.includes(name))
  return `ALTER TABLE ${table} ADD ${fields.map(field => definition({ ...field, nullable: true })).join(', ')}`
}

/** What the bytes of `lib/encode/tds` are: their columns in their order. */
export function insertBulk(table: string, schema: Schema, lockTable: boolean): string {
  const columns = schema.fields.map(field => `${quote(field.name)} ${printSqlType(columnTypeOf(field))}`)
  const list = [...columns, `${quote(PART_COLUMN)} int`].join(', ')
  return `INSERT BULK ${table} (${list})${lockTable ? ' WITH (TABLOCK)' : ''}`
}

/** `[__hygge_part] IN (0, 1)`; numbers are ours. */
export function ofParts(parts: readonly number[]): string {
  return `${quote(PART_COLUMN)} IN (${parts.join(', ')})`
}
