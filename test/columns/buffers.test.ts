import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { giveBuffers, takeBuffer } from '../../lib/columns/buffers.ts'

test('a buffer that was given back is used again, and is zero when that is asked for', () => {
  const first = takeBuffer(100_000, false)
  new Uint8Array(first).fill(7)
  giveBuffers([first])
  const again = takeBuffer(100_000, true)
  assert.equal(again, first)
  assert.ok(new Uint8Array(again).every(byte => byte === 0))
  assert.notEqual(takeBuffer(100_000, false), first)
})

test('foreign sizes, small and detached buffers are not kept', () => {
  const detached = takeBuffer(8192, false)
  structuredClone(detached, { transfer: [detached] })
  const foreign = new ArrayBuffer(8199)
  giveBuffers([new ArrayBuffer(64), foreign, detached])
  assert.notEqual(takeBuffer(64, false).byteLength, 0)
  assert.notEqual(takeBuffer(8199, false), foreign)
})

test('no more is held than 64 MiB', () => {
  const buffers = Array.from({ length: 12 }, () => takeBuffer(8 * 2 ** 20, false))
  giveBuffers(buffers)
  const known = new Set(buffers)
  const taken = Array.from({ length: 12 }, () => takeBuffer(8 * 2 ** 20, false))
  assert.ok(taken.filter(buffer => known.has(buffer)).length <= 8)
})

test('property: large enough, a multiple of 8, and at most an eighth of waste', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3_000_000 }).map(size => (size + 7) & ~7),
      size => {
        const { byteLength } = takeBuffer(size, false)
        assert.ok(byteLength >= size && byteLength <= size * 1.125 + 8)
        assert.equal(byteLength % 8, 0)
      },
    ),
    { numRuns: 50 },
  )
})
