import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { historyName, historyNumber, isEnd, isLease, nameOf, placeOf, prefixOf } from '../../lib/journal/layout.ts'
import { type Ended, foldable, newestFirst, partsSoFar } from '../../lib/journal/runs.ts'
import { fileSafe } from '../../lib/plan/names.ts'
import { committed, ended, planned, rewound, runAt, staged } from './records.ts'

const end = (record: Ended['record']): Ended => ({ record, prefix: prefixOf(record.flow, record.entity), names: [] })
const leaving = (...records: Ended['record'][]) => foldable(records.map(end)).map(({ record }) => record)

test('a record’s name says where it belongs, whatever the entity is called', () => {
  const name = fc.string({ minLength: 1, unit: 'grapheme' })
  fc.assert(
    fc.property(name, name, fc.integer({ min: 0, max: 80_000 }), (flow, entity, at) => {
      const of = { flow, entity, at }
      for (const record of [planned(of), staged(of, 3), committed(of), ended(of), rewound(of)]) {
        assert.deepEqual(placeOf(nameOf(record)), { prefix: prefixOf(flow, entity), run: record.run })
        assert.equal(isLease(nameOf(record)), false)
        assert.equal(historyNumber(nameOf(record)), null)
      }
    }),
  )
})

test('the history’s folder is no flow’s', () => {
  for (const flow of ['_history', '_History', '_tmp']) assert.notEqual(fileSafe(flow).toLowerCase(), flow.toLowerCase())
  assert.equal(placeOf('_history/lease/000000000001.json'), null)
  assert.equal(isLease('_history/lease/000000000001.json'), true)
  assert.equal(isLease('erp/orders/lease/000000000001.json'), true)
  assert.equal(isLease('erp/orders/lease/notes.txt'), false)
  assert.equal(historyName(12), '_history/000000000012.parquet')
  assert.equal(historyNumber(historyName(12)), 12)
  assert.equal(historyNumber('_history/copy.parquet'), null)
  assert.equal(isEnd('erp/orders/runs/r/done.json'), true)
  assert.equal(isEnd('erp/orders/runs/r/planned.json'), false)
})

test('a run counts from its plan: neither its id nor the moment of its end tell', () => {
  const late = end({ ...ended({ at: 10 }), start_time: ended({ at: 50 }).start_time })
  const early = end({ ...ended({ at: 20 }), finish_time: ended({ at: 90 }).finish_time, time: ended({ at: 90 }).time })
  const person = end(rewound({ at: 30 }))
  assert.deepEqual([early, late, person].toSorted(newestFirst), [late, person, early])
})

test('what an entity’s memory may ask for never leaves', () => {
  assert.deepEqual(leaving(), [])
  assert.deepEqual(leaving(ended({ at: 1 })), [])
  const failed = [4, 5].map(at => ended({ at }, { status: 'fail' }))
  assert.deepEqual(leaving(ended({ at: 1 }), ended({ at: 2 }), ...failed), [failed[0], ended({ at: 1 })])
  const skipped = ended({ at: 3 }, { status: 'skip', row_count: 0 })
  const marked = ended({ at: 1 }, { watermark: '7' })
  assert.deepEqual(leaving(marked, ended({ at: 2 }), skipped), [])
  assert.deepEqual(leaving(marked, ended({ at: 2 }), ended({ at: 4 })), [ended({ at: 2 })])
  assert.deepEqual(leaving(ended({ at: 1 }), rewound({ at: 2 }), rewound({ at: 3 }), ended({ at: 4 })), [
    ended({ at: 1 }),
  ])
})

test('each entity keeps its own', () => {
  assert.deepEqual(leaving(ended({ at: 1 }), ended({ at: 2, entity: 'lines' })), [])
  assert.deepEqual(leaving(ended({ at: 1 }), ended({ at: 2, entity: 'lines' }), ended({ at: 3 })), [ended({ at: 1 })])
})

test('the parts so far: a series begun anew counts from where it began', () => {
  const at = (series: number, from: number, part: number, range = 0) => ({
    ...staged({ at: 1 }, part),
    ...{ range, series, from },
    staged: { name: `${range}.${series}.${part}`, rows: 1, bytes: 1, checksum: '' },
  })
  const names = (...parts: ReturnType<typeof at>[]) =>
    partsSoFar({ run: runAt(1), planned: planned({ at: 1 }), staged: parts, committed: null }).map(({ name }) => name)
  assert.deepEqual(names(), [])
  assert.deepEqual(names(at(1, 0, 0), at(1, 0, 1), at(1, 0, 0, 1)), ['0.1.0', '0.1.1', '1.1.0'])
  assert.deepEqual(names(at(1, 0, 0), at(1, 0, 1), at(1, 0, 2), at(2, 1, 1)), ['0.1.0', '0.2.1'])
  assert.deepEqual(names(at(1, 0, 0), at(1, 0, 1), at(2, 0, 0)), ['0.2.0'])
  const all = { run: runAt(1), planned: planned({ at: 1 }), staged: [at(1, 0, 0)], committed: committed({ at: 1 }) }
  assert.deepEqual(partsSoFar(all), committed({ at: 1 }).parts)
})
