import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import type { Connection } from 'tedious'
import type { SqlColumn } from './types.ts'
import { connect, run, ScriptedEngine, serverFor } from './wire-support.ts'

const n: SqlColumn[] = [{ name: 'n', type: { name: 'int' }, nullable: false }]
const numbers = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index)

describe('attention', () => {
  /** Answers rows until it is told to stop, and remembers that it was. */
  function endless() {
    const state = { stopped: 0, pulled: 0 }
    const engine = new ScriptedEngine({
      async *endless() {
        try {
          yield { kind: 'columns', columns: n }
          for (let from = 0; ; from += 1000) {
            state.pulled++
            yield { kind: 'rows', count: 1000, values: [numbers(from, 1000)] }
          }
        } finally {
          state.stopped++
        }
      },
      async *slow() {
        try {
          yield { kind: 'columns', columns: n }
          await sleep(150)
          yield { kind: 'rows', count: 1, values: [[1]] }
        } finally {
          state.stopped++
        }
      },
      'select 1': () => [
        { kind: 'columns', columns: n },
        { kind: 'rows', count: 1, values: [[1]] },
        { kind: 'done', rows: 1n },
      ],
    })
    return { state, engine }
  }

  async function usable(connection: Connection) {
    assert.deepEqual(await run(connection, 'select 1'), { rows: [[1]], rowCount: 1, error: null })
  }

  for (const encrypt of [false, true]) {
    for (const how of ['batch', 'sql'] as const) {
      test(`stops an endless result (${how}${encrypt ? ', TLS' : ''}) and the next request works`, async t => {
        const { state, engine } = endless()
        const server = await serverFor(t, engine)
        const connection = await connect(server, { encrypt })
        for (let round = 1; round <= 3; round++) {
          const result = await run(
            connection,
            'endless',
            request => {
              let rows = 0
              request.on('row', () => {
                if (++rows === 5000) {
                  if (round === 1) request.cancel()
                  else connection.cancel()
                }
              })
            },
            how,
          )
          assert.equal(result.error?.code, 'ECANCEL')
          await usable(connection)
          assert.equal(state.stopped, round)
        }
        assert.deepEqual(
          server.statements.filter(({ statement }) => statement === 'endless').map(({ outcome }) => outcome),
          ['canceled', 'canceled', 'canceled'],
        )
        connection.close()
      })
    }
  }

  test('does not wait for a slow engine, but the next request does', async t => {
    const { state, engine } = endless()
    const server = await serverFor(t, engine)
    const connection = await connect(server)
    const pending = run(connection, 'slow', request => setTimeout(() => request.cancel(), 30))
    assert.equal((await pending).error?.code, 'ECANCEL')
    assert.equal(state.stopped, 0, 'acknowledged while the engine was still at work')
    await usable(connection)
    assert.equal(state.stopped, 1)
    connection.close()
  })

  test('that comes after the answer is acknowledged on its own', async t => {
    const { engine } = endless()
    const server = await serverFor(t, engine)
    const connection = await connect(server)
    for (let round = 0; round < 20; round++) {
      const result = await run(connection, 'select 1', request => {
        request.on('done', () => request.cancel())
      })
      assert.ok(result.error === null || result.error.code === 'ECANCEL')
      await usable(connection)
    }
    connection.close()
  })

  test('of a client that leaves in the middle stops the engine', async t => {
    const { state, engine } = endless()
    const server = await serverFor(t, engine)
    const connection = await connect(server)
    const pending = run(connection, 'endless', request => {
      request.once('row', () => connection.close())
    })
    await pending
    while (server.connections.live > 0) await nextTurn()
    assert.equal(state.stopped, 1)
    assert.equal(engine.open, 0)
    assert.equal(server.statements.at(-1)?.outcome, 'closed')
  })

  test('backpressure: a client that does not read stops the engine after a few buffers', async t => {
    const { state, engine } = endless()
    const server = await serverFor(t, engine)
    const connection = await connect(server)
    const pending = run(connection, 'endless', request => {
      request.once('row', () => {
        request.pause()
        setTimeout(async () => {
          // Quiet when two looks, a while apart, see the same number.
          let before = -1
          while (before !== state.pulled) {
            before = state.pulled
            await sleep(100)
          }
          assert.ok(server.sent < 16_000_000, `${server.sent} bytes given to a socket that nobody reads`)
          request.cancel()
        }, 0)
      })
    })
    assert.equal((await pending).error?.code, 'ECANCEL')
    await usable(connection)
    connection.close()
  })
})
