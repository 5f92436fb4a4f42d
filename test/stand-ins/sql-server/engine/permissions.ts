/** Who may do what: everybody everything, but for what is denied. */
import { SqlError } from '../types.ts'
import type { Table } from './table.ts'
import type { Context } from './translate/context.ts'

/** Seeds are planted by the server itself. */
const OWNERS = new Set(['sa', 'dbo'])
const DATABASE = { scope: 0, on: 0 } as const

interface Securable {
  scope: 0 | 1 | 3
  on: number
}

/** Whether the session's user, or public, was denied a permission on one of these. */
export function isDenied({ catalog, database, session }: Context, name: string, ...on: Securable[]): boolean {
  const user = session.user.toLowerCase()
  if (OWNERS.has(user)) return false
  const { principals, permissions } = catalog.database(database)
  const mine = [principals.get(user)?.id, principals.get('public')?.id]
  return permissions.some(
    permission =>
      permission.state === 'DENY' &&
      (permission.name === name || permission.name === 'CONTROL') &&
      permission.column === 0 &&
      mine.includes(permission.grantee) &&
      on.some(each => each.scope === permission.scope && each.on === permission.on),
  )
}

/** A table, its schema and its database: denied on one of them is denied. */
export function securables({ catalog }: Context, { database, schema, objectId }: Table): Securable[] {
  return [{ scope: 1, on: objectId }, { scope: 3, on: catalog.schema(database, schema).id }, DATABASE]
}

/** @throws {SqlError} 229. */
export function mustBeAllowed(
  context: Context,
  name: 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE' | 'ALTER',
  table: Table,
): void {
  if (!isDenied(context, name, ...securables(context, table))) return
  throw new SqlError(
    229,
    `The ${name} permission was denied on the object '${table.name}', database '${table.database}', schema '${table.schema}'.`,
    { class: 14, state: 5 },
  )
}

/** @throws {SqlError} 262. */
export function mustBeAllowedHere(context: Context, name: string): void {
  if (!isDenied(context, name, DATABASE)) return
  throw new SqlError(262, `${name} permission denied in database '${context.database}'.`, { class: 14 })
}

export const ON_DATABASE: readonly string[] = [
  'ALTER',
  'CONNECT',
  'CONTROL',
  'CREATE SCHEMA',
  'CREATE TABLE',
  'DELETE',
  'EXECUTE',
  'INSERT',
  'SELECT',
  'UPDATE',
  'VIEW DATABASE STATE',
  'VIEW DEFINITION',
]
export const ON_OBJECT: readonly string[] = [
  'ALTER',
  'CONTROL',
  'DELETE',
  'INSERT',
  'REFERENCES',
  'SELECT',
  'TAKE OWNERSHIP',
  'UPDATE',
  'VIEW DEFINITION',
]
export const ON_SCHEMA: readonly string[] = [...ON_OBJECT, 'EXECUTE']
