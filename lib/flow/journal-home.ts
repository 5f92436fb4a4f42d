/** A journal as a home: one row for each finished run, those of the history and those beside it. */
import { type Batch, MAX_BATCH_ROWS } from '../columns/batch.ts'
import type { Schema } from '../columns/schema.ts'
import type { Description, Home, Position, Range, Since, SourceCount } from '../homes/home.ts'
import { HISTORY_SCHEMA, type HistoryRow, keyOf, openHistories, rowOf } from '../journal/history.ts'
import type { Journal } from '../journal/journal.ts'
import { OWN_FLOW } from '../journal/layout.ts'
import { batchOf } from './values.ts'

/** The column that tells new rows from old ones. */
export const FINISHED = 'finish_time'
/** How long it may take from a run's end, as its clock has it, until its record stands: so far rows are looked at again, ms. */
const LATE = 600_000
/** Characters of texts in one batch. */
const BATCH_CHARACTERS = 8_000_000

export class JournalHome implements Home {
  readonly location: string
  readonly #journal: Journal

  constructor(journal: Journal) {
    this.#journal = journal
    this.location = `journal ${journal.location}`
  }

  async describe(_signal: AbortSignal, since?: Since): Promise<Description> {
    const low = since?.low && since.low !== 'now' ? since.low.value : null
    const from = low === null ? '' : new Date(Date.parse(low) - LATE).toISOString()
    const rows = await this.#rows(from)
    const last = rows.at(-1)?.finish_time ?? null
    // Runs that came late are behind the mark, and do not move it back.
    const high = low !== null && (last === null || last < low) ? low : last
    const parameters = [
      { name: 'from', type: 'string', value: from },
      { name: 'to', type: 'string', value: high },
    ]
    return {
      schema: HISTORY_SCHEMA,
      estimate: rows.length,
      bytes: null,
      subject: 'finished runs',
      ranges: [{ index: 0, statement: 'runs that finished behind `from`, up to `to`', parameters }],
      notes: [],
      watermark: { column: FINISHED, type: 'string', sqlType: 'string', low, high },
    }
  }

  async *read({ parameters }: Range, expected: Schema, signal: AbortSignal): AsyncGenerator<Batch> {
    const [from, to] = parameters.map(({ value }) => String(value ?? ''))
    let batch: HistoryRow[] = []
    let characters = 0
    for (const row of await this.#rows(from ?? '', to)) {
      signal.throwIfAborted()
      const more = charactersOf(row)
      if (batch.length === MAX_BATCH_ROWS || (batch.length > 0 && characters + more > BATCH_CHARACTERS)) {
        yield batchOf(expected, batch)
        batch = []
        characters = 0
      }
      batch.push(row)
      characters += more
    }
    if (batch.length > 0) yield batchOf(expected, batch)
  }

  position(): Position | null {
    return null
  }

  async count(): Promise<SourceCount> {
    return { unknown: 'a journal does not count its runs' }
  }

  async close(): Promise<void> {}

  /** Each run once, the first to finish first; without those of the journal's own way into the store. */
  async #rows(from: string, to?: string): Promise<HistoryRow[]> {
    const { folder } = this.#journal
    const found = new Map<string, HistoryRow>()
    const add = (row: HistoryRow) => {
      const finished = timeOf(row)
      if (row.flow !== OWN_FLOW && finished > from && (to === undefined || finished <= to)) found.set(keyOf(row), row)
    }
    // First what may leave for the history, so that no run is in neither place.
    for (const { record } of (await this.#journal.runs()).ended) if (record.kind !== 'rewound') add(rowOf(record))
    for (const file of (await openHistories(folder)).files)
      for (const group of file.starts.keys()) (await file.group(group)).forEach(add)
    return [...found.values()].toSorted((one, other) => (timeOf(one) < timeOf(other) ? -1 : 1))
  }
}

function timeOf({ finish_time, start_time }: HistoryRow): string {
  return finish_time ?? start_time
}

function charactersOf(row: HistoryRow): number {
  return Object.values(row).reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 0), 0)
}
