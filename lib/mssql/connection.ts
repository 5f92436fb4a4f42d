/** What a user says of a SQL Server. Shapes are checked by `schemas/flows.schema.json`; a test holds the two together. */
import type { EntraAuthentication } from '../entra.ts'

export type Authentication =
  | { type: 'sql'; user: string; password: string }
  | EntraAuthentication
  | { type: 'access_token'; token: string }

export interface MssqlConnection {
  type: 'mssql'
  server: string
  /** Default 1433. */
  port?: number
  database: string
  /** Default true: TLS after prelogin. `strict` is TDS 8.0: TLS first. */
  encrypt?: boolean | 'strict'
  trust_server_certificate?: boolean
  authentication: Authentication
  /** Seconds to be connected and logged in; default 30. */
  connect_timeout?: number
  /** Seconds without a byte from the server before a request counts as lost; default 300, 0 = never. */
  request_timeout?: number
  /** `read_only` lets an availability group route to a readable secondary. */
  application_intent?: 'read_write' | 'read_only'
  pool?: {
    /** Sessions that may be open for reading, and as many for writing. */
    size?: number
    /** Seconds to wait for one of them; default 3600, 0 = as long as it takes. */
    acquire_timeout?: number
  }
}

export type Isolation = 'read_committed' | 'snapshot' | 'read_uncommitted'
