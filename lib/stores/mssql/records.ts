/**
 * What stands at the server about runs: a row for each run of a table from its first part until it is swept, and one for each part.
 * A part's row is written in the transaction of its rows, a run's publication in the transaction that publishes it: so both can be looked up.
 */
import type { Session } from '../../mssql/session.ts'
import type { StagedPart } from '../store.ts'
import { type Database, execute, isServerError } from './database.ts'
import { quoted, recordTables, type TableName } from './names.ts'

/** SQL Server's error 2714: there is already an object of that name. */
const ALREADY_THERE = 2714
/** Days without a sign of life after which a run of somebody is dead. */
const DEAD_AFTER = 7
const LONG_AGO = `DATEADD(day, -${DEAD_AFTER}, SYSUTCDATETIME())`

export interface Owner {
  run: string
  flow: string
  entity: string
}

export class Records {
  readonly #target: TableName
  readonly #owner: Owner
  readonly #runs: string
  readonly #parts: string

  constructor(target: TableName, owner: Owner) {
    this.#target = target
    this.#owner = owner
    const { runs, parts } = recordTables(target)
    this.#runs = runs
    this.#parts = parts
  }

  /** Makes the tables when they are not there. */
  async ensure(session: Session): Promise<void> {
    await create(
      session,
      this.#runs,
      '[target] nvarchar(128) NOT NULL, [run] nvarchar(128) NOT NULL, [flow] nvarchar(1000) NOT NULL, [entity] nvarchar(1000) NOT NULL, ' +
        '[work_table] nvarchar(128) NOT NULL, [seen] datetime2(3) NOT NULL, [published] datetime2(3) NULL, PRIMARY KEY ([target], [run])',
    )
    await create(
      session,
      this.#parts,
      '[target] nvarchar(128) NOT NULL, [run] nvarchar(128) NOT NULL, [part] int NOT NULL, [rows] bigint NOT NULL, ' +
        '[bytes] bigint NOT NULL, [checksum] nvarchar(64) NOT NULL, [staged] datetime2(3) NOT NULL, PRIMARY KEY ([target], [run], [part])',
    )
  }

  /** The run's row; null when it has none. Without the tables there is none. */
  async find(session: Session): Promise<{ published: boolean } | null> {
    const { table } = this.#target
    const statement = `SELECT [published] FROM ${this.#runs} WHERE [target] = @table AND [run] = @run`
    const rows = await unlessMissing(execute(session, statement, { table, run: this.#owner.run }))
    return rows[0] === undefined ? null : { published: rows[0].published !== null }
  }

  /** The run has a work table from now on. */
  async begin(session: Session, work: TableName): Promise<void> {
    const { table } = this.#target
    await execute(
      session,
      `INSERT INTO ${this.#runs} ([target], [run], [flow], [entity], [work_table], [seen]) ` +
        'VALUES (@table, @run, @flow, @entity, @work, SYSUTCDATETIME())',
      { table, ...this.#owner, work: work.table },
    )
  }

  /** Shows that the run lives. Its parts show it too, each by its own row: parts that are loaded side by side share none. */
  async touch(session: Session): Promise<void> {
    const { table } = this.#target
    const statement = `UPDATE ${this.#runs} SET [seen] = SYSUTCDATETIME() WHERE [target] = @table AND [run] = @run`
    await execute(session, statement, { table, run: this.#owner.run })
  }

  async publish(session: Session): Promise<void> {
    const { table } = this.#target
    const statement = `UPDATE ${this.#runs} SET [published] = SYSUTCDATETIME() WHERE [target] = @table AND [run] = @run`
    await execute(session, statement, { table, run: this.#owner.run })
  }

  async addPart(session: Session, part: number, { rows, bytes, checksum }: StagedPart): Promise<void> {
    const { table } = this.#target
    await execute(
      session,
      `INSERT INTO ${this.#parts} ([target], [run], [part], [rows], [bytes], [checksum], [staged]) ` +
        'VALUES (@table, @run, @part, @rows, @bytes, @checksum, SYSUTCDATETIME())',
      { table, run: this.#owner.run, part, rows, bytes, checksum },
    )
  }

  /** Forgets the part; true when it was known. */
  async removePart(session: Session, part: number): Promise<boolean> {
    const { table } = this.#target
    const which = 'WHERE [target] = @table AND [run] = @run AND [part] = @part'
    const values = { table, run: this.#owner.run, part }
    const known = await execute(session, `SELECT [part] FROM ${this.#parts} ${which}`, values)
    if (known.length === 0) return false
    await execute(session, `DELETE FROM ${this.#parts} ${which}`, values)
    return true
  }

  /** The parts that stand whole, by their numbers. */
  async parts(session: Session): Promise<Map<number, Omit<StagedPart, 'name'>>> {
    const { table } = this.#target
    const statement = `SELECT [part], [rows], [bytes], [checksum] FROM ${this.#parts} WHERE [target] = @table AND [run] = @run`
    const rows = await unlessMissing(execute(session, statement, { table, run: this.#owner.run }))
    return new Map(
      rows.map(row => [
        Number(row.part),
        { rows: Number(row.rows), bytes: Number(row.bytes), checksum: String(row.checksum) },
      ]),
    )
  }

  /** Removes the run, its parts and its work table. */
  async remove(database: Database, work: TableName, run = this.#owner.run): Promise<void> {
    const { table } = this.#target
    await unlessMissing(
      database.transaction(async session => {
        await execute(session, `DROP TABLE IF EXISTS ${quoted(work)}`)
        await execute(session, `DELETE FROM ${this.#parts} WHERE [target] = @table AND [run] = @run`, { table, run })
        return execute(session, `DELETE FROM ${this.#runs} WHERE [target] = @table AND [run] = @run`, { table, run })
      }),
    )
  }

  /**
   * Removes what dead runs have left of this table: those that nobody has touched for a week, and what remembers publications of this
   * entity that are long finished, since this one could not begin before.
   */
  async removeDead(database: Database): Promise<void> {
    const { schema, table } = this.#target
    const { run, flow, entity } = this.#owner
    const dead = await database.session(session =>
      execute(
        session,
        `SELECT r.[run], r.[work_table] FROM ${this.#runs} AS r WHERE r.[target] = @table AND r.[run] <> @run AND ` +
          `((r.[seen] < ${LONG_AGO} AND NOT EXISTS (SELECT 1 FROM ${this.#parts} AS p WHERE p.[target] = r.[target] ` +
          `AND p.[run] = r.[run] AND p.[staged] >= ${LONG_AGO})) OR ` +
          '(r.[published] IS NOT NULL AND r.[flow] = @flow AND r.[entity] = @entity))',
        { table, run, flow, entity },
      ),
    )
    for (const row of dead) await this.remove(database, { schema, table: String(row.work_table) }, String(row.run))
  }
}

async function create(session: Session, name: string, columns: string): Promise<void> {
  const [row] = await execute(session, "SELECT OBJECT_ID(@name, N'U') AS id", { name })
  if (row?.id != null) return
  try {
    await execute(session, `CREATE TABLE ${name} (${columns})`)
  } catch (error) {
    // Another run was quicker.
    if (!isServerError(error, ALREADY_THERE)) throw error
  }
}

/** SQL Server's error 208: no such object. Nothing was ever staged there. */
async function unlessMissing<T>(rows: Promise<T[]>): Promise<T[]> {
  try {
    return await rows
  } catch (error) {
    if (isServerError(error, 208)) return []
    throw error
  }
}
