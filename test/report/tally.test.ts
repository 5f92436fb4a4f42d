import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Meter, remainingOf, Tally } from '../../lib/report/tally.ts'
import { at, finished, progress, recorded, runStarted, started } from './events.ts'

test('totals follow progress and are set right by the end', () => {
  const tally = new Tally()
  for (const event of recorded()) tally.add(event)
  assert.equal(tally.rows, 3_012_345)
  assert.equal(tally.bytes, 61_234_567 + 812)
  assert.equal(tally.finishedCount, 3)
  assert.equal(tally.running.size, 0)
  assert.deepEqual(
    tally.finished.map(({ entity }) => entity),
    ['orders', 'leer', 'cities'],
  )
})

test('an entity that never began is listed last', () => {
  const tally = new Tally()
  const events = [started('b', 0), finished('never', 1, { status: 'skipped' }), finished('b', 2)]
  for (const event of events) tally.add(event)
  assert.deepEqual(
    tally.finished.map(({ entity }) => entity),
    ['b', 'never'],
  )
})

test('a rate covers the last ten seconds, falls when nothing comes and is not told from nothing', () => {
  const meter = new Meter(0)
  assert.equal(meter.rate(400), null)
  for (let second = 1; second <= 20; second++) meter.add(second * 1000, second * 100, second * 1000)
  assert.deepEqual(meter.rate(20_000), { rows: 100, bytes: 1000 })
  assert.deepEqual(meter.rate(25_000), { rows: 50, bytes: 500 })
  assert.deepEqual(meter.rate(60_000), { rows: 0, bytes: 0 })
})

test('a meter fed a thousand times a second agrees with one fed every second', () => {
  const meter = new Meter(0)
  for (let time = 1; time <= 30_000; time++) meter.add(time, time, 2 * time)
  const rate = meter.rate(30_000)
  assert.ok(rate)
  assert.ok(Math.abs(rate.rows - 1000) < 1 && Math.abs(rate.bytes - 2000) < 2, JSON.stringify(rate))
})

test('totals that fall are no negative rate', () => {
  const meter = new Meter(0)
  meter.add(1000, 500, 500)
  meter.add(2000, 0, 0)
  assert.deepEqual(meter.rate(2000), { rows: 0, bytes: 0 })
})

test('the time left is told only when every row that is left is known of', () => {
  const tally = new Tally()
  tally.add(runStarted(0, { entities: 2 }))
  tally.add(started('a', 0, { estimate: 3000 }))
  tally.add(progress('a', 1, 1000, 0, 3000))
  const running = tally.running.get('erp.a')
  assert.ok(running)
  assert.equal(remainingOf(running, at(1)), 2)
  assert.equal(tally.remaining(at(1)), null, 'one entity has not begun')
  tally.add(started('b', 1, { estimate: null }))
  assert.equal(tally.remaining(at(1)), null, 'nobody knows how much b has')
  tally.add(finished('b', 1, { status: 'empty' }))
  assert.equal(tally.remaining(at(1)), 2)
  tally.add(progress('a', 2, 3001, 0, 3000))
  assert.equal(remainingOf(running, at(2)), null, 'more came than was believed')
  assert.equal(tally.remaining(at(2)), null)
})
