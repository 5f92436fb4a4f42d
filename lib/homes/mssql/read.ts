/** A statement's rows on a session of this thread, in batches, under backpressure. */
import type { Batch } from '../../columns/batch.ts'
import type { Schema } from '../../columns/schema.ts'
import type { Statement } from '../../mssql/parameters.ts'
import type { Session } from '../../mssql/session.ts'
import { Batches } from './batches.ts'
import type { DecoderOptions } from './tds/decoder.ts'

/** What is read, and what becomes of it. Plain data. */
export interface Reading {
  statement: Statement
  decoder: DecoderOptions
  expected: Schema
}

/** Leaving the loop early, or aborting, cancels at the server; the session is idle or closed when the loop ends. */
export async function* readOn(
  session: Session,
  { statement, decoder, expected }: Reading,
  signal: AbortSignal,
): AsyncGenerator<Batch, void, undefined> {
  const left = new AbortController()
  const batches = new Batches(decoder, expected)
  const done = session.run(statement, batches, AbortSignal.any([signal, left.signal])).then(
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
  }
}
