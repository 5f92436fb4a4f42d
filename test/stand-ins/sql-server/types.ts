/** What passes between the wire (TDS over TCP) and the engine (DuckDB and the generated volume tables) of the SQL Server stand-in. */

export type SqlTypeName =
  | 'bit'
  | 'tinyint'
  | 'smallint'
  | 'int'
  | 'bigint'
  | 'real'
  | 'float'
  | 'decimal'
  | 'numeric'
  | 'money'
  | 'smallmoney'
  | 'date'
  | 'time'
  | 'datetime'
  | 'smalldatetime'
  | 'datetime2'
  | 'datetimeoffset'
  | 'char'
  | 'varchar'
  | 'text'
  | 'nchar'
  | 'nvarchar'
  | 'ntext'
  | 'xml'
  | 'binary'
  | 'varbinary'
  | 'image'
  | 'timestamp'
  | 'uniqueidentifier'
  | 'sql_variant'
  | 'udt' // hierarchyid, geography, geometry: user-defined types on the wire

export interface SqlType {
  name: SqlTypeName
  /** Characters for char types, bytes for binary types; 'max' for PLP. */
  length?: number | 'max'
  precision?: number
  /** Digits after the point of decimal, time, datetime2, datetimeoffset. */
  scale?: number
  /** Name of the collation of char, varchar, text; SQL_Latin1_General_CP1_CI_AS when absent. */
  collation?: string
  /** For udt: hierarchyid, geography, geometry. */
  udt?: string
}

export interface SqlColumn {
  name: string
  type: SqlType
  nullable: boolean
}

/**
 * One value as the engine hands it over; null is NULL.
 * bit: boolean · tinyint, smallint, int, real, float: number · bigint: bigint · decimal, numeric, money, smallmoney: the unscaled bigint (money has scale 4)
 * date: number, days since 0001-01-01 · time, datetime2, datetimeoffset: bigint, 100 ns ticks (time: since midnight; datetime2: since 0001-01-01 00:00;
 * datetimeoffset: since 0001-01-01 00:00 UTC, with the offset in minutes: { ticks, offset }) · datetime: bigint, 1/300 s since 1900-01-01 ·
 * smalldatetime: number, minutes since 1900-01-01 · char, varchar, text, nchar, nvarchar, ntext, xml: string (UTF-16, unpaired surrogates allowed) ·
 * binary, varbinary, image, timestamp (rowversion, 8 bytes), udt: Uint8Array · uniqueidentifier: string, 36 characters · sql_variant: { type, value }
 */
export type SqlValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | { ticks: bigint; offset: number }
  | { type: SqlType; value: SqlValue }

export interface SqlParameter {
  name: string // without @
  type: SqlType
  value: SqlValue
}

/** What one batch answers, in order; the wire turns each into tokens. */
export type Answer =
  | { kind: 'columns'; columns: SqlColumn[] }
  /** Rows of the columns announced last, column by column. */
  | { kind: 'rows'; count: number; values: SqlValue[][] }
  /**
   * Rows as complete ROW or NBCROW tokens, encoded beforehand (volume tables). The wire sends them as they are.
   * The bytes are the engine's: they change when the next answer is asked for.
   */
  | { kind: 'tokens'; count: number; bytes: Uint8Array }
  | { kind: 'info'; number: number; message: string }
  /** What a procedure returns. */
  | { kind: 'status'; status: number }
  /** The session's transaction has begun, or is over; the client is told as it happens. */
  | { kind: 'transaction'; change: TransactionChange }
  /** End of one statement; `rows` is what DONE reports, null when it counts nothing. */
  | { kind: 'done'; rows: bigint | null }

export type TransactionChange = 'begin' | 'commit' | 'rollback'

/** Rows column by column. */
export interface BulkRows {
  count: number
  values: SqlValue[][]
}

/** The rows that follow INSERT BULK, as they arrive. */
export interface BulkStream {
  /** Reads the columns that the client sends. @throws {SqlError} 4816 when they are not those of INSERT BULK. */
  open(declared: readonly SqlColumn[]): Promise<void>
  /** @throws {SqlError} 4804, 4815 or 7339 for bytes that are no rows of these columns. */
  rows(): AsyncIterable<BulkRows>
  /** Reads all rows without their values; how many there were. */
  count(): Promise<number>
}

/** An error of the server, sent as an ERROR token; the connection stays usable unless class >= 20. */
export class SqlError extends Error {
  readonly number: number
  readonly state: number
  readonly class: number
  readonly procedure: string
  readonly line: number
  constructor(
    number: number,
    message: string,
    more: { state?: number; class?: number; procedure?: string; line?: number } = {},
  ) {
    super(message)
    this.number = number
    this.state = more.state ?? 1
    this.class = more.class ?? 16
    this.procedure = more.procedure ?? ''
    this.line = more.line ?? 1
  }
}

export interface Login {
  user: string
  password: string
  database: string
  application: string
  host: string
}

export interface Session {
  /** An attention can end the transaction without an answer. */
  readonly inTransaction: boolean
  /** Runs one SQL batch, or one sp_executesql with its parameters. Stops early when the iterator is returned (attention). Throws SqlError. */
  execute(statement: string, parameters: SqlParameter[]): AsyncIterable<Answer>
  /** Takes the rows of the INSERT BULK that was executed last. Stops as `execute` does. Throws SqlError. */
  load(rows: BulkStream): AsyncIterable<Answer>
  /** A fault let a statement fail: does to the transaction what this error does, and says whether that ended it. */
  fail(error: SqlError): Promise<TransactionChange | null>
  close(): Promise<void>
}

export interface Engine {
  /** Throws SqlError 18456 when the login is wrong, 4060 when the database does not exist. */
  login(login: Login): Promise<Session>
  close(): Promise<void>
}
