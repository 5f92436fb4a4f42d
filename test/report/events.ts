/** Events by hand: what tests feed to the renderers. */
import type {
  EntityFinished,
  EntityProgress,
  EntityRetry,
  EntityStarted,
  FlowBroken,
  JournalMirrored,
  RangeFinished,
  RunFinished,
  RunMilestone,
  RunStarted,
} from '../../lib/events.ts'

const RUN = '20261102T120000Z-0badcafe'
const START = Date.UTC(2026, 10, 2, 12, 0, 0)

/** Milliseconds since 1970, `seconds` after the run began. */
export function at(seconds: number): number {
  return START + seconds * 1000
}

function stamp(seconds: number) {
  return { time: new Date(at(seconds)).toISOString(), run: RUN }
}

export function runStarted(seconds = 0, more: Partial<RunStarted> = {}): RunStarted {
  const counts = { entities: 3, concurrency: 4, workers: 2, memory: 512e6 }
  return { ...stamp(seconds), type: 'run.started', name: 'erp', ...counts, version: '0.1.0', ...more }
}

export function started(entity: string, seconds: number, more: Partial<EntityStarted> = {}): EntityStarted {
  return {
    ...stamp(seconds),
    type: 'entity.started',
    flow: 'erp',
    entity,
    mode: 'full_drop',
    home: `mssql 127.0.0.1/erp dbo.${entity}`,
    store: `/out/${entity}`,
    estimate: null,
    notes: [],
    ...more,
  }
}

export function progress(
  entity: string,
  seconds: number,
  rows: number,
  bytes: number,
  estimate: number | null = null,
): EntityProgress {
  return { ...stamp(seconds), type: 'entity.progress', flow: 'erp', entity, rows, bytes, estimate }
}

export function broken(seconds: number): FlowBroken {
  const where = { file: '/w/flows/crm/flow.yml', line: 3, column: 7, key: 'flows.crm.store.pth' }
  const problems = [{ ...where, message: 'unknown key', advice: 'did you mean `path`?' }]
  return { ...stamp(seconds), type: 'flow.broken', flow: 'crm', entities: ['orders'], problems }
}

export function milestone(seconds: number, rows: number): RunMilestone {
  return { ...stamp(seconds), type: 'run.milestone', rows, seconds }
}

export function mirrored(seconds: number, more: Partial<JournalMirrored> = {}): JournalMirrored {
  const places = { journal: 'https://lake/db/Files/.hygge_journal', table: 'https://lake/db/Files/LandingZone/j' }
  return { ...stamp(seconds), type: 'journal.mirrored', ...places, rows: 3, seconds: 1, ...more }
}

export function retried(entity: string, seconds: number, more: Partial<EntityRetry> = {}): EntityRetry {
  const counts = { attempt: 1, of: 5, wait_seconds: 0.7 }
  return { ...stamp(seconds), type: 'entity.retry', flow: 'erp', entity, ...counts, error: DEADLOCK, ...more }
}

export function rangeFinished(entity: string, seconds: number, more: Partial<RangeFinished> = {}): RangeFinished {
  const facts = { range: 0, of: 2, rows: 10, seconds: 1 }
  return { ...stamp(seconds), type: 'range.finished', flow: 'erp', entity, ...facts, ...more }
}

export function finished(entity: string, seconds: number, more: Partial<EntityFinished> = {}): EntityFinished {
  return {
    ...stamp(seconds),
    type: 'entity.finished',
    flow: 'erp',
    entity,
    mode: 'full_drop',
    status: 'ok',
    rows: 0,
    bytes: 0,
    files: [],
    seconds: 1,
    altered: 0,
    attempts: 1,
    notes: [],
    ...more,
  }
}

export function runFinished(seconds: number, more: Partial<RunFinished> = {}): RunFinished {
  const counts = { ok: 1, empty: 1, failed: 1, skipped: 0, rows: 0, bytes: 0, files: 0 }
  return { ...stamp(seconds), type: 'run.finished', name: 'erp', ...counts, seconds, exit_code: 1, ...more }
}

/** A whole run: one entity that arrives, one that is empty, one that fails. */
export function recorded() {
  return [
    runStarted(),
    started('orders', 0.5, { estimate: 3_000_000, notes: ['OrderDate: cut to microseconds'] }),
    started('leer', 0.6),
    started('cities', 0.7),
    progress('orders', 1.5, 400_000, 8_000_000, 3_000_000),
    finished('leer', 1.6, {
      status: 'empty',
      bytes: 812,
      files: [{ path: '/out/leer/a.parquet', rows: 0, bytes: 812 }],
    }),
    progress('orders', 2.5, 900_000, 18_000_000, 3_000_000),
    finished('cities', 3, { status: 'failed', seconds: 2.3, error: DEADLOCK }),
    finished('orders', 8, {
      rows: 3_012_345,
      bytes: 61_234_567,
      files: [
        { path: '/out/orders/a.parquet', rows: 2_000_000, bytes: 41_000_000 },
        { path: '/out/orders/b.parquet', rows: 1_012_345, bytes: 20_234_567 },
      ],
      seconds: 7.5,
      altered: 12,
      notes: ['OrderDate: cut to microseconds'],
    }),
    runFinished(8, { rows: 3_012_345, bytes: 61_235_379, files: 3 }),
  ]
}

const DEADLOCK = {
  code: 'SQL_ERROR',
  message: 'Transaction was deadlocked and has been chosen as the victim.\nRerun the transaction.',
  advice: 'Run again, or read with isolation: snapshot.',
  number: 1205,
  state: 51,
  server: 'erp-sql',
  procedure: '',
  cause: 'socket hang up',
}
