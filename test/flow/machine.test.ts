import assert from 'node:assert/strict'
import { test } from 'node:test'
import { availableMemory, availableThreads, worthReading } from '../../lib/flow/machine.ts'

test('reading threads are worth it from four cores on, and leave most of the cores to the encoders', () => {
  const cores = [1, 2, 3, 4, 6, 8, 12, 16, 32, 64]
  assert.deepEqual(cores.map(worthReading), [0, 0, 0, 1, 1, 2, 4, 5, 12, 25])
  assert.ok(cores.every(count => worthReading(count) < count / 2))
})

test('this machine has cores and memory', () => {
  assert.ok(availableThreads() >= 1)
  assert.ok(availableMemory() > 2 ** 27)
})
