/** What a translation may look at: the catalog, the session, the variables; and names for what it invents. */
import type { SqlError, SqlType, SqlValue } from '../../types.ts'
import type { Catalog } from '../catalog.ts'
import type { Histograms } from '../histogram.ts'
import type { Query } from '../syntax/tree.ts'
import type { Table } from '../table.ts'
import type { Scope } from './scope.ts'
import type { BoundColumn } from './typed.ts'

/** Facts of the session that functions tell. */
export interface SessionFacts {
  id: number
  user: string
  host: string
  application: string
  transactions: number
  /** What XACT_STATE tells. */
  transactionState: -1 | 0 | 1
  /** @@ERROR. */
  lastError: number
  /** The table of SET IDENTITY_INSERT … ON. */
  identityInsert: number | null
  lastRows: number
  lastIdentity: bigint | null
}

export interface Variable {
  type: SqlType
  /** Undefined while only the shape of the result is asked for. */
  value: SqlValue | undefined
}

/** A query as DuckDB SQL whose columns are c0, c1, …, and what SQL Server says of them. */
export interface Translated {
  sql: string
  columns: BoundColumn[]
}

export interface QueryOptions {
  outer?: Scope
  /** Where the query stands; subqueries have rules of their own. */
  role?: 'top' | 'derived' | 'scalar' | 'exists'
}

export interface Context {
  catalog: Catalog
  database: string
  session: SessionFacts
  variables: ReadonlyMap<string, Variable>
  /** The statement's clock: 100 ns ticks since 0001-01-01, UTC. */
  now: bigint
  /** Whether sys.dm_* answer with a permission error. */
  forbidCatalog: boolean
  /** Whether snapshot isolation is off. */
  forbidSnapshot: boolean
  /** The last rowversion given out in a database. */
  rowversion(database: string): bigint
  /** The error that a CATCH block is about. */
  caught: SqlError | null
  /** Every table that the statement names, and those that it changes: they are locked. */
  touched: Set<Table>
  written: Set<Table>
  /** The table of a path, or error 208. */
  table(path: string[]): Table
  ctes: ReadonlyMap<string, Translated>
  histograms: Histograms
  /** How to translate a query, for the expressions and sources that hold one: handed in, so that they do not import queries. */
  query(context: Context, query: Query, options: QueryOptions): Translated
  /** A name that no other part of the statement has. */
  alias(): string
}

/** A source of names: s1, s2 … */
export function aliases(): () => string {
  let last = 0
  return () => `s${++last}`
}
