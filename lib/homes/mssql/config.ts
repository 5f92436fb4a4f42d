/** What a user says of a SQL Server source. Shapes are checked by `schemas/flows.schema.json`; a test holds the two together. */
import type { Isolation } from '../../mssql/connection.ts'

/** One entity's source, expanded: exactly one of `table` and `query`. */
export interface MssqlHomeConfig {
  type: 'mssql'
  connection: string
  /** One to three parts, brackets or double quotes around parts that need them: `dbo.[Order Details]`. */
  table?: string
  query?: string
  /** Names as the source has them; all when absent. Goes with `table`. */
  columns?: string[]
  /** A T-SQL condition, the user's own words. Goes with `table`. */
  where?: string
  /** The most ranges that a table is read in at the same time, 1: no more than one. By default as many as its size is worth. */
  ranges?: number
  /** The column that ranges are cut by; by default the key of the clustered index. */
  range_column?: string
  /** Default `read_committed`. */
  isolation?: Isolation
  /** How datetime2(7) and datetimeoffset(7) lose or keep their seventh digit; default `microseconds`. */
  datetime2?: 'microseconds' | 'nanoseconds' | 'string'
  /** `utc` (default) moves the instant to UTC, `string` keeps the offset. */
  datetimeoffset?: 'utc' | 'string'
  /** `string` (default) as the server prints it, `uuid` as 16 bytes. */
  uniqueidentifier?: 'string' | 'uuid'
}
