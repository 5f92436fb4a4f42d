/** A database: what it holds, and its principals and their permissions. */
import type { Table } from './table.ts'

export interface Principal {
  name: string
  id: number
  /** `S` for a user, `R` for a role. */
  type: 'S' | 'R'
}

export interface Permission {
  grantee: number
  /** SELECT, INSERT … */
  name: string
  state: 'GRANT' | 'DENY' | 'GRANT_WITH_GRANT_OPTION'
  /** 0 the database, 1 an object, 3 a schema. */
  scope: 0 | 1 | 3
  /** The id of the object or schema; 0 for the database. */
  on: number
  /** The id of a column, when it is only about that; else 0. */
  column: number
}

export interface Database {
  readonly name: string
  readonly id: number
  readonly schemas: Map<string, { name: string; id: number }>
  readonly tables: Map<string, Table>
  readonly principals: Map<string, Principal>
  permissions: Permission[]
  /** Lower bounds of the rowversions that open transactions have taken, by session. */
  readonly activeRowversions: Map<number, bigint>
}

const SCHEMAS = [
  ['dbo', 1],
  ['guest', 2],
  ['INFORMATION_SCHEMA', 3],
  ['sys', 4],
] as const
const PRINCIPALS = [
  ['public', 0, 'R'],
  ['dbo', 1, 'S'],
  ['guest', 2, 'S'],
  ['INFORMATION_SCHEMA', 3, 'S'],
  ['sys', 4, 'S'],
  ['db_owner', 16_384, 'R'],
  ['db_ddladmin', 16_387, 'R'],
  ['db_datareader', 16_390, 'R'],
  ['db_datawriter', 16_391, 'R'],
] as const

export function newDatabase(name: string, id: number): Database {
  return {
    name,
    id,
    schemas: new Map(SCHEMAS.map(([schema, at]) => [schema.toLowerCase(), { name: schema, id: at }])),
    tables: new Map(),
    principals: new Map(PRINCIPALS.map(([who, at, type]) => [who.toLowerCase(), { name: who, id: at, type }])),
    permissions: [],
    activeRowversions: new Map(),
  }
}
