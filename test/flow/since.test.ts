import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConfigError } from '../../lib/errors.ts'
import type { RunType } from '../../lib/events.ts'
import { sinceOf } from '../../lib/flow/since.ts'
import type { Finished, Rewound, RewoundTo } from '../../lib/journal/record.ts'

const COMMON = { run: 'r', flow: 'f', entity: 'e', time: '2026-11-23T10:00:00.000Z' }

function finished(more: Partial<Finished>): Finished {
  return {
    kind: 'done',
    ...COMMON,
    entity_run_id: '',
    coordinator_run_id: '',
    flow_run_id: '',
    coordinator: 'c',
    start_time: COMMON.time,
    finish_time: COMMON.time,
    status: 'success',
    run_type: 'incremental',
    row_count: 5,
    duration: 1,
    primary_key: null,
    watermark_column: 'id',
    watermark_type: 'int',
    watermark: '5',
    message: null,
    schema_version: '1.0',
    parts: [],
    bytes: 0,
    checksums: [],
    attempts: 1,
    schema: { fields: [] },
    error: null,
    receipt: null,
    ...more,
  }
}

function rewound(to: RewoundTo | null): Rewound {
  return { kind: 'rewound', ...COMMON, to }
}

function since(
  last: Finished | null,
  moved: Rewound | null,
  run_type: RunType = 'incremental',
  column: string | undefined = 'id',
) {
  const watermark = column === undefined ? {} : { watermark: { column } }
  return sinceOf({ flow: 'f', name: 'e', run_type, ...watermark }, { last, rewound: moved })
}

const EVERYTHING = { column: 'id', low: null }

test('a first run, a full_drop, and a run after a reset read everything', () => {
  assert.deepEqual(since(null, null), EVERYTHING)
  assert.deepEqual(since(finished({}), null, 'full_drop'), EVERYTHING)
  assert.deepEqual(since(null, rewound(null)), EVERYTHING)
  assert.deepEqual(since(finished({ watermark: null, row_count: 0 }), null), EVERYTHING)
  const empty = { watermark_column: null, watermark_type: null, watermark: null, row_count: 0 }
  assert.deepEqual(since(finished({ ...empty, run_type: 'full_drop' }), null), EVERYTHING)
})

test('an increment goes on where the last run or a person said', () => {
  assert.deepEqual(since(finished({}), null), { column: 'id', low: { value: '5', type: 'int' } })
  assert.deepEqual(since(finished({ run_type: 'full_drop' }), null), { column: 'id', low: { value: '5', type: 'int' } })
  assert.deepEqual(since(finished({ watermark_column: 'ID' }), null), {
    column: 'id',
    low: { value: '5', type: 'int' },
  })
  assert.deepEqual(since(null, rewound({ value: '7' })), { column: 'id', low: { value: '7', type: null } })
  const run = { run: 'x', primary_key: null, watermark_column: 'id', watermark_type: 'int', watermark: '3' }
  assert.deepEqual(since(null, rewound(run)), { column: 'id', low: { value: '3', type: 'int' } })
  const none = { run: 'x', primary_key: null, watermark_column: null, watermark_type: null, watermark: null }
  assert.deepEqual(since(null, rewound(none)), EVERYTHING)
})

test('no watermark: nothing to say for a full_drop, an error for an increment', () => {
  assert.equal(sinceOf({ flow: 'f', name: 'e', run_type: 'full_drop' }, { last: null, rewound: null }), undefined)
  const blind = () => sinceOf({ flow: 'f', name: 'e', run_type: 'incremental' }, { last: null, rewound: null })
  assert.throws(blind, (error: unknown) => error instanceof ConfigError && error.code === 'WATERMARK_MISSING')
})

test('W30: a changed watermark column is an error that says how to rewind, never a second full load', () => {
  const check = (last: Finished | null, moved: Rewound | null, code: string) =>
    assert.throws(
      () => since(last, moved, 'incremental', 'changed_at'),
      (error: unknown) => {
        assert.ok(error instanceof ConfigError)
        assert.equal(error.code, code)
        assert.match(error.advice ?? '', /journal rewind .* f\.e --to <value/)
        return true
      },
    )
  check(finished({}), null, 'WATERMARK_CHANGED')
  check(
    null,
    rewound({ run: 'x', primary_key: null, watermark_column: 'id', watermark_type: 'int', watermark: '3' }),
    'WATERMARK_CHANGED',
  )
  const none = { watermark_column: null, watermark_type: null, watermark: null }
  check(finished({ ...none, run_type: 'full_drop' }), null, 'WATERMARK_UNKNOWN')
})
