import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type LockMode, type LockScope, Locks } from './engine/locks.ts'

const MODES: LockMode[] = ['Sch-S', 'Sch-M', 'IS', 'IX', 'S', 'U', 'X', 'BU', 'Rows']
/** Pairs of modes that two sessions may hold at a time, as SQL Server's table says. */
const TOGETHER = new Set(
  'Sch-S Sch-S,IS Sch-S,IX Sch-S,S Sch-S,Sch-S U,Sch-S X,BU Sch-S,Rows Sch-S,IS IS,IS IX,IS S,IS U,IS Rows,IX IX,IX Rows,S S,S U,BU BU'
    .split(',')
    .map(pair => pair.split(' ').sort().join(' ')),
)
const fit = (left: LockMode, right: LockMode): boolean => TOGETHER.has([left, right].sort().join(' '))

const ask = (locks: Locks, session: number, mode: LockMode, more: { timeout?: number; scope?: LockScope } = {}) =>
  locks.acquire({ resource: 'r', session, mode, scope: 'transaction', timeout: 0, ...more })

describe('locks', () => {
  test('two sessions hold together what fits together, in either order', async () => {
    for (const first of MODES) {
      for (const second of MODES) {
        const locks = new Locks()
        await ask(locks, 1, first)
        const granted = await ask(locks, 2, second).then(
          () => true,
          () => false,
        )
        assert.equal(granted, fit(first, second), `${first} and ${second}`)
      }
    }
  })

  test('whatever happens: nobody holds what does not fit, and everybody who waits is served or refused', async () => {
    const step = fc.record({
      session: fc.integer({ min: 1, max: 4 }),
      resource: fc.constantFrom('a', 'b'),
      mode: fc.constantFrom(...MODES),
      release: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async steps => {
        const locks = new Locks()
        const outcomes: Promise<string>[] = []
        const busy = new Set<number>()
        for (const { session, resource, mode, release } of steps) {
          if (release && !busy.has(session)) locks.release(session, 'transaction')
          else if (!busy.has(session)) {
            // A session waits for one lock at a time.
            busy.add(session)
            const outcome = locks.acquire({ resource, session, mode, scope: 'transaction', timeout: -1 }).then(
              () => 'granted',
              (error: { number?: number }) => {
                // A victim is rolled back.
                if (error.number === 1205) locks.release(session, 'transaction')
                return String(error.number)
              },
            )
            outcomes.push(outcome.finally(() => busy.delete(session)))
          }
          await Promise.resolve()
          for (const name of ['a', 'b']) {
            const held = [1, 2, 3, 4].map(each => locks.held(each, name))
            for (const [one, mine] of held.entries()) {
              for (const theirs of held.slice(one + 1)) {
                assert.ok(mine.every(left => theirs.every(right => fit(left, right))))
              }
            }
          }
        }
        // When all end their transactions, nobody waits any longer.
        for (let round = 0; round < 10; round++) {
          for (const session of [1, 2, 3, 4]) if (!busy.has(session)) locks.release(session, 'transaction')
          await new Promise(resolve => setImmediate(resolve))
        }
        assert.deepEqual(new Set(await Promise.all(outcomes)).difference(new Set(['granted', '1205'])), new Set())
      }),
      { numRuns: 150 },
    )
  })

  test('a time-out takes the waiter out of the queue, and those behind it go on', async () => {
    const locks = new Locks()
    await ask(locks, 1, 'S')
    const writer = ask(locks, 2, 'X', { timeout: 30 })
    const reader = ask(locks, 3, 'S', { timeout: -1 })
    await assert.rejects(writer, { number: 1222 })
    assert.equal(await reader, true, 'it had waited behind the writer')
  })

  test('scopes are given up one by one, a lock taken twice is released twice', async () => {
    const locks = new Locks()
    await ask(locks, 1, 'X', { scope: 'session' })
    await ask(locks, 1, 'X', { scope: 'session' })
    await ask(locks, 1, 'X', { scope: 'transaction' })
    assert.equal(locks.release(1, 'transaction', 'r'), true)
    assert.equal(locks.release(1, 'transaction', 'r'), false)
    assert.equal(locks.release(1, 'session', 'r'), true)
    await assert.rejects(ask(locks, 2, 'S'), { number: 1222 })
    assert.equal(locks.release(1, 'session'), true)
    assert.equal(await ask(locks, 2, 'S'), false)
  })
})
