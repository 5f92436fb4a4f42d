/** sys.database_principals and sys.database_permissions. */
import type { SqlType } from '../../types.ts'
import { BIT, INT, MADE, MOMENT, NAME, TINY, WORD } from './cells.ts'
import type { View } from './view.ts'

const CODE: SqlType = { name: 'char', length: 4 }
const LETTER: SqlType = { name: 'char', length: 1 }
const PUBLIC_ROLES = 16_384

/** The short forms of the permissions that tables have; others are cut from their names. */
const CODES: Readonly<Record<string, string>> = {
  SELECT: 'SL  ',
  INSERT: 'IN  ',
  UPDATE: 'UP  ',
  DELETE: 'DL  ',
  REFERENCES: 'RF  ',
  ALTER: 'AL  ',
  CONTROL: 'CL  ',
  EXECUTE: 'EX  ',
  CONNECT: 'CO  ',
  'VIEW DEFINITION': 'VW  ',
  'TAKE OWNERSHIP': 'TO  ',
  'CREATE TABLE': 'CRTB',
  'CREATE SCHEMA': 'CRSM',
}
const CLASSES = { 0: 'DATABASE', 1: 'OBJECT_OR_COLUMN', 3: 'SCHEMA' } as const
const STATES = { GRANT: 'G', DENY: 'D', GRANT_WITH_GRANT_OPTION: 'W' } as const

export const SECURITY_VIEWS: Readonly<Record<string, View>> = {
  database_principals: {
    columns: [
      ['name', NAME],
      ['principal_id', INT],
      ['type', LETTER],
      ['type_desc', WORD],
      ['default_schema_name', NAME],
      ['create_date', MOMENT],
      ['modify_date', MOMENT],
      ['owning_principal_id', INT],
      ['is_fixed_role', BIT],
    ],
    rows: ({ catalog }, database) =>
      [...catalog.database(database).principals.values()].map(({ name, id, type }) => {
        const role = type === 'R'
        const fixed = role && id >= PUBLIC_ROLES
        return [
          name,
          id,
          type,
          role ? 'DATABASE_ROLE' : 'SQL_USER',
          role ? null : 'dbo',
          MADE,
          MADE,
          role ? 1 : null,
          fixed,
        ]
      }),
  },
  database_permissions: {
    columns: [
      ['class', TINY],
      ['class_desc', WORD],
      ['major_id', INT],
      ['minor_id', INT],
      ['grantee_principal_id', INT],
      ['grantor_principal_id', INT],
      ['type', CODE],
      ['permission_name', NAME],
      ['state', LETTER],
      ['state_desc', WORD],
    ],
    rows: ({ catalog }, database) =>
      catalog.database(database).permissions.map(({ grantee, name, state, scope, on, column }) => {
        const code = CODES[name] ?? name.slice(0, 4).padEnd(4)
        return [scope, CLASSES[scope], on, column, grantee, 1, code, name, STATES[state], state]
      }),
  },
}
