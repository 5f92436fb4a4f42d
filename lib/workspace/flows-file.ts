/** Generated from `schemas/flows.schema.json` by `schemas/generate.ts`: change the schema, then run it. */

/**
 * A server, and how to log in to it.
 */
export type Connection = MssqlConnection
/**
 * How to log in. Keep secrets out of the file: write ${NAME} and set the environment variable.
 */
type Authentication =
  | SqlAuthentication
  | DefaultAuthentication
  | ManagedIdentityAuthentication
  | ServicePrincipalAuthentication
  | AzureCliAuthentication
  | AccessTokenAuthentication
/**
 * full_drop replaces what is in the store; incremental adds to it.
 */
type RunType = 'full_drop' | 'incremental'
/**
 * One column, or several, that together tell rows with the same value apart: those that come late are not missed. Never NULL, and need not be among `columns`.
 *
 * @minItems 1
 */
type Key = string | string[]
/**
 * Seconds that an entity may take to be described, read and staged. When they are over it has failed, and nothing of it is kept. Default: no limit.
 */
type Timeout = number
/**
 * What is looked at again after publishing. rows: that every file is there and has its rows; checksum: every value in the files, too; source: the source is asked to count, too; full: all of it. A difference is exit code 3.
 */
type Verify = 'rows' | 'checksum' | 'source' | 'full'
/**
 * Columns to read, as the table names them, in this order. Default: all. Goes with `table`.
 *
 * @minItems 1
 */
type Columns = string[]
/**
 * How to log in to a lake. Default: { type: default }. Keep secrets out of the file: write ${NAME} and set the environment variable.
 */
type LakeAuthentication =
  | DefaultAuthentication
  | ManagedIdentityAuthentication
  | ServicePrincipalAuthentication
  | AzureCliAuthentication
  | StorageKeyAuthentication
  | SasAuthentication
/**
 * One column, or several, that tell rows apart, as the source or the files name them. Needed for rows that update or delete others; cannot be changed without a full_drop.
 *
 * @minItems 1
 */
type KeyColumns = string | string[]
/**
 * Columns that tell rows apart, by their names in the table: for merge, and for rowstore.
 *
 * @minItems 1
 */
type Key1 = string[]
/**
 * What a table that replaces another one takes over from it.
 */
type Keep = ('indexes' | 'permissions')[]
/**
 * Where rows come from.
 */
export type Home = MssqlHome | LocalHome
/**
 * Where rows settle.
 */
export type Store = LocalStore | AdlsStore | OneLakeStore | OpenMirroringStore | MssqlStore | SqliteStore
/**
 * A table or data set: its name, or a map of its name and what differs from the flow.
 */
export type FlowEntity =
  | string
  | {
      /**
       * Name of the entity, unique in its flow. Fills {entity}; `sales.Orders` also fills {schema}, and then {entity} is Orders in texts that have both. A pattern (`dbo.*`) stands for all tables of a SQL Server that it matches.
       */
      name: string
      /**
       * Of a pattern: tables that it does not mean, as names or patterns. `*` is any text and `?` any character; in brackets they are themselves.
       *
       * @minItems 1
       */
      exclude?: string[]
      /**
       * Of a pattern: true takes views, too. Default: tables only.
       */
      views?: boolean
      run_type?: RunType
      watermark?: EntityWatermark
      columns?: Columns
      /**
       * Which rows to read: for SQL Server a T-SQL condition, for files what docs/homes/local.md tells.
       */
      where?: string
      timeout?: Timeout
      verify?: Verify
      schema_drift?: SchemaDrift
      home?: HomeChanges
      store?: StoreChanges
    }
/**
 * How an incremental run knows what is new; false: not by what the defaults say.
 */
type EntityWatermark =
  | {
      /**
       * Column of the table; it need not be among `columns`. A rowversion is the safest.
       */
      column?: string
      key?: Key
      /**
       * How late rows may come: every run looks so far behind the last one again, and moves what it has not moved. A duration for times, a number for numbers. Needs `key`.
       */
      overlap?: string | number
      /**
       * Where the first incremental run begins: behind this value, or `now`, which moves only rows that come from then on. Default: at the first row.
       */
      initial?: string | number
    }
  | boolean

/**
 * A hygge flows file: where rows come from, where they settle, and which tables move.
 */
export interface FlowsFile {
  /**
   * What the run is called in reports. Default: the name of the folder that holds the file.
   */
  name?: string
  options?: RunSettings
  journal?: JournalSettings
  /**
   * Servers, by a name of your choice. A flow's home names one of them.
   */
  connections?: {
    [k: string]: Connection
  }
  defaults?: Defaults
  hooks?: Hooks
  /**
   * Flows, by a name of your choice. Each one moves its entities from one home to one store.
   */
  flows: {
    [k: string]: Flow
  }
}
/**
 * How the whole run uses the machine.
 */
interface RunSettings {
  /**
   * Entities that move at the same time.
   */
  concurrency?: number
  /**
   * Rows that may be in memory at once: bytes, or a number with KB, MB, GB, KiB, MiB or GiB. Default: a quarter of the memory of the machine or of the container.
   */
  memory?: number | string
  /**
   * Threads that encode files. Default: the cores this process may use.
   */
  workers?: number
  /**
   * Threads that read from SQL Server, each with its own connections, and decode what they read; 0: the main thread does. Default: 0 below four cores, then two fifths of them less one, for all connections but the first.
   */
  readers?: number
  /**
   * false: after the first entity that failed nothing new begins, and the rest is skipped. Default: true.
   */
  continue_on_error?: boolean
  /**
   * How old an unfinished full_drop may be to be finished instead of begun anew: a number with s, m, h or d.
   */
  resume_within?: string
  /**
   * How often a step (connecting, reading, publishing) is tried when what it failed of may pass: a lost connection, a deadlock, a server that is busy. 1: never again.
   */
  tries?: number
}
/**
 * Where hygge remembers what it has done: `path` or `location`. Default: the folder .hygge/journal beside this file.
 */
interface JournalSettings {
  /**
   * Folder of the journal, relative to the folder of this file.
   */
  path?: string
  /**
   * store: the folder .hygge_journal in the base of each entity's store, on this machine or in the lake; home: in its home, where that has a folder.
   */
  location?: 'store' | 'home'
}
/**
 * A SQL Server, Azure SQL or Fabric SQL database.
 */
interface MssqlConnection {
  /**
   * Kind of server.
   */
  type: 'mssql'
  /**
   * Host name or address, without the port.
   */
  server: string
  /**
   * TCP port.
   */
  port?: number
  /**
   * Database to read from.
   */
  database: string
  /**
   * true: TLS; false: no TLS for the data; strict: TDS 8.0, TLS before anything else.
   */
  encrypt?: true | false | 'strict'
  /**
   * Accept a certificate that no known authority has signed. For test servers.
   */
  trust_server_certificate?: boolean
  authentication: Authentication
  /**
   * Seconds to be connected and logged in.
   */
  connect_timeout?: number
  /**
   * Seconds without a byte from the server after which a request counts as lost; 0 = never.
   */
  request_timeout?: number
  /**
   * read_only lets an availability group route to a readable secondary.
   */
  application_intent?: 'read_write' | 'read_only'
  pool?: Pool
}
/**
 * A SQL Server login.
 */
interface SqlAuthentication {
  /**
   * A SQL Server login.
   */
  type: 'sql'
  /**
   * Login name.
   */
  user: string
  /**
   * Password of the login.
   */
  password: string
}
/**
 * Microsoft Entra, whatever identity this machine offers (DefaultAzureCredential).
 */
interface DefaultAuthentication {
  /**
   * Whatever Entra identity this machine offers.
   */
  type: 'default'
}
/**
 * The managed identity of the Azure resource that hygge runs on.
 */
interface ManagedIdentityAuthentication {
  /**
   * The managed identity of this Azure resource.
   */
  type: 'managed_identity'
  /**
   * Client id of a user-assigned identity. Default: the system-assigned one.
   */
  client_id?: string
}
/**
 * An Entra application with a client secret.
 */
interface ServicePrincipalAuthentication {
  /**
   * An Entra application.
   */
  type: 'service_principal'
  /**
   * Id of the tenant.
   */
  tenant_id: string
  /**
   * Id of the application.
   */
  client_id: string
  /**
   * Secret of the application.
   */
  client_secret: string
}
/**
 * The account that is logged in to the Azure command line (az login).
 */
interface AzureCliAuthentication {
  /**
   * The account of `az login`.
   */
  type: 'azure_cli'
  /**
   * Tenant to ask. Default: the account's own.
   */
  tenant_id?: string
}
/**
 * A token that something else has got already.
 */
interface AccessTokenAuthentication {
  /**
   * A token that something else has got already.
   */
  type: 'access_token'
  /**
   * Access token for https://database.windows.net/.
   */
  token: string
}
/**
 * How many sessions of the server there may be. They are opened when they are needed, and used again.
 */
interface Pool {
  /**
   * Sessions for reading, and as many for writing, so that neither waits for the other. Default: twice `options.concurrency`, at least 4.
   */
  size?: number
  /**
   * Seconds to wait until a session is free; 0 = as long as it takes. Default: 3600, as others may read for long.
   */
  acquire_timeout?: number
}
/**
 * What every entity has unless something nearer says otherwise: the workspace's `defaults` count least, then those of a flow, then what the flow says, then the entity.
 */
export interface Defaults {
  run_type?: RunType
  watermark?: Watermark
  timeout?: Timeout
  verify?: Verify
  schema_drift?: SchemaDrift
  home?: HomeChanges
  store?: StoreChanges
}
/**
 * How an incremental run knows what is new: a column whose values only grow. Who names a `column` says all of it; who does not, adds to what the defaults say.
 */
interface Watermark {
  /**
   * Column of the table; it need not be among `columns`. A rowversion is the safest.
   */
  column?: string
  key?: Key
  /**
   * How late rows may come: every run looks so far behind the last one again, and moves what it has not moved. A duration for times, a number for numbers. Needs `key`.
   */
  overlap?: string | number
  /**
   * Where the first incremental run begins: behind this value, or `now`, which moves only rows that come from then on. Default: at the first row.
   */
  initial?: string | number
}
/**
 * What happens when the columns are no longer those of the last run. fail ends the run with exit code 4 before anything is changed.
 */
interface SchemaDrift {
  /**
   * A column is new, or comes back as it was. Default: allow.
   */
  add?: 'allow' | 'fail'
  /**
   * A column is gone. Default: allow.
   */
  drop?: 'allow' | 'fail'
  /**
   * A column's type became larger (int to bigint, more digits of a decimal), or it may be NULL now. Default: allow.
   */
  widen?: 'allow' | 'fail'
  /**
   * A column is of another type. new_version lets the rows settle in a place of their own from then on: <path>_v2. Default: fail for increments, allow for a full_drop, which replaces everything.
   */
  change?: 'allow' | 'fail' | 'new_version'
}
/**
 * What differs from the flow's home: keys that its type has. A `query` replaces an inherited `table`, and the other way round.
 */
interface HomeChanges {
  /**
   * One of the names under `connections`.
   */
  connection?: string
  /**
   * Table or view, one to three parts, brackets around parts that need them. {entity}, {flow} and {schema} are filled in.
   */
  table?: string
  /**
   * A SELECT of your own, instead of `table`. {entity}, {flow} and {schema} are filled in.
   */
  query?: string
  columns?: Columns
  /**
   * Which rows to read: for SQL Server a T-SQL condition, for files what docs/homes/local.md tells.
   */
  where?: string
  /**
   * The most ranges that a table is read in at the same time, each over a connection of its own; 1: never more than one. Default: what its size is worth, at most 4 and one a core.
   */
  ranges?: number
  /**
   * The column whose values cut the table into ranges. Default: the key of the clustered index. Goes with `table`.
   */
  range_column?: string
  /**
   * Transaction isolation level of the read.
   */
  isolation?: 'read_committed' | 'snapshot' | 'read_uncommitted'
  /**
   * What becomes of the seventh digit of datetime2(7) and datetimeoffset(7): cut to microseconds, or kept as nanoseconds or as text.
   */
  datetime2?: 'microseconds' | 'nanoseconds' | 'string'
  /**
   * utc moves the instant to UTC; string keeps the offset.
   */
  datetimeoffset?: 'utc' | 'string'
  /**
   * string as the server prints it, or uuid as 16 bytes.
   */
  uniqueidentifier?: 'string' | 'uuid'
  /**
   * A file, a folder or a glob, relative to the folder of this file. {entity}, {flow} and {schema} are filled in; without {entity} or a glob, the flow's path is the folder in which each entity has a file or folder of its name.
   */
  path?: string
  /**
   * File format.
   */
  format?: 'parquet' | 'csv' | 'ndjson'
  csv?: CsvFiles
  /**
   * Of csv and ndjson: utf-8, utf-16le, windows-1252, latin1 and others. Default: utf-8.
   */
  encoding?: string
  types?: Types
}
/**
 * How CSV files are written.
 */
interface CsvFiles {
  /**
   * true: the first row has the names; false: there are none, and columns are called column1, column2 …; a list: these are the names. Default: true.
   *
   * @minItems 1
   */
  header?: boolean | string[]
  /**
   * What stands between values: one character. Default: a comma.
   */
  delimiter?: string
  /**
   * What stands around values that hold a delimiter: one character, or null for nothing. Default: a double quote.
   */
  quote?: string | null
  /**
   * Texts that mean NULL when no quotes are around them. Nothing at all always does.
   */
  nulls?: string[]
}
/**
 * Of csv and ndjson: the types of columns, by their names. The others are inferred from a sample.
 */
interface Types {
  /**
   * bool, int16, int32, int64, float32, float64, decimal(18,2), date, time, timestamp, timestamp(us,utc), timestamp(ns), text, binary or uuid.
   */
  [k: string]: string
}
/**
 * What differs from the flow's store: keys that its type has.
 */
interface StoreChanges {
  /**
   * Address of the account's dfs endpoint.
   */
  account_url?: string
  /**
   * Name of the file system (container); it must be there.
   */
  filesystem?: string
  /**
   * GUID of the workspace (advised), or its name. Workspace and lakehouse are both GUIDs or both names.
   */
  workspace?: string
  /**
   * GUID of the lakehouse (advised), or its name.
   */
  lakehouse?: string
  /**
   * GUID of the mirrored database (advised), or its name.
   */
  mirror?: string
  authentication?: LakeAuthentication
  /**
   * Schema of the tables: the default path is then Files/<schema>.schema/{entity}. Goes without `path`.
   */
  schema?: string
  /**
   * Folder, relative to the folder of this file. {entity}, {flow} and {schema} are filled in; without {entity}, every entity gets a folder of its name in it.
   */
  path?: string
  key_columns?: KeyColumns
  /**
   * What the rows of an increment do: 0 insert, 1 update, 2 delete, 4 insert or update. Needs `key_columns`; default then: 4. A column __rowMarker__ of the source says it for each row.
   */
  row_marker?: 0 | 1 | 2 | 4
  /**
   * How the replicator knows which file comes next: sequential, by numbers without a gap; last_update, by the time of each file.
   */
  file_detection?: 'sequential' | 'last_update'
  partner?: MirrorPartner
  /**
   * The journal is a table of the mirrored database, too: hygge.journal, one row for each finished run of an entity, brought up to date at the end of each run.
   */
  mirror_journal?: boolean
  /**
   * Seconds that a dropped table may take to be gone in Fabric, before a full_drop puts the new one in its place.
   */
  folder_deletion_wait_seconds?: number
  /**
   * File format.
   */
  format?: 'parquet' | 'csv' | 'ndjson'
  /**
   * How files are compressed: Parquet column by column, the others as a whole, and not by snappy. Default: zstd for Parquet, none for the others.
   */
  compression?: 'zstd' | 'snappy' | 'gzip' | 'none'
  /**
   * Rows after which a new file begins.
   */
  rows_per_file?: number
  /**
   * One of the names under `connections`.
   */
  connection?: string
  /**
   * Table, one or two parts, brackets around parts that need them; of dbo when it has one. {entity}, {flow} and {schema} are filled in.
   */
  table?: string
  /**
   * What becomes of a table that is there. Default: a full_drop replaces it; an increment merges when there is a `key`, else it appends.
   */
  if_exists?: 'fail' | 'append' | 'replace' | 'merge'
  key?: Key1
  keep?: Keep
  /**
   * How a table that hygge makes is stored: clustered columnstore, heap, or rowstore with a clustered index on the `key`.
   */
  storage?: 'columnstore' | 'heap' | 'rowstore'
  /**
   * Rows of one bulk load, which is one transaction.
   */
  rows_per_load?: number
  /**
   * Rows that are staged as one file: what a run that died need not read again.
   */
  rows_per_part?: number
  polish?: Polish
}
/**
 * An account key. OneLake has none.
 */
interface StorageKeyAuthentication {
  /**
   * An account key.
   */
  type: 'storage_key'
  /**
   * The key.
   */
  key: string
}
/**
 * A shared access signature with the rights to read, add, create, write, delete, list and move.
 */
interface SasAuthentication {
  /**
   * A shared access signature.
   */
  type: 'sas'
  /**
   * The signature's query, with or without the question mark in front.
   */
  token: string
}
/**
 * Who writes to the landing zone: Fabric shows it. Written once, to _partnerEvents.json.
 */
interface MirrorPartner {
  /**
   * Who it is.
   */
  name: string
  /**
   * What kind of source the rows come from.
   */
  source_type: string
  /**
   * Its version.
   */
  source_version?: string
}
/**
 * What is done to the columns before they are written, as docs/polish.md tells.
 */
interface Polish {
  columns?: PolishColumns
  /**
   * New columns, in front, that are hashes of others.
   */
  hash_ids?: PolishHashId[]
  /**
   * New columns that hold one value.
   */
  constants?: PolishConstant[]
  /**
   * New columns that hold the moment the run began: one value for all rows of a run.
   */
  timestamps?: PolishTimestamp[]
  add_row_marker?: PolishRowMarker
  /**
   * Columns whose values must not leave the source as they are. Hash ids are made of the masked values.
   */
  mask?: PolishMask[]
}
/**
 * How columns are renamed, in this order. Names that would be the same get _1, _2 and so on.
 */
interface PolishColumns {
  /**
   * Keep ASCII letters, digits, blanks, _ and - only; what is in parentheses moves to the end.
   */
  remove_special?: boolean
  /**
   * Remove blanks.
   */
  remove_spaces?: boolean
  /**
   * EmployeeNumber, employeeNumber, employee_number, or as it is.
   */
  case?: 'pascal' | 'camel' | 'snake' | 'none'
}
/**
 * A column that is the hash of others; never NULL.
 */
interface PolishHashId {
  /**
   * Name of the new column; it is renamed like the others.
   */
  name: string
  /**
   * Columns of the source, by their names there or in the files; their order counts.
   *
   * @minItems 1
   */
  from_columns: string[]
  /**
   * Hash function.
   */
  algo?: 'sha256' | 'sha512'
  /**
   * true: text, in lower case; false: bytes.
   */
  hex?: boolean
}
/**
 * A column that holds one value.
 */
interface PolishConstant {
  /**
   * Name of the new column.
   */
  name: string
  /**
   * Text, a number or true or false; a whole number becomes an int32 or an int64.
   */
  value: string | number | boolean
}
/**
 * A column that holds the moment the run began.
 */
interface PolishTimestamp {
  /**
   * Name of the new column.
   */
  name: string
  /**
   * In UTC, or as the clocks of this machine show it.
   */
  source?: 'now_utc' | 'now_local'
  /**
   * A timestamp of microseconds, or text.
   */
  type?: 'datetime' | 'string'
  /**
   * How the text looks, with %Y %y %m %d %H %M %S %f %j %F %T and %%. Default: ISO 8601.
   */
  format?: string
}
/**
 * Adds the column __rowMarker__ of Open Mirroring, as the last.
 */
interface PolishRowMarker {
  /**
   * false takes out what is said further away.
   */
  enabled?: boolean
  /**
   * What is to be done with the rows: 0 insert, 1 update, 2 delete, 4 insert or update.
   */
  value?: 0 | 1 | 2 | 4
}
/**
 * A column whose values are replaced by their hashes, by hashes with a key, or by NULL.
 */
interface PolishMask {
  /**
   * Column of the source, by its name there or in the files.
   */
  column: string
  /**
   * sha256: can be guessed when there are few possible values; hmac: not without the key; null: nothing is left.
   */
  method: 'sha256' | 'hmac' | 'null' | null
  /**
   * Key for hmac, at least 16 characters. Keep it out of the file: write ${NAME}.
   */
  key?: string
}
/**
 * Who is told when a run has ended, as docs/hooks.md tells. Nothing fails of a hook that fails.
 */
interface Hooks {
  /**
   * Called when the exit code is 0.
   */
  on_success?: Hook[]
  /**
   * Called when it is another.
   */
  on_failure?: Hook[]
}
/**
 * A command that gets the JSON on its standard input, or a URL that gets it as a POST.
 */
interface Hook {
  /**
   * Program and arguments; it runs in the folder of this file, without a shell.
   *
   * @minItems 1
   */
  command?: string[]
  /**
   * http or https. Keep it out of the file where it is a secret: write ${NAME}.
   */
  url?: string
  /**
   * Headers of the POST, besides its content type.
   */
  headers?: {
    [k: string]: string
  }
  /**
   * Seconds for each try.
   */
  timeout?: number
  /**
   * How often it is called until it succeeds.
   */
  tries?: number
}
/**
 * One home, one store, and the entities that move between them.
 */
export interface Flow {
  home: Home
  store: Store
  defaults?: Defaults
  /**
   * The tables or data sets to move, as names or as maps.
   *
   * @minItems 1
   */
  entities: FlowEntity[]
}
/**
 * Tables or queries of a SQL Server.
 */
interface MssqlHome {
  /**
   * Kind of source.
   */
  type: 'mssql'
  /**
   * One of the names under `connections`.
   */
  connection: string
  /**
   * Table or view, one to three parts, brackets around parts that need them. {entity}, {flow} and {schema} are filled in.
   */
  table?: string
  /**
   * A SELECT of your own, instead of `table`. {entity}, {flow} and {schema} are filled in.
   */
  query?: string
  columns?: Columns
  /**
   * A T-SQL condition on the rows to read. Goes with `table`.
   */
  where?: string
  /**
   * The most ranges that a table is read in at the same time, each over a connection of its own; 1: never more than one. Default: what its size is worth, at most 4 and one a core.
   */
  ranges?: number
  /**
   * The column whose values cut the table into ranges. Default: the key of the clustered index. Goes with `table`.
   */
  range_column?: string
  /**
   * Transaction isolation level of the read.
   */
  isolation?: 'read_committed' | 'snapshot' | 'read_uncommitted'
  /**
   * What becomes of the seventh digit of datetime2(7) and datetimeoffset(7): cut to microseconds, or kept as nanoseconds or as text.
   */
  datetime2?: 'microseconds' | 'nanoseconds' | 'string'
  /**
   * utc moves the instant to UTC; string keeps the offset.
   */
  datetimeoffset?: 'utc' | 'string'
  /**
   * string as the server prints it, or uuid as 16 bytes.
   */
  uniqueidentifier?: 'string' | 'uuid'
}
/**
 * Files of this machine, as docs/homes/local.md tells.
 */
interface LocalHome {
  /**
   * Kind of source.
   */
  type: 'local'
  /**
   * A file, a folder or a glob, relative to the folder of this file. {entity}, {flow} and {schema} are filled in; without {entity} or a glob, the flow's path is the folder in which each entity has a file or folder of its name.
   */
  path: string
  /**
   * File format.
   */
  format?: 'parquet' | 'csv' | 'ndjson'
  /**
   * Columns to read, as the files name them, in this order. Default: all.
   *
   * @minItems 1
   */
  columns?: string[]
  /**
   * Which rows to read: comparisons, IS [NOT] NULL and [NOT] IN, joined by AND.
   */
  where?: string
  csv?: CsvFiles
  /**
   * Of csv and ndjson: utf-8, utf-16le, windows-1252, latin1 and others. Default: utf-8.
   */
  encoding?: string
  types?: Types
}
/**
 * Files in a folder of this machine.
 */
interface LocalStore {
  /**
   * Kind of destination.
   */
  type: 'local'
  /**
   * Folder, relative to the folder of this file. {entity}, {flow} and {schema} are filled in; without {entity}, every entity gets a folder of its name in it.
   */
  path: string
  /**
   * File format.
   */
  format?: 'parquet' | 'csv' | 'ndjson'
  /**
   * How files are compressed: Parquet column by column, the others as a whole, and not by snappy. Default: zstd for Parquet, none for the others.
   */
  compression?: 'zstd' | 'snappy' | 'gzip' | 'none'
  /**
   * Rows after which a new file begins.
   */
  rows_per_file?: number
  polish?: Polish
}
/**
 * Files in an Azure storage account with a hierarchical namespace (ADLS Gen2), as docs/stores/adls.md tells.
 */
interface AdlsStore {
  /**
   * Kind of destination.
   */
  type: 'adls'
  /**
   * Address of the account's dfs endpoint.
   */
  account_url: string
  /**
   * Name of the file system (container); it must be there.
   */
  filesystem: string
  authentication?: LakeAuthentication
  /**
   * Folder in the file system. {entity}, {flow} and {schema} are filled in; without {entity}, every entity gets a folder of its name in it.
   */
  path: string
  /**
   * File format.
   */
  format?: 'parquet' | 'csv' | 'ndjson'
  /**
   * How files are compressed: Parquet column by column, the others as a whole, and not by snappy. Default: zstd for Parquet, none for the others.
   */
  compression?: 'zstd' | 'snappy' | 'gzip' | 'none'
  /**
   * Rows after which a new file begins.
   */
  rows_per_file?: number
  polish?: Polish
}
/**
 * Files in a lakehouse of Microsoft Fabric, as docs/stores/onelake.md tells.
 */
interface OneLakeStore {
  /**
   * Kind of destination.
   */
  type: 'onelake'
  /**
   * Address of OneLake's dfs endpoint: that of a region, where one must be named.
   */
  account_url?: string
  /**
   * GUID of the workspace (advised), or its name. Workspace and lakehouse are both GUIDs or both names.
   */
  workspace: string
  /**
   * GUID of the lakehouse (advised), or its name.
   */
  lakehouse: string
  authentication?: LakeAuthentication
  /**
   * Schema of the tables: the default path is then Files/<schema>.schema/{entity}. Goes without `path`.
   */
  schema?: string
  /**
   * Folder in the lakehouse, below Files. {entity}, {flow} and {schema} are filled in; without {entity}, every entity gets a folder of its name in it. Default: Files/{entity}.
   */
  path?: string
  /**
   * File format.
   */
  format?: 'parquet' | 'csv' | 'ndjson'
  /**
   * How files are compressed: Parquet column by column, the others as a whole, and not by snappy. Default: zstd for Parquet, none for the others.
   */
  compression?: 'zstd' | 'snappy' | 'gzip' | 'none'
  /**
   * Rows after which a new file begins.
   */
  rows_per_file?: number
  polish?: Polish
}
/**
 * Tables of a mirrored database of Microsoft Fabric (Open Mirroring), as docs/stores/open-mirroring.md tells.
 */
interface OpenMirroringStore {
  /**
   * Kind of destination.
   */
  type: 'open_mirroring'
  /**
   * Address of OneLake's dfs endpoint: that of a region, where one must be named.
   */
  account_url?: string
  /**
   * GUID of the workspace (advised), or its name. Workspace and mirror are both GUIDs or both names.
   */
  workspace: string
  /**
   * GUID of the mirrored database (advised), or its name.
   */
  mirror: string
  authentication?: LakeAuthentication
  /**
   * Schema of the tables in the mirrored database; without it they are in dbo. {schema} is filled in. Goes without `path`.
   */
  schema?: string
  /**
   * Folder of the table in the landing zone. {entity}, {flow} and {schema} are filled in; without {entity}, every entity gets a folder of its name in it. Default: Files/LandingZone/{entity}.
   */
  path?: string
  key_columns?: KeyColumns
  /**
   * What the rows of an increment do: 0 insert, 1 update, 2 delete, 4 insert or update. Needs `key_columns`; default then: 4. A column __rowMarker__ of the source says it for each row.
   */
  row_marker?: 0 | 1 | 2 | 4
  /**
   * How the replicator knows which file comes next: sequential, by numbers without a gap; last_update, by the time of each file.
   */
  file_detection?: 'sequential' | 'last_update'
  partner?: MirrorPartner
  /**
   * The journal is a table of the mirrored database, too: hygge.journal, one row for each finished run of an entity, brought up to date at the end of each run.
   */
  mirror_journal?: boolean
  /**
   * Seconds that a dropped table may take to be gone in Fabric, before a full_drop puts the new one in its place.
   */
  folder_deletion_wait_seconds?: number
  /**
   * How the columns of the files, which are Parquet, are compressed.
   */
  compression?: 'zstd' | 'snappy' | 'gzip' | 'none'
  /**
   * Rows after which a new file begins.
   */
  rows_per_file?: number
  polish?: Polish
}
/**
 * Tables of a SQL Server, as docs/stores/mssql.md tells.
 */
interface MssqlStore {
  /**
   * Kind of destination.
   */
  type: 'mssql'
  /**
   * One of the names under `connections`.
   */
  connection: string
  /**
   * Table, one or two parts, brackets around parts that need them; of dbo when it has one. {entity}, {flow} and {schema} are filled in.
   */
  table: string
  /**
   * What becomes of a table that is there. Default: a full_drop replaces it; an increment merges when there is a `key`, else it appends.
   */
  if_exists?: 'fail' | 'append' | 'replace' | 'merge'
  key?: Key1
  keep?: Keep
  /**
   * How a table that hygge makes is stored: clustered columnstore, heap, or rowstore with a clustered index on the `key`.
   */
  storage?: 'columnstore' | 'heap' | 'rowstore'
  /**
   * Rows of one bulk load, which is one transaction.
   */
  rows_per_load?: number
  polish?: Polish
}
/**
 * Tables of an SQLite file of this machine, as docs/stores/sqlite.md tells.
 */
interface SqliteStore {
  /**
   * Kind of destination.
   */
  type: 'sqlite'
  /**
   * Database file, relative to the folder of this file; it is made when it is not there. {entity}, {flow} and {schema} are filled in.
   */
  path: string
  /**
   * Name of the table. {entity}, {flow} and {schema} are filled in.
   */
  table?: string
  /**
   * What becomes of a table that is there. Default: a full_drop replaces it; an increment merges when there is a `key`, else it appends.
   */
  if_exists?: 'fail' | 'append' | 'replace' | 'merge'
  /**
   * Columns that tell rows apart, by their names in the table: rows with the same key are one row.
   *
   * @minItems 1
   */
  key?: string[]
  /**
   * Rows that are staged as one file: what a run that died need not read again.
   */
  rows_per_part?: number
  polish?: Polish
}

/** The names of the schema's definitions. */
export type DefinitionName =
  | 'RunSettings'
  | 'Hooks'
  | 'Hook'
  | 'JournalSettings'
  | 'Connection'
  | 'MssqlConnection'
  | 'Pool'
  | 'Authentication'
  | 'SqlAuthentication'
  | 'DefaultAuthentication'
  | 'ManagedIdentityAuthentication'
  | 'ServicePrincipalAuthentication'
  | 'AzureCliAuthentication'
  | 'AccessTokenAuthentication'
  | 'Flow'
  | 'Home'
  | 'MssqlHome'
  | 'LocalHome'
  | 'CsvFiles'
  | 'HomeChanges'
  | 'Store'
  | 'LocalStore'
  | 'AdlsStore'
  | 'OneLakeStore'
  | 'OpenMirroringStore'
  | 'MirrorPartner'
  | 'LakeAuthentication'
  | 'StorageKeyAuthentication'
  | 'SasAuthentication'
  | 'MssqlStore'
  | 'SqliteStore'
  | 'StoreChanges'
  | 'Polish'
  | 'PolishColumns'
  | 'PolishHashId'
  | 'PolishConstant'
  | 'PolishTimestamp'
  | 'PolishRowMarker'
  | 'PolishMask'
  | 'RunType'
  | 'Timeout'
  | 'Verify'
  | 'Watermark'
  | 'EntityWatermark'
  | 'SchemaDrift'
  | 'Defaults'
  | 'FlowEntity'
