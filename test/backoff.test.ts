import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LONGEST_WAIT, pause, waitsFrom } from '../lib/backoff.ts'

test('waits have full jitter under a limit that doubles and ends', async () => {
  const drawn: number[][] = []
  for (let many = 0; many < 300; many++) {
    const waits = await waitsFrom(1000)
    drawn.push(Array.from({ length: 12 }, () => waits()))
  }
  for (const [at, limit] of [1000, 2000, 4000, 8000, 16_000, 32_000, ...Array(6).fill(LONGEST_WAIT)].entries()) {
    const waits = drawn.map(row => row[at]!)
    assert.ok(
      waits.every(wait => wait >= 0 && wait <= limit),
      `${at}: at most ${limit}`,
    )
    // Of 300 draws some are in each tenth; that none is in one of them happens once in 10^13 times.
    assert.ok(Math.min(...waits) < limit / 10 && Math.max(...waits) > (limit * 9) / 10, `${at}: all of it`)
  }
})

test('no wait is shorter than what was asked for', async () => {
  const waits = await waitsFrom(10)
  for (let i = 0; i < 20; i++) assert.ok(waits(5000) >= 5000)
})

test('an abort ends a wait with its reason', async () => {
  const control = new AbortController()
  const waiting = pause(2 ** 30, control.signal)
  control.abort(new Error('stop'))
  await assert.rejects(waiting, { message: 'stop' })
  await pause(1, new AbortController().signal)
})
