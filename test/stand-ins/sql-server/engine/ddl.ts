/** Runs CREATE, ALTER, DROP, TRUNCATE and SELECT INTO: DuckDB first, then the catalog. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { SqlError } from '../types.ts'
import { type Column, columnOf, duckTable, type Index, identitySequence, type Table } from './catalog.ts'
import type { ColumnDefinition, StatementOf } from './syntax/tree.ts'
import type { Context } from './translate/context.ts'
import { createSchemaSql, createTableSql, tableParts } from './translate/definition.ts'
import type { BoundColumn } from './translate/typed.ts'
import { duckType, quoteName } from './types/storage.ts'

export type Definition =
  | StatementOf<
      'create table' | 'create index' | 'create schema' | 'drop table' | 'add columns' | 'drop column' | 'truncate'
    >
  | { is: 'select into'; table: string[]; columns: BoundColumn[]; sql: string }

interface Defined {
  /** Takes the change of the catalog back; the tables' rows are DuckDB's to roll back. */
  undo(): void
  rows: number
}

const nothing = (): void => undefined

export async function defineTable(
  context: Context,
  connection: DuckDBConnection,
  definition: Definition,
): Promise<Defined> {
  const { catalog, database } = context
  switch (definition.is) {
    case 'create schema': {
      const { schemas } = catalog.database(database)
      const key = definition.name.toLowerCase()
      if (schemas.has(key))
        throw new SqlError(2714, `There is already an object named '${definition.name}' in the database.`, { state: 6 })
      await connection.run(createSchemaSql(database, definition.name))
      schemas.set(key, { name: definition.name, id: schemas.size + 4 })
      return { undo: () => schemas.delete(key), rows: 0 }
    }
    case 'create table': {
      const parts = tableParts(context, definition.table.at(-1)!, definition.columns, definition.keys)
      const table = await create(context, connection, definition.table, parts)
      return { undo: () => catalog.remove(table), rows: 0 }
    }
    case 'select into': {
      const columns = definition.columns.map(({ name, type, nullable }): Column => {
        if (name === '')
          throw new SqlError(
            1038,
            'An object or column name is missing or empty. For SELECT INTO statements, verify each column has a name.',
            { class: 15 },
          )
        return { name, type, nullable }
      })
      const table = await create(context, connection, definition.table, { columns, indexes: [] })
      const { rowsChanged } = await connection.run(`INSERT INTO ${duckTable(table)} ${definition.sql}`)
      return { undo: () => catalog.remove(table), rows: rowsChanged }
    }
    case 'drop table':
      return drop(context, connection, definition)
    case 'truncate': {
      const table = changeable(context, definition.table)
      await connection.run(`DELETE FROM ${duckTable(table)}`)
      return { undo: nothing, rows: 0 }
    }
    case 'create index':
      return createIndex(context, connection, definition)
    case 'add columns':
      return addColumns(context, connection, definition)
    case 'drop column': {
      const table = changeable(context, definition.table)
      const column = columnOf(table, definition.column)
      await connection.run(`ALTER TABLE ${duckTable(table)} DROP COLUMN ${quoteName(column.name)}`)
      return replace(context, table, { columns: table.columns.filter(each => each !== column) })
    }
  }
}

async function create(
  context: Context,
  connection: DuckDBConnection,
  path: string[],
  parts: Pick<Table, 'columns' | 'indexes'>,
): Promise<Table> {
  const table = context.catalog.add(context.catalog.resolve(path, context.database), parts)
  try {
    await connection.run(createTableSql(table, parts))
    const identity = parts.columns.find(column => column.identity)?.identity
    if (identity) {
      const { seed, increment } = identity
      const least = increment < 0n ? ' MINVALUE -9223372036854775808' : ''
      await connection.run(`CREATE SEQUENCE ${identitySequence(table)} START ${seed} INCREMENT ${increment}${least}`)
    }
  } catch (error) {
    context.catalog.remove(table)
    throw error
  }
  return table
}

function changeable({ catalog, database }: Context, path: string[]): Table {
  const table = catalog.find(catalog.resolve(path, database))
  if (!table)
    throw new SqlError(
      4902,
      `Cannot find the object "${path.join('.')}" because it does not exist or you do not have permissions.`,
    )
  if (table.volume)
    throw new SqlError(50000, `The stand-in generates ${table.schema}.${table.name}: it cannot be changed.`)
  return table
}

async function drop(
  context: Context,
  connection: DuckDBConnection,
  { tables, ifExists }: StatementOf<'drop table'>,
): Promise<Defined> {
  const { catalog, database } = context
  const dropped: Table[] = []
  for (const path of tables) {
    const table = catalog.find(catalog.resolve(path, database))
    if (!table && ifExists) continue
    if (!table)
      throw new SqlError(
        3701,
        `Cannot drop the table '${path.join('.')}', because it does not exist or you do not have permission.`,
        { class: 11, state: 5 },
      )
    if (!table.volume) await connection.run(`DROP TABLE ${duckTable(table)}`)
    catalog.remove(table)
    dropped.push(table)
  }
  return {
    undo: () => {
      for (const table of dropped) catalog.restore(table)
    },
    rows: 0,
  }
}

async function createIndex(
  context: Context,
  connection: DuckDBConnection,
  { name, table: path, unique, clustered, columns, descending = [] }: StatementOf<'create index'>,
): Promise<Defined> {
  const table = changeable(context, path)
  const keys = columns.map(column => columnOf(table, column).name)
  // Only uniqueness changes answers.
  if (unique)
    await connection.run(
      `CREATE UNIQUE INDEX ${quoteName(`${name} ${table.objectId}`)} ON ${duckTable(table)} (${keys.map(quoteName).join(', ')})`,
    )
  const index: Index = { name, unique, primary: false, clustered, columns: keys, descending }
  return replace(context, table, { indexes: [...table.indexes, index] })
}

async function addColumns(
  context: Context,
  connection: DuckDBConnection,
  { table: path, columns, keys }: StatementOf<'add columns'>,
): Promise<Defined> {
  const table = changeable(context, path)
  const known: ColumnDefinition[] = table.columns.map(({ name, type, nullable }) => ({
    name,
    type,
    nullable,
    primaryKey: false,
    unique: false,
  }))
  const added = tableParts(context, table.name, [...known, ...columns], keys)
  const fresh = added.columns.slice(table.columns.length)
  const name = duckTable(table)
  for (const column of fresh) {
    if (!column.nullable && !column.default) {
      throw new SqlError(
        4901,
        `ALTER TABLE only allows columns to be added that can contain nulls, or have a DEFAULT definition specified. Column '${column.name}' cannot be added to non-empty table '${table.name}' because it does not satisfy these conditions.`,
      )
    }
    // As in SQL Server, rows that are there get the default only in a NOT NULL column.
    const filled = column.nullable ? '' : ` DEFAULT ${column.default}`
    await connection.run(`ALTER TABLE ${name} ADD COLUMN ${quoteName(column.name)} ${duckType(column.type)}${filled}`)
  }
  for (const { primary, columns: of } of added.indexes) {
    const list = of.map(quoteName).join(', ')
    await connection.run(
      primary
        ? `ALTER TABLE ${name} ADD PRIMARY KEY (${list})`
        : `CREATE UNIQUE INDEX ${quoteName(`UQ ${table.objectId} ${list}`)} ON ${name} (${list})`,
    )
  }
  return replace(context, table, {
    columns: [...table.columns, ...fresh],
    indexes: [...table.indexes, ...added.indexes],
  })
}

/** The table with other columns or keys, under the same id. */
function replace({ catalog }: Context, table: Table, change: Partial<Pick<Table, 'columns' | 'indexes'>>): Defined {
  catalog.restore({ ...table, ...change })
  return { undo: () => catalog.restore(table), rows: 0 }
}
