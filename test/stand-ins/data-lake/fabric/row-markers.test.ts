import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { changesOf, DELETE, INSERT, UPDATE, UPSERT } from './row-markers.ts'

test('rows of any order and markers do what they do one after another', () => {
  const step = fc.record({
    key: fc.constantFrom('a', 'b', 'c'),
    marker: fc.constantFrom(INSERT, UPDATE, DELETE, UPSERT),
  })
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 12 }),
      fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 }),
      (steps, there) => {
        const existing = new Map<string, bigint[]>()
        there.forEach((key, at) => {
          existing.set(key, [...(existing.get(key) ?? []), BigInt(at)])
        })
        const { removed, added } = changesOf(
          steps.map((row, ordinal) => ({ ordinal, ...row })),
          existing,
        )
        // One row after another over a plain list, as the document tells it.
        let list = there.map((key, at) => ({ key, from: `table ${at}` }))
        steps.forEach(({ key, marker }, ordinal) => {
          const from = `file ${ordinal}`
          const known = list.some(row => row.key === key)
          if (marker === DELETE) list = list.filter(row => row.key !== key)
          else if (marker === INSERT || !known) list.push({ key, from })
          else list = list.map(row => (row.key === key ? { key, from } : row))
        })
        const left = there.map((_, at) => `table ${at}`).filter((_, at) => !removed.includes(BigInt(at)))
        assert.deepEqual(
          [...left, ...added.map(ordinal => `file ${ordinal}`)].sort(),
          list.map(({ from }) => from).sort(),
        )
      },
    ),
  )
})
