/** What the stand-in knows of its databases: schemas, tables, columns as declared, keys. The rows are DuckDB's. */
import { type SqlColumn, SqlError } from '../types.ts'
import { quoteName } from './types/storage.ts'
import type { VolumeTable } from './volume/table.ts'

export interface Column extends SqlColumn {
  identity?: { seed: bigint; increment: bigint }
  /** The default as DuckDB SQL. */
  default?: string
}

export interface Index {
  name: string
  unique: boolean
  primary: boolean
  clustered: boolean
  columns: string[]
  /** Those of them that count down. */
  descending?: string[]
}

export interface Table {
  readonly database: string
  readonly schema: string
  readonly name: string
  readonly objectId: number
  columns: Column[]
  indexes: Index[]
  /** Present when its rows are generated, not stored. */
  readonly volume?: VolumeTable
  /** Present when bulk loads are counted and thrown away: the tables of the schema `discard`. */
  readonly discarded?: { rows: number }
}

/** Its tables keep no rows, so that benchmarks measure the loader and not what stores the rows. */
const DISCARDING_SCHEMA = 'discard'

/** A name as statements write it, resolved: every part is there. */
export interface ObjectName {
  database: string
  schema: string
  name: string
}

export interface Database {
  readonly name: string
  readonly id: number
  readonly schemas: Map<string, { name: string; id: number }>
  readonly tables: Map<string, Table>
  /** Lower bounds of the rowversions that open transactions have taken, by session. */
  readonly activeRowversions: Map<number, bigint>
}

const keyOf = (...parts: string[]): string => JSON.stringify(parts.map(part => part.toLowerCase()))

export class Catalog {
  readonly databases = new Map<string, Database>()
  #lastObjectId = 245_575_913

  addDatabase(name: string): Database {
    const database: Database = {
      name,
      id: 5 + this.databases.size,
      schemas: new Map(),
      tables: new Map(),
      activeRowversions: new Map(),
    }
    this.databases.set(name.toLowerCase(), database)
    for (const [schema, id] of [
      ['dbo', 1],
      ['sys', 4],
      ['INFORMATION_SCHEMA', 3],
    ] as const) {
      database.schemas.set(schema.toLowerCase(), { name: schema, id })
    }
    return database
  }

  database(name: string): Database {
    const database = this.databases.get(name.toLowerCase())
    if (!database) {
      throw new SqlError(911, `Database '${name}' does not exist. Make sure that the name is entered correctly.`)
    }
    return database
  }

  /** Fills in the database of the session and the schema dbo. */
  resolve(path: string[], current: string): ObjectName {
    const [name = '', schema = '', database = '', server = ''] = path.toReversed()
    if (server !== '') throw new SqlError(7202, `Could not find server '${server}' in sys.servers.`)
    return { database: database || current, schema: schema || 'dbo', name }
  }

  find({ database, schema, name }: ObjectName): Table | undefined {
    return this.databases.get(database.toLowerCase())?.tables.get(keyOf(schema, name))
  }

  byId(id: number): Table | undefined {
    for (const { tables } of this.databases.values())
      for (const table of tables.values()) if (table.objectId === id) return table
    return undefined
  }

  /** The table of a path, or error 208 in the words of the statement. */
  table(path: string[], current: string): Table {
    const table = this.find(this.resolve(path, current))
    if (!table) throw new SqlError(208, `Invalid object name '${path.join('.')}'.`)
    return table
  }

  /** Makes a table known. @throws {SqlError} 2714 when the name is taken, 2760 when there is no such schema. */
  add(name: ObjectName, parts: Pick<Table, 'columns' | 'indexes' | 'volume'>): Table {
    const database = this.database(name.database)
    const schema = database.schemas.get(name.schema.toLowerCase())
    if (!schema) {
      throw new SqlError(
        2760,
        `The specified schema name "${name.schema}" either does not exist or you do not have permission to use it.`,
      )
    }
    if (database.tables.has(keyOf(schema.name, name.name))) {
      throw new SqlError(2714, `There is already an object named '${name.name}' in the database.`, { state: 6 })
    }
    this.#lastObjectId += 16
    const table: Table = {
      database: database.name,
      schema: schema.name,
      name: name.name,
      objectId: this.#lastObjectId,
      ...(schema.name.toLowerCase() === DISCARDING_SCHEMA ? { discarded: { rows: 0 } } : {}),
      ...parts,
    }
    this.restore(table)
    return table
  }

  /** Puts a table back as it was; for ROLLBACK. */
  restore(table: Table): void {
    this.database(table.database).tables.set(keyOf(table.schema, table.name), table)
  }

  remove(table: Table): void {
    this.database(table.database).tables.delete(keyOf(table.schema, table.name))
  }
}

/** The DuckDB schema that holds a schema of a database. */
export const duckSchema = (database: string, schema: string): string => quoteName(`${database}.${schema}`.toLowerCase())
export const duckTable = ({ database, schema, name }: ObjectName): string =>
  `${duckSchema(database, schema)}.${quoteName(name)}`
/** The sequence of a database's rowversions, and of a table's identity column. */
export const rowversionSequence = (database: string): string => `${duckSchema(database, 'sys')}."rowversion"`
export const identitySequence = (table: Table): string =>
  `${duckSchema(table.database, 'sys')}.${quoteName(`identity ${table.objectId}`)}`

export function columnOf(table: Table, name: string): Column {
  const column = table.columns.find(each => each.name.toLowerCase() === name.toLowerCase())
  if (!column) throw new SqlError(207, `Invalid column name '${name}'.`)
  return column
}
