/** fn_my_permissions: what the session's user may do. */
import { isDenied, ON_DATABASE, ON_OBJECT, ON_SCHEMA, securables } from '../permissions.ts'
import type { Context } from '../translate/context.ts'
import { known, tableOf } from '../translate/functions/catalog.ts'
import type { Typed } from '../translate/typed.ts'
import { NAME } from './cells.ts'
import type { Cell, View } from './view.ts'

export const MY_PERMISSIONS: View['columns'] = [
  ['entity_name', NAME],
  ['subentity_name', NAME],
  ['permission_name', NAME],
]

export function myPermissions(context: Context, [securable, kind]: readonly Typed[]): Cell[][] {
  const name = known('fn_my_permissions', securable)
  const database = { scope: 0, on: 0 } as const
  switch (known('fn_my_permissions', kind)?.toUpperCase()) {
    case 'DATABASE':
      return rows('database', ON_DATABASE, permission => isDenied(context, permission, database))
    case 'SCHEMA': {
      const schema = context.catalog.database(context.database).schemas.get(name?.toLowerCase() ?? '')
      if (!schema) return []
      const place = { scope: 3, on: schema.id } as const
      return rows(schema.name, ON_SCHEMA, permission => isDenied(context, permission, place, database))
    }
    case 'OBJECT': {
      const table = tableOf(context, name)
      if (!table) return []
      const places = securables(context, table)
      return rows(name ?? '', ON_OBJECT, permission => isDenied(context, permission, ...places))
    }
    default:
      return []
  }
}

const rows = (entity: string, permissions: readonly string[], denied: (permission: string) => boolean): Cell[][] =>
  permissions.filter(permission => !denied(permission)).map(permission => [entity, '', permission])
