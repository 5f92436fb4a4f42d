/** CREATE TABLE as a catalog entry and DuckDB DDL. */
import { SqlError } from '../../types.ts'
import { type Column, duckSchema, duckTable, type Index, type ObjectName, type Table } from '../catalog.ts'
import type { ColumnDefinition, KeyDefinition } from '../syntax/tree.ts'
import { duckType, quoteName } from '../types/storage.ts'
import type { Context } from './context.ts'
import { convert } from './conversion.ts'
import { translateValue } from './expression.ts'
import { Scope } from './scope.ts'

/** The columns and keys of a table as the catalog keeps them. */
export function tableParts(
  context: Context,
  name: string,
  definitions: ColumnDefinition[],
  keys: KeyDefinition[],
): Pick<Table, 'columns' | 'indexes'> {
  const all: KeyDefinition[] = [...keys]
  for (const { name: column, primaryKey, unique, clustered } of definitions) {
    const said = clustered === undefined ? {} : { clustered }
    if (primaryKey || unique) all.push({ primary: primaryKey, ...said, columns: [column] })
  }
  const keyed = new Set(
    all.filter(({ primary }) => primary).flatMap(({ columns }) => columns.map(each => each.toLowerCase())),
  )
  const columns = definitions.map(definition => columnFrom(context, definition, keyed))
  const seen = new Set<string>()
  for (const { name: column } of columns) {
    if (seen.has(column.toLowerCase())) {
      throw new SqlError(
        2705,
        `Column names in each table must be unique. Column name '${column}' in table '${name}' is specified more than once.`,
        { state: 3 },
      )
    }
    seen.add(column.toLowerCase())
  }
  return { columns, indexes: all.map((key, index) => indexFrom(name, key, index, columns)) }
}

function columnFrom(context: Context, definition: ColumnDefinition, keyed: Set<string>): Column {
  const { name, type, nullable, identity } = definition
  const column: Column = {
    name,
    type,
    nullable: nullable ?? !(keyed.has(name.toLowerCase()) || identity || type.name === 'timestamp'),
    ...(identity ? { identity } : {}),
  }
  if (definition.default)
    column.default = convert(translateValue(context, new Scope([]), definition.default), type, { mode: 'assign' }).sql
  return column
}

function indexFrom(
  table: string,
  { name, primary, clustered, columns, descending = [] }: KeyDefinition,
  at: number,
  known: Column[],
): Index {
  for (const column of columns) {
    if (!known.some(each => each.name.toLowerCase() === column.toLowerCase())) {
      throw new SqlError(1911, `Column name '${column}' does not exist in the target table or view.`)
    }
  }
  const own =
    name ?? `${primary ? 'PK' : 'UQ'}__${table.slice(0, 8)}__${at.toString(16).toUpperCase().padStart(8, '0')}`
  return { name: own, unique: true, primary, clustered: clustered ?? primary, columns, descending }
}

/** DDL of a table; keys become DuckDB constraints, so that duplicates are refused. */
export function createTableSql(name: ObjectName, { columns, indexes }: Pick<Table, 'columns' | 'indexes'>): string {
  const lines = columns.map(
    column => `${quoteName(column.name)} ${duckType(column.type)}${column.nullable ? '' : ' NOT NULL'}`,
  )
  for (const { primary, unique, columns: keys } of indexes) {
    if (unique) lines.push(`${primary ? 'PRIMARY KEY' : 'UNIQUE'} (${keys.map(quoteName).join(', ')})`)
  }
  return `CREATE TABLE ${duckTable(name)} (${lines.join(', ')})`
}

export const createSchemaSql = (database: string, schema: string): string =>
  `CREATE SCHEMA IF NOT EXISTS ${duckSchema(database, schema)}`
