/** CREATE TABLE, DROP TABLE, TRUNCATE TABLE, SELECT INTO. */
import { SqlError } from '../../types.ts'
import { createIdentity } from '../identity.ts'
import { mustBeAllowedHere } from '../permissions.ts'
import { renewed } from '../storages.ts'
import type { StatementOf } from '../syntax/tree.ts'
import { type Column, duckTable, type Table } from '../table.ts'
import { tableParts } from '../translate/definition.ts'
import { createTableSql } from '../translate/table-sql.ts'
import type { BoundColumn } from '../translate/typed.ts'
import { changeable, type Defined, type Defining, replacing } from './definition.ts'

export async function createTable(
  defining: Defining,
  { table: path, elements }: StatementOf<'create table'>,
): Promise<Defined> {
  const { context } = defining
  const { catalog, database } = context
  const name = catalog.resolve(path, database)
  catalog.schema(name.database, name.schema)
  catalog.mustBeFree(name)
  return create(defining, path, tableParts(context, name.name, elements))
}

export async function selectInto(
  defining: Defining,
  path: string[],
  { sql, columns: selected }: { sql: string; columns: BoundColumn[] },
): Promise<Defined> {
  const columns = selected.map(({ name, type, nullable }, index): Column => {
    if (name === '')
      throw new SqlError(
        1038,
        'An object or column name is missing or empty. For SELECT INTO statements, verify each column has a name. For other statements, look for empty alias names. Aliases defined as "" or [] are not allowed. Change the alias to a valid name.',
        { class: 15, state: 5 },
      )
    return { id: index + 1, name, type, nullable }
  })
  const defined = await create(defining, path, { columns, indexes: [] })
  const [table] = defined.made
  const { rowsChanged } = await defining.connection.run(`INSERT INTO ${duckTable(table)} ${sql}`)
  return { ...defined, rows: rowsChanged }
}

async function create(
  { context, connection }: Defining,
  path: string[],
  parts: Pick<Table, 'columns' | 'indexes'>,
): Promise<Defined & { made: [Table] }> {
  mustBeAllowedHere(context, 'CREATE TABLE')
  const table = context.catalog.design(context.catalog.resolve(path, context.database), parts)
  for (const { name, constraint } of table.indexes) if (constraint) context.catalog.mustBeFree({ ...table, name })
  for (const statement of createTableSql(table)) await connection.run(statement)
  await createIdentity(connection, table)
  return { change: catalog => catalog.put(table), made: [table] }
}

export async function dropTables(
  { context }: Defining,
  { tables, ifExists }: StatementOf<'drop table'>,
): Promise<Defined> {
  const { catalog, database } = context
  const left: Table[] = []
  for (const path of tables) {
    const table = catalog.find(catalog.resolve(path, database))
    if (table) left.push(table)
    else if (!ifExists) {
      throw new SqlError(
        3701,
        `Cannot drop the table '${path.join('.')}', because it does not exist or you do not have permission.`,
        { class: 11, state: 5 },
      )
    }
  }
  return {
    change: after => {
      for (const table of left) after.remove(table)
    },
    left,
  }
}

/** The rows stay where they are until the transaction commits: the table gets an empty place. */
export async function truncate(defining: Defining, { table: path }: StatementOf<'truncate'>): Promise<Defined> {
  const table = changeable(defining, path, 4701)
  if (table.discarded) return { change: replacing(table, { discarded: { rows: 0 } }) }
  const empty = { ...table, ...renewed(defining.context.catalog, table) }
  for (const statement of createTableSql(empty)) await defining.connection.run(statement)
  await createIdentity(defining.connection, table)
  return { change: catalog => catalog.put(empty), made: [empty], left: [table] }
}
