/** Records for tests: a run of one entity, begun at a second of the day. */
import type { Committed, Finished, Planned, Rewound, Staged } from '../../lib/journal/record.ts'

export interface Of {
  flow?: string
  entity?: string
  /** Seconds after midnight at which the run is planned; it ends one second later. */
  at: number
}

/** A run's id, as `runId` makes it. */
export function runAt(at: number): string {
  return `${instant(at).slice(0, 19).replace(/[-:]/g, '')}Z-${at.toString(16).padStart(8, '0')}`
}

export function instant(at: number): string {
  return new Date(Date.UTC(2026, 10, 23) + at * 1000).toISOString()
}

const PART = { name: 'a.parquet', rows: 3, bytes: 30, checksum: 'abc' }
const SCHEMA = {
  fields: [{ name: 'id', type: { kind: 'int', bits: 32 }, nullable: false, source: 'int' }],
} satisfies Planned['schema']

function common({ flow = 'erp', entity = 'orders', at }: Of) {
  return { run: runAt(at), flow, entity, time: instant(at) }
}

export function planned(of: Of): Planned {
  return {
    kind: 'planned',
    ...common(of),
    mode: 'full_drop',
    began: instant(of.at),
    ranges: [{ index: 0, statement: 'SELECT 1', parameters: [] }],
    schema: SCHEMA,
    fingerprint: 'f',
    store: '/out/orders',
  }
}

export function staged(of: Of, part: number): Staged {
  return {
    kind: 'staged',
    ...common(of),
    range: 0,
    series: 1,
    from: 0,
    part,
    last: false,
    staged: PART,
    altered: 0,
    checksums: [],
    position: null,
  }
}

export function committed(of: Of): Committed {
  return { kind: 'committed', ...common(of), parts: [PART], rows: 3, altered: 0, checksums: [] }
}

export function ended(of: Of, more: Partial<Finished> = {}): Finished {
  const { run, flow, entity, time } = common(of)
  const finish_time = instant(of.at + 1)
  return {
    kind: more.status === 'fail' ? 'failed' : 'done',
    run,
    flow,
    entity,
    time: finish_time,
    entity_run_id: `${flow}.${entity} ${run}`,
    coordinator_run_id: 'c',
    flow_run_id: 'f',
    coordinator: 'erp',
    start_time: time,
    finish_time,
    status: 'success',
    run_type: 'full_drop',
    row_count: 3,
    duration: 1,
    primary_key: null,
    watermark_column: null,
    watermark_type: null,
    watermark: null,
    message: null,
    schema_version: '1.0',
    parts: [PART],
    bytes: 30,
    checksums: [{ column: 'id', nulls: 0, sum: '00000000000000ff' }],
    attempts: 1,
    schema: SCHEMA,
    error: null,
    receipt: null,
    ...more,
  }
}

export function rewound(of: Of, to: Rewound['to'] = null): Rewound {
  return { kind: 'rewound', ...common(of), to }
}
