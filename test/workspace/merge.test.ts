import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { mergeLayers } from '../../lib/workspace/merge.ts'

describe('mergeLayers', () => {
  it('lets later layers win, merges maps deeply and replaces lists whole', () => {
    const { value, from } = mergeLayers([
      { at: 'one', value: { a: 1, list: [1, 2], map: { x: 1, deep: { p: 1 } } } },
      { at: 'two', value: { list: [3], map: { y: 2, deep: { q: 2 } } } },
    ])
    assert.deepEqual(value, { a: 1, list: [3], map: { x: 1, y: 2, deep: { p: 1, q: 2 } } })
    assert.deepEqual(
      [...from].map(([key, { at }]) => [key, at]),
      [
        ['a', 'one'],
        ['list', 'two'],
        ['map', 'two'],
      ],
    )
  })

  it('removes what a later layer excludes, and leaves the layers as they were', () => {
    const under = { table: 't', map: { x: 1 } }
    const { value, from } = mergeLayers(
      [
        { at: 'one', value: under },
        { at: 'two', value: { query: 'q', map: { y: 2 } } },
      ],
      ['table', 'query'],
    )
    assert.deepEqual(value, { map: { x: 1, y: 2 }, query: 'q' })
    assert.ok(!from.has('table'))
    assert.deepEqual(under, { table: 't', map: { x: 1 } })
  })
})
