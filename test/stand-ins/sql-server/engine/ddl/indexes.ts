/** CREATE INDEX and DROP INDEX. */
import { SqlError } from '../../types.ts'
import type { StatementOf } from '../syntax/tree.ts'
import type { Table } from '../table.ts'
import { indexFrom, same } from '../translate/definition.ts'
import { dropIndexSql } from '../translate/table-sql.ts'
import { addIndex } from './alter.ts'
import { changeable, type Defined, type Defining } from './definition.ts'

export async function createIndex(
  defining: Defining,
  { table: path, index: definition, dropExisting }: StatementOf<'create index'>,
): Promise<Defined> {
  const table = changeable(defining, path, 1088)
  const replaced = dropExisting && table.indexes.find(index => same(index.name, definition.name))
  if (replaced && replaced.storage !== undefined) await defining.connection.run(dropIndexSql(table, replaced))
  const before = { ...table, indexes: table.indexes.filter(index => index !== replaced) }
  const index = indexFrom(defining.context, before, definition)
  const after: Table = { ...before, indexes: [...before.indexes, index] }
  await addIndex(defining, after, index)
  return { change: catalog => catalog.put(after) }
}

export async function dropIndexes(
  { context, connection }: Defining,
  { indexes, ifExists }: StatementOf<'drop index'>,
): Promise<Defined> {
  const { catalog, database } = context
  const changed = new Map<string, Table>()
  for (const { name, table: path } of indexes) {
    const place = catalog.resolve(path, database)
    const key = JSON.stringify(place)
    const table = changed.get(key) ?? catalog.find(place)
    const index = table?.indexes.find(each => same(each.name, name))
    if (!(table && index)) {
      if (ifExists) continue
      throw new SqlError(
        3701,
        `Cannot drop the index '${path.join('.')}.${name}', because it does not exist or you do not have permission.`,
        { class: 11, state: 7 },
      )
    }
    if (index.constraint) {
      throw new SqlError(
        3723,
        `An explicit DROP INDEX is not allowed on index '${path.join('.')}.${name}'. It is being used for ${index.primary ? 'PRIMARY KEY' : 'UNIQUE KEY'} constraint enforcement.`,
        { state: 4 },
      )
    }
    if (index.storage !== undefined) await connection.run(dropIndexSql(table, index))
    changed.set(key, { ...table, indexes: table.indexes.filter(each => each !== index) })
  }
  return {
    change: after => {
      for (const table of changed.values()) after.put(table)
    },
  }
}
