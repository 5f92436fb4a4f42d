/** CREATE USER and ROLE, GRANT, DENY, REVOKE: kept in the catalog. */
import { SqlError } from '../../types.ts'
import type { Permission } from '../database.ts'
import type { StatementOf } from '../syntax/tree.ts'
import { columnOf } from '../table.ts'
import type { Defined, Defining } from './definition.ts'

/** The ids of the principals of users begin here. */
const FIRST_PRINCIPAL = 5
/** Roles that come with the database have ids from here on. */
const FIXED_ROLES = 16_384

export async function createPrincipal(
  { context }: Defining,
  { name, type }: StatementOf<'create principal'>,
): Promise<Defined> {
  const { principals } = context.catalog.database(context.database)
  const key = name.toLowerCase()
  if (principals.has(key)) {
    throw new SqlError(15023, `User, group, or role '${name}' already exists in the current database.`)
  }
  const used = [...principals.values()].map(({ id }) => id).filter(id => id < FIXED_ROLES)
  const id = Math.max(FIRST_PRINCIPAL - 1, ...used) + 1
  return { change: catalog => catalog.database(context.database).principals.set(key, { name, id, type }) }
}

export async function changePermission(
  { context }: Defining,
  { action, permissions, on, principals, grantable }: StatementOf<'permission'>,
): Promise<Defined> {
  const { catalog, database } = context
  const known = catalog.database(database)
  const grantees = principals.map(name => {
    const principal = known.principals.get(name.toLowerCase())
    if (principal) return principal.id
    throw new SqlError(
      15151,
      `Cannot find the user '${name}', because it does not exist or you do not have permission.`,
    )
  })
  const place = placeOf({ context }, on)
  const same = (left: Omit<Permission, 'state'>, right: Omit<Permission, 'state'>): boolean =>
    left.grantee === right.grantee &&
    left.name === right.name &&
    left.scope === right.scope &&
    left.on === right.on &&
    left.column === right.column
  const table = catalog.byId(place.on)
  const meant = grantees.flatMap(grantee =>
    permissions.flatMap(({ name, columns }) => {
      const ids = columns.map(column => (table ? columnOf(table, column).id : 0))
      return (ids.length > 0 ? ids : [0]).map(column => ({ grantee, name, ...place, column }))
    }),
  )
  const granted: Permission['state'] = action === 'GRANT' && grantable ? 'GRANT_WITH_GRANT_OPTION' : 'GRANT'
  const state: Permission['state'] = action === 'DENY' ? 'DENY' : granted
  return {
    change: changed => {
      const within = changed.database(database)
      within.permissions = within.permissions.filter(each => !meant.some(permission => same(permission, each)))
      if (action !== 'REVOKE') within.permissions.push(...meant.map(permission => ({ ...permission, state })))
    },
  }
}

function placeOf(
  { context }: Pick<Defining, 'context'>,
  on: StatementOf<'permission'>['on'],
): Pick<Permission, 'scope' | 'on'> {
  const { catalog, database } = context
  if (on === undefined || on.class === 'DATABASE') return { scope: 0, on: 0 }
  const name = on.path.at(-1) ?? ''
  const missing = new SqlError(
    15151,
    `Cannot find the ${on.class.toLowerCase()} '${name}', because it does not exist or you do not have permission.`,
  )
  if (on.class === 'SCHEMA') {
    const schema = catalog.database(database).schemas.get(name.toLowerCase())
    if (!schema) throw missing
    return { scope: 3, on: schema.id }
  }
  const table = catalog.find(catalog.resolve(on.path, database))
  if (!table) throw missing
  return { scope: 1, on: table.objectId }
}
