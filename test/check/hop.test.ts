import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Step, walk } from '../../lib/check/hop.ts'
import { HomeError } from '../../lib/errors.ts'

const signal = new AbortController().signal
const step = (name: string, run: Step['run']): Step => ({ name, run })

describe('walk', () => {
  it('tells what was found, and tries nothing behind what failed', async () => {
    const hops = await walk(
      [
        step('a', async () => 'fine'),
        step('b', async () => ({ warning: 'hm', advice: 'look' })),
        step('c', async () => {
          throw new HomeError('NO', 'It is not there.', { advice: 'Put it there.' })
        }),
        step('d', async () => assert.fail('it was tried')),
      ],
      { timeout: 5, signal },
    )
    assert.deepEqual(
      hops.map(({ seconds: _, ...hop }) => hop),
      [
        { name: 'a', status: 'ok', detail: 'fine' },
        { name: 'b', status: 'warned', detail: 'hm', advice: 'look' },
        { name: 'c', status: 'failed', detail: 'It is not there.', advice: 'Put it there.' },
        { name: 'd', status: 'skipped', detail: 'not tried, as c failed' },
      ],
    )
  })

  it('waits no longer than it was told, also for what does not listen', async () => {
    let told = false
    const deaf = step('deaf', () => new Promise(() => setInterval(() => {}, 1000).unref()))
    const listening = step(
      'listening',
      async signal => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    )
    for (const slow of [deaf, listening]) {
      const [hop] = await walk([slow], { timeout: 0.05, signal })
      assert.equal(hop?.status, 'failed')
      assert.match(hop?.detail ?? '', /No answer within 0\.05 seconds/)
      told = true
    }
    assert.ok(told)
  })

  it('ends when it is told to', async () => {
    const control = new AbortController()
    const reason = new Error('enough')
    setTimeout(() => control.abort(reason), 20)
    const never = step('never', () => new Promise(() => {}))
    await assert.rejects(walk([never], { timeout: 60, signal: control.signal }), reason)
  })
})
