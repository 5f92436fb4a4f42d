import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Budget } from '../../lib/flow/budget.ts'

const never = new AbortController().signal

test('takes while there is room, and refuses beyond it', () => {
  const budget = new Budget(10)
  assert.equal(budget.tryTake(6), true)
  assert.equal(budget.tryTake(5), false)
  assert.equal(budget.tryTake(4), true)
  assert.equal(budget.held, 10)
})

test('grants more than the whole limit when nothing else is held', () => {
  const budget = new Budget(10)
  assert.equal(budget.tryTake(50), true)
  assert.equal(budget.tryTake(1), false)
})

test('serves those who wait in their order: a small one does not overtake a big one', async () => {
  const budget = new Budget(10)
  await budget.take(8, never)
  const served: string[] = []
  const big = budget.take(9, never).then(() => served.push('big'))
  const small = budget.take(1, never).then(() => served.push('small'))
  assert.equal(budget.tryTake(1), false)
  budget.give(8)
  await Promise.all([big, small])
  assert.deepEqual(served, ['big', 'small'])
  assert.equal(budget.held, 10)
})

test('an abort gives up the place in the line, takes nothing, and lets the next one through', async () => {
  const budget = new Budget(10)
  await budget.take(8, never)
  const control = new AbortController()
  const big = budget.take(9, control.signal)
  const small = budget.take(2, never)
  control.abort(new Error('enough'))
  await assert.rejects(big, /enough/)
  await small
  assert.equal(budget.held, 10)
  await assert.rejects(budget.take(1, control.signal), /enough/)
})

test('property: everybody is served, nothing leaks, and only a lone giant exceeds the limit', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 50 }),
      fc.array(fc.integer({ min: 1, max: 80 }), { maxLength: 40 }),
      async (limit, amounts) => {
        const budget = new Budget(limit)
        await Promise.all(
          amounts.map(async amount => {
            await budget.take(amount, never)
            assert.ok(budget.held <= limit || budget.held === amount)
            await Promise.resolve()
            budget.give(amount)
          }),
        )
        assert.equal(budget.held, 0)
      },
    ),
  )
})
