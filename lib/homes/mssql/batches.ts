/** The bytes of one answer → batches that wait for their consumer, never more than one of them ahead. */
import type { Batch } from '../../columns/batch.ts'
import type { Schema } from '../../columns/schema.ts'
import { HomeError } from '../../errors.ts'
import type { Answer, Receiver } from '../../mssql/seam.ts'
import { RowCounts } from './counts.ts'
import { checkSchema } from './drift.ts'
import { type DecoderOptions, TokenDecoder } from './tds/decoder.ts'

export class Batches implements Receiver {
  readonly #decoder: TokenDecoder
  readonly #expected: Schema
  readonly #counts = new RowCounts()
  readonly #ready: Batch[] = []
  #answer: Answer | undefined
  #seen = false
  #cancelled = false
  #end: { error?: unknown } | undefined
  #wake: (() => void) | undefined

  constructor(options: DecoderOptions, expected: Schema) {
    this.#expected = expected
    this.#decoder = new TokenDecoder(options, {
      columns: schema => this.#onColumns(schema),
      batch: batch => this.#onBatch(batch),
      token: bytes => {
        this.#counts.token(bytes, this.#decoder.rows)
        this.#answer?.forward(bytes)
      },
    })
  }

  /** The next batch, null after the last. @throws what the read failed with, after the batches that came before. */
  async next(): Promise<Batch | null> {
    for (;;) {
      const batch = this.#ready.shift()
      if (batch !== undefined) {
        // The consumer works on this one while the next is decoded.
        if (this.#ready.length === 0) this.#answer?.resume()
        return batch
      }
      if (this.#end !== undefined) {
        if ('error' in this.#end) throw this.#end.error
        return null
      }
      await new Promise<void>(resolve => {
        this.#wake = resolve
      })
    }
  }

  /** The server is done with the request; `error` when it failed. */
  finish(outcome: { error?: unknown } = {}): void {
    this.#end ??= outcome
    this.#wake?.()
  }

  begin(answer: Answer): void {
    this.#answer = answer
    if (this.#cancelled) answer.drop()
  }

  data(chunk: Uint8Array): void {
    this.#decoder.push(chunk)
  }

  end(): void {
    this.#decoder.end()
    this.#counts.end(this.#decoder.rows)
    // A failed statement may end before its columns; the server's error follows.
    if (!this.#seen && !this.#counts.failed) throw noResult()
  }

  fail(error: unknown): void {
    this.finish({ error })
  }

  cancel(): void {
    this.#cancelled = true
    this.#ready.length = 0
    this.#answer?.drop()
  }

  #onColumns(schema: Schema): void {
    if (this.#seen) throw severalResults()
    this.#seen = true
    checkSchema(schema, this.#expected)
  }

  #onBatch(batch: Batch): void {
    this.#ready.push(batch)
    this.#answer?.pause()
    this.#wake?.()
  }
}

function noResult(): HomeError {
  return new HomeError('NO_RESULT', 'The statement ran, but returned no columns.', {
    advice: 'End the query with the SELECT whose rows are to be moved.',
  })
}

function severalResults(): HomeError {
  return new HomeError('SEVERAL_RESULTS', 'The query returns more than one result set; an entity is exactly one.', {
    advice: 'Keep one SELECT, or combine them with UNION ALL, or make an entity of each.',
  })
}
