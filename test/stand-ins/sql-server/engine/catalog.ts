/** What the stand-in knows of its databases: schemas, tables, columns as declared, keys. The rows are DuckDB's. */
import { SqlError } from '../types.ts'
import { type Database, newDatabase } from './database.ts'
import type { ObjectName, Table } from './table.ts'

/** A change that a statement made; what is not committed yet is one for its own session only. */
export type Change = (catalog: Catalog) => void

const keyOf = (...parts: string[]): string => JSON.stringify(parts.map(part => part.toLowerCase()))

/** Its tables keep no rows, so that benchmarks measure the loader and not what stores the rows. */
const DISCARDING_SCHEMA = 'discard'

export class Catalog {
  readonly databases = new Map<string, Database>()
  /** Shared by all copies: an id is given out once. */
  readonly #ids: { object: number; storage: number }

  constructor(ids = { object: 245_575_913, storage: 0 }) {
    this.#ids = ids
  }

  /** What a session sees whose changes are not committed: this, and those changes. */
  with(changes: readonly Change[]): Catalog {
    if (changes.length === 0) return this
    const copy = new Catalog(this.#ids)
    for (const [key, database] of this.databases) {
      copy.databases.set(key, {
        ...database,
        schemas: new Map(database.schemas),
        tables: new Map(database.tables),
        principals: new Map(database.principals),
        permissions: [...database.permissions],
      })
    }
    for (const change of changes) change(copy)
    return copy
  }

  addDatabase(name: string): Database {
    const database = newDatabase(name, 5 + this.databases.size)
    this.databases.set(name.toLowerCase(), database)
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
    return this.#tables().find(({ objectId }) => objectId === id)
  }

  /** The table whose rows lie in this DuckDB table. */
  byStorage(storage: string): Table | undefined {
    return this.#tables().find(table => table.storage === storage)
  }

  #tables(): Table[] {
    return [...this.databases.values()].flatMap(({ tables }) => [...tables.values()])
  }

  /** The table of a path, or error 208 in the words of the statement. */
  table(path: string[], current: string): Table {
    const table = this.find(this.resolve(path, current))
    if (!table) throw new SqlError(208, `Invalid object name '${path.join('.')}'.`)
    return table
  }

  /** A table that could be put. @throws {SqlError} 2714 when the name is taken, 2760 when there is no such schema. */
  design(name: ObjectName, parts: Pick<Table, 'columns' | 'indexes' | 'volume'>): Table {
    const schema = this.schema(name.database, name.schema)
    this.mustBeFree({ ...name, schema: schema.name })
    this.#ids.object += 16
    return {
      database: this.database(name.database).name,
      schema: schema.name,
      name: name.name,
      objectId: this.#ids.object,
      storage: this.newStorage(),
      ...(schema.name.toLowerCase() === DISCARDING_SCHEMA ? { discarded: { rows: 0 } } : {}),
      ...parts,
    }
  }

  /** A name that no table and no index of DuckDB has. */
  newStorage(): string {
    return `t${++this.#ids.storage}`
  }

  schema(database: string, name: string): { name: string; id: number } {
    const schema = this.database(database).schemas.get(name.toLowerCase())
    if (schema) return schema
    throw new SqlError(
      2760,
      `The specified schema name "${name}" either does not exist or you do not have permission to use it.`,
    )
  }

  /** Whether a table or a constraint of the schema has this name. */
  taken({ database, schema, name }: ObjectName): boolean {
    const named = (each: { name: string } | undefined): boolean => each?.name.toLowerCase() === name.toLowerCase()
    return [...this.database(database).tables.values()].some(
      table =>
        table.schema.toLowerCase() === schema.toLowerCase() &&
        (named(table) ||
          table.indexes.some(index => index.constraint && named(index)) ||
          table.columns.some(column => named(column.default))),
    )
  }

  mustBeFree(name: ObjectName): void {
    if (!this.taken(name)) return
    throw new SqlError(2714, `There is already an object named '${name.name}' in the database.`, { state: 6 })
  }

  /** Makes a table known, or known with other parts. */
  put(table: Table): void {
    this.database(table.database).tables.set(keyOf(table.schema, table.name), table)
  }

  remove(table: Table): void {
    this.database(table.database).tables.delete(keyOf(table.schema, table.name))
  }
}

/** What sessions lock: a table's name, whatever has it. */
export const lockName = ({ database, schema, name }: ObjectName): string => keyOf('table', database, schema, name)
