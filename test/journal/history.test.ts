import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import fc from 'fast-check'
import { HISTORY_SCHEMA, openHistory, recordOf, rowOf } from '../../lib/journal/history.ts'
import { ended, instant } from './records.ts'

const PLAIN = { noNullPrototype: true }
const text = fc.string({ unit: 'grapheme' })
const maybe = fc.option(text)
const finished = fc
  .record({
    entity: text,
    coordinator: text,
    status: fc.constantFrom('success', 'fail', 'skip') as fc.Arbitrary<'success' | 'fail' | 'skip'>,
    run_type: fc.constantFrom('full_drop', 'incremental') as fc.Arbitrary<'full_drop' | 'incremental'>,
    row_count: fc.nat(),
    duration: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
    primary_key: maybe,
    watermark_column: maybe,
    watermark_type: maybe,
    watermark: maybe,
    message: maybe,
    bytes: fc.maxSafeNat(),
    attempts: fc.nat(9),
    error: fc.option(fc.record({ code: text, message: text, number: fc.integer() }, PLAIN)),
    parts: fc.array(fc.record({ name: text, rows: fc.nat(), bytes: fc.nat(), checksum: text }, PLAIN)),
  })
  .map(more => ended({ at: 5 }, more))

test('a row is its record', () => {
  fc.assert(fc.property(finished, record => assert.deepEqual(recordOf(rowOf(record)), record)))
})

test('the columns are those of the Python project’s journal in its order, then ours', () => {
  assert.deepEqual(
    HISTORY_SCHEMA.fields.map(({ name }) => name),
    [
      ...['entity_run_id', 'coordinator_run_id', 'flow_run_id', 'coordinator', 'flow', 'entity', 'start_time'],
      ...['finish_time', 'status', 'run_type', 'row_count', 'duration', 'primary_key', 'watermark_column'],
      ...['watermark_type', 'watermark', 'message', 'schema_version'],
      ...['run', 'parts', 'part_count', 'bytes', 'checksums', 'attempts', 'error', 'schema', 'receipt'],
    ],
  )
  assert.deepEqual(
    Object.keys(rowOf(ended({ at: 1 }))).toSorted(),
    HISTORY_SCHEMA.fields.map(({ name }) => name).toSorted(),
  )
  const { row_count, part_count, error } = rowOf(ended({ at: 1 }, { row_count: 0 }))
  assert.deepEqual([row_count, part_count, error], [null, 1, null])
  assert.equal(recordOf({ ...rowOf(ended({ at: 1 })), finish_time: null }).finish_time, instant(1))
})

test('what is no history is not opened', () => {
  for (const bytes of ['', 'PAR1', 'PAR1PAR1', `PAR1${'x'.repeat(100)}PAR1`]) {
    assert.equal(openHistory('x', Buffer.from(bytes)), null, bytes)
  }
})

test('docs/journal.md has the columns of the file, in order, as DuckDB names their types', async () => {
  const text = await readFile(new URL('../../docs/journal.md', import.meta.url), 'utf8')
  const types: Record<string, string> = { utf8: 'VARCHAR', int: 'BIGINT', float: 'DOUBLE' }
  const rows = [...text.matchAll(/^\| `(\w+)` \| (VARCHAR|BIGINT|DOUBLE) \|/gm)].map(([, name, type]) => [name, type])
  assert.deepEqual(
    rows,
    HISTORY_SCHEMA.fields.map(({ name, type }) => [name, types[type.kind]]),
  )
})
