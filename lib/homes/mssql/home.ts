/** SQL Server as a home: tables and queries, read in batches of columns. */
import { type Batch, MAX_BATCH_ROWS } from '../../columns/batch.ts'
import type { Schema } from '../../columns/schema.ts'
import { HomeError } from '../../errors.ts'
import type { MssqlConnection } from '../../mssql/connection.ts'
import { Session } from '../../mssql/session.ts'
import type { Description, Home, Position, Range, Since } from '../home.ts'
import { Batches } from './batches.ts'
import type { MssqlHomeConfig } from './config.ts'
import { describe } from './describe.ts'
import { positionIn, restOf } from './order.ts'
import type { DecoderOptions } from './tds/decoder.ts'

export interface MssqlHomeOptions {
  /** The most rows of a batch; default 8,192, which is also the limit. */
  batchRows?: number
  /** About the most bytes of a batch; default 8 MiB. A larger row is a batch of its own. */
  batchBytes?: number
}

const BATCH_BYTES = 8 * 1024 * 1024

/** A home that reads what `config` says through connections of its own; nothing is opened before it is asked. */
export function mssqlHome(connection: MssqlConnection, config: MssqlHomeConfig, options: MssqlHomeOptions = {}): Home {
  return new MssqlHome(connection, config, options)
}

class MssqlHome implements Home {
  readonly location: string
  readonly #connection: MssqlConnection
  readonly #config: MssqlHomeConfig
  readonly #decoder: DecoderOptions
  readonly #sessions = new Set<Session>()

  constructor(connection: MssqlConnection, config: MssqlHomeConfig, options: MssqlHomeOptions) {
    this.location = `mssql ${connection.server}/${connection.database} ${config.table ?? 'query'}`
    this.#connection = connection
    this.#config = config
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
      return await describe(session, this.#config, this.#decoder.types, signal, since)
    } finally {
      await this.#close(session)
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
    const left = new AbortController()
    const batches = new Batches(this.#decoder, expected)
    const done = session.run(rows, batches, AbortSignal.any([signal, left.signal])).then(
      () => batches.finish(),
      (error: unknown) => batches.finish({ error }),
    )
    try {
      for (;;) {
        const batch = await batches.next()
        signal.throwIfAborted()
        if (batch === null) return
        yield batch
      }
    } finally {
      left.abort()
      await done
      await this.#close(session)
    }
  }

  position(range: Range, schema: Schema, batch: Batch): Position | null {
    return positionIn(range, schema, batch)
  }

  async close(): Promise<void> {
    await Promise.all([...this.#sessions].map(session => this.#close(session)))
  }

  async #open(isolation: NonNullable<MssqlHomeConfig['isolation']>, signal: AbortSignal): Promise<Session> {
    const session = await Session.open(this.#connection, isolation, HomeError, signal)
    this.#sessions.add(session)
    return session
  }

  async #close(session: Session): Promise<void> {
    this.#sessions.delete(session)
    await session.close()
  }
}
