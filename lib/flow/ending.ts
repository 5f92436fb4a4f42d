/** The last record of a run: how it ended, as one row of the journal. */
import { createHash } from 'node:crypto'
import type { ColumnChecksum } from '../columns/checksum.ts'
import type { ErrorFacts } from '../errors.ts'
import type { Receipt } from '../events.ts'
import { keyText, markText } from '../journal/mark.ts'
import type { Claimed, Finished, Planned } from '../journal/record.ts'
import type { Seen } from '../journal/seen.ts'
import type { TakenFiles } from '../journal/taken.ts'
import type { StagedPart } from '../stores/store.ts'
import type { Shared } from './entity-run.ts'

export interface Ending {
  status: Finished['status']
  message: string | null
  rows?: number
  parts?: StagedPart[]
  checksums?: ColumnChecksum[]
  attempts?: number
  claimed?: Claimed | undefined
  seen?: Seen | undefined
  taken?: TakenFiles | undefined
  receipt?: Receipt
  error?: ErrorFacts
}

/** One row of the journal. */
export function endOf(shared: Shared, planned: Planned, ending: Ending): Finished {
  const { run, flow, entity, mode, began, schema, stored, version, gone, watermark } = planned
  const {
    status,
    message,
    rows = 0,
    parts = [],
    checksums = [],
    attempts = 1,
    error = null,
    claimed,
    seen,
    taken,
    receipt = null,
  } = ending
  const now = new Date()
  const mark = status === 'fail' ? undefined : watermark
  return {
    kind: status === 'fail' ? 'failed' : 'done',
    run,
    flow,
    entity,
    time: now.toISOString(),
    entity_run_id: idOf(shared.coordinator, flow, entity, planned.time),
    coordinator_run_id: idOf(shared.coordinator, began),
    flow_run_id: idOf(shared.coordinator, flow, began),
    coordinator: shared.coordinator,
    start_time: planned.time,
    finish_time: now.toISOString(),
    status,
    run_type: mode,
    row_count: rows,
    duration: (now.getTime() - Date.parse(planned.time)) / 1000,
    primary_key: mark ? keyText(mark.key) : null,
    watermark_column: mark?.column ?? null,
    watermark_type: mark?.type ?? null,
    watermark: mark ? markText(mark) : null,
    message,
    schema_version: '1.0',
    parts,
    bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
    checksums,
    attempts,
    schema: stored ?? schema,
    error,
    receipt,
    ...(version === undefined ? {} : { version }),
    ...(gone === undefined ? {} : { gone }),
    ...(claimed === undefined ? {} : { claimed }),
    ...(seen === undefined ? {} : { seen }),
    ...(taken === undefined ? {} : { taken }),
  }
}

/** The ids of the Python project's journal: the first 32 hex digits of SHA-256 over the parts joined by `|`. */
function idOf(...parts: string[]): string {
  return createHash('sha256').update(parts.join('|')).digest('hex').slice(0, 32)
}
