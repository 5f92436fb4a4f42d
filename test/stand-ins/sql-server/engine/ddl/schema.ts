/** CREATE SCHEMA, DROP SCHEMA, ALTER SCHEMA … TRANSFER. */
import { SqlError } from '../../types.ts'
import type { StatementOf } from '../syntax/tree.ts'
import type { Table } from '../table.ts'
import { same } from '../translate/definition.ts'
import { changeable, type Defined, type Defining } from './definition.ts'

/** The ids of the schemas of users begin here. */
const FIRST_SCHEMA = 5

export async function createSchema({ context }: Defining, { name }: StatementOf<'create schema'>): Promise<Defined> {
  const { schemas } = context.catalog.database(context.database)
  const key = name.toLowerCase()
  if (schemas.has(key))
    throw new SqlError(2714, `There is already an object named '${name}' in the database.`, { state: 6 })
  const used = [...schemas.values()].map(({ id }) => id)
  const id = Math.max(FIRST_SCHEMA - 1, ...used) + 1
  return { change: catalog => catalog.database(context.database).schemas.set(key, { name, id }) }
}

export async function dropSchema(
  { context }: Defining,
  { name, ifExists }: StatementOf<'drop schema'>,
): Promise<Defined> {
  const { schemas, tables } = context.catalog.database(context.database)
  const key = name.toLowerCase()
  const schema = schemas.get(key)
  if (!schema && ifExists) return { change: () => undefined }
  if (!schema || schema.id < FIRST_SCHEMA) {
    throw new SqlError(
      15151,
      `Cannot drop the schema '${name}', because it does not exist or you do not have permission.`,
    )
  }
  const inside = [...tables.values()].find(table => same(table.schema, name))
  if (inside) {
    throw new SqlError(3729, `Cannot drop schema '${name}' because it is being referenced by object '${inside.name}'.`)
  }
  return { change: catalog => catalog.database(context.database).schemas.delete(key) }
}

export async function transfer(
  defining: Defining,
  { schema: name, object }: StatementOf<'transfer'>,
): Promise<Defined> {
  const { catalog, database } = defining.context
  const schema = catalog.database(database).schemas.get(name.toLowerCase())
  if (!schema) {
    throw new SqlError(
      15151,
      `Cannot alter the schema '${name}', because it does not exist or you do not have permission.`,
    )
  }
  const place = catalog.resolve(object, database)
  if (!catalog.find(place)) {
    const missing = object.at(-1) ?? ''
    throw new SqlError(
      15151,
      `Cannot find the object '${missing}', because it does not exist or you do not have permission.`,
    )
  }
  const table = changeable(defining, object)
  const after: Table = { ...table, schema: schema.name }
  const names = [table.name, ...table.indexes.filter(({ constraint }) => constraint).map(index => index.name)]
  const taken = same(table.schema, schema.name)
    ? undefined
    : names.find(each => catalog.taken({ ...after, name: each }))
  if (taken !== undefined) throw new SqlError(15530, `The object with name "${taken}" already exists.`)
  return {
    change: changed => {
      changed.remove(table)
      changed.put(after)
      // What was granted on the object does not move with it.
      const within = changed.database(table.database)
      within.permissions = within.permissions.filter(({ scope, on }) => !(scope === 1 && on === table.objectId))
    },
  }
}
