/** Files of this machine as a home: Parquet, CSV and JSON lines, read in threads of their own. */
import { join } from 'node:path'
import { type Batch, MAX_BATCH_ROWS } from '../../columns/batch.ts'
import type { Schema } from '../../columns/schema.ts'
import { ConfigError, HomeError } from '../../errors.ts'
import type { Description, Home, Position, Range, Since, SourceCount, Taken } from '../home.ts'
import type { LocalHomeConfig } from './config.ts'
import { describe } from './describe.ts'
import { folderOf } from './files.ts'
import { placeIn, positionOf } from './position.ts'
import type { Readers } from './readers.ts'
import { textOptions } from './text-options.ts'
import { parseWhere } from './where/parse.ts'

export interface LocalHomeOptions {
  /** The most rows of a batch; default 8,192, which is also the limit. */
  batchRows?: number
}

/** A home that reads the files that `config` names; nothing is opened before it is asked. */
export function localHome(config: LocalHomeConfig, readers: Readers, options: LocalHomeOptions = {}): Home {
  return new LocalHome(config, readers, options)
}

class LocalHome implements Home {
  readonly location: string
  readonly #config: LocalHomeConfig
  readonly #readers: Readers
  readonly #batchRows: number
  readonly #closed = new AbortController()
  /** Where the batches that were given out end. */
  readonly #positions = new WeakMap<Batch, Position>()

  constructor(config: LocalHomeConfig, readers: Readers, { batchRows = MAX_BATCH_ROWS }: LocalHomeOptions) {
    const { root, pattern, format } = config
    this.location = `${format} ${pattern === null ? root : join(root, pattern)}`
    this.#config = config
    this.#readers = readers
    this.#batchRows = batchRows
  }

  async describe(signal: AbortSignal, since?: Since, taken?: Taken): Promise<Description> {
    if (since !== undefined) throw noWatermark(since.column)
    return describe(this.#config, this.#readers, this.#until(signal), taken)
  }

  async *read(range: Range, expected: Schema, signal: AbortSignal, after?: Position): AsyncGenerator<Batch> {
    const { where, columns } = this.#config
    const { files = [], besides = [] } = range
    const options = textOptions(this.#config)
    const task = {
      root: await folderOf(this.#config),
      files,
      schema: expected,
      besides,
      text: options && { options, strict: columns === undefined },
      where: where === undefined ? [] : parseWhere(where),
      batchRows: this.#batchRows,
      from: after === undefined ? { file: 0, row: 0 } : placeIn(files, after),
    }
    signal.throwIfAborted()
    if (files.length === 0) return
    for await (const { batch, file, row } of this.#readers.read(task, this.#until(signal))) {
      this.#positions.set(batch, positionOf(files[file], row))
      yield batch
    }
  }

  async count(): Promise<SourceCount> {
    return { unknown: 'files are counted by reading them, which the run has just done' }
  }

  position(_range: Range, _schema: Schema, batch: Batch): Position | null {
    return this.#positions.get(batch) ?? null
  }

  async close(): Promise<void> {
    this.#closed.abort(
      new HomeError('HOME_CLOSED', 'The read was ended before it came to its last row.', { advice: 'Run it again.' }),
    )
  }

  #until(signal: AbortSignal): AbortSignal {
    return AbortSignal.any([signal, this.#closed.signal])
  }
}

function noWatermark(column: string): ConfigError {
  return new ConfigError('WATERMARK_FILES', `A watermark (${column}) is nothing that files have.`, {
    advice: 'Leave `watermark` out, or write `watermark: false`.',
    facts: { column },
  })
}
