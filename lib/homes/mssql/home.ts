/** SQL Server as a home: tables and queries, read in batches of columns. */
import { type Batch, MAX_BATCH_ROWS } from '../../columns/batch.ts'
import type { Schema } from '../../columns/schema.ts'
import type { Isolation } from '../../mssql/connection.ts'
import type { Lender } from '../../mssql/pool.ts'
import type { Description, Home, Position, Range, Since, SourceCount } from '../home.ts'
import type { MssqlHomeConfig } from './config.ts'
import { countRange } from './count.ts'
import { describe } from './describe.ts'
import { positionIn, restOf } from './order.ts'
import { readOn } from './read.ts'
import type { ReadSession } from './session-threads.ts'
import type { DecoderOptions } from './tds/decoder.ts'
import { ThreadSession } from './thread-session.ts'

export interface MssqlHomeOptions {
  /** The most rows of a batch; default 8,192, which is also the limit. */
  batchRows?: number
  /** About the most bytes of a batch; default 8 MiB. A larger row is a batch of its own. */
  batchBytes?: number
  /** The most ranges that a large table is cut into when its `ranges` are not said; default 1. */
  ranges?: number
}

const BATCH_BYTES = 8 * 1024 * 1024

/** A home that reads what `config` says through the pool's sessions; nothing is opened before it is asked. */
export function mssqlHome(pool: Lender<ReadSession>, config: MssqlHomeConfig, options: MssqlHomeOptions = {}): Home {
  return new MssqlHome(pool, config, options)
}

class MssqlHome implements Home {
  readonly location: string
  readonly #pool: Lender<ReadSession>
  readonly #config: MssqlHomeConfig
  readonly #decoder: DecoderOptions
  readonly #ranges: number
  readonly #sessions = new Set<ReadSession>()

  constructor(pool: Lender<ReadSession>, config: MssqlHomeConfig, options: MssqlHomeOptions) {
    const { connection } = pool
    this.location = `mssql ${connection.server}/${connection.database} ${config.table ?? 'query'}`
    this.#pool = pool
    this.#config = config
    this.#ranges = options.ranges ?? 1
    this.#decoder = {
      types: {
        datetime2: config.datetime2 ?? 'microseconds',
        datetimeoffset: config.datetimeoffset ?? 'utc',
        uniqueidentifier: config.uniqueidentifier ?? 'string',
      },
      maxRows: options.batchRows ?? MAX_BATCH_ROWS,
      maxBytes: options.batchBytes ?? BATCH_BYTES,
    }
  }

  async describe(signal: AbortSignal, since?: Since): Promise<Description> {
    // The catalog is not versioned: looking at it under snapshot isolation can fail for no reason.
    const session = await this.#open('read_committed', signal)
    try {
      const { types } = this.#decoder
      return await describe(session, this.#config, { types, ranges: this.#ranges }, signal, since)
    } finally {
      await this.#giveBack(session)
    }
  }

  async *read(
    range: Range,
    expected: Schema,
    signal: AbortSignal,
    after?: Position,
  ): AsyncGenerator<Batch, void, undefined> {
    const rows = after === undefined ? range : restOf(range, after)
    const session = await this.#open(this.#config.isolation ?? 'read_committed', signal)
    const reading = {
      statement: { statement: rows.statement, parameters: rows.parameters },
      decoder: this.#decoder,
      expected,
    }
    try {
      yield* session instanceof ThreadSession ? session.read(reading, signal) : readOn(session, reading, signal)
    } finally {
      await this.#giveBack(session)
    }
  }

  async count(range: Range, schema: Schema, signal: AbortSignal): Promise<SourceCount> {
    const session = await this.#open(this.#config.isolation ?? 'read_committed', signal)
    try {
      return await countRange(session, range, schema, signal)
    } finally {
      await this.#giveBack(session)
    }
  }

  position(range: Range, schema: Schema, batch: Batch): Position | null {
    return positionIn(range, schema, batch)
  }

  async close(): Promise<void> {
    await Promise.all([...this.#sessions].map(session => this.#giveBack(session)))
  }

  async #open(isolation: Isolation, signal: AbortSignal): Promise<ReadSession> {
    const session = await this.#pool.acquire(isolation, signal)
    this.#sessions.add(session)
    return session
  }

  /** The pool closes it when something still runs on it. */
  async #giveBack(session: ReadSession): Promise<void> {
    this.#sessions.delete(session)
    await this.#pool.release(session)
  }
}
