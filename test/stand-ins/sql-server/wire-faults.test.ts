import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Faults } from './faults.ts'
import type { Answer, SqlColumn } from './types.ts'
import { encodeRows } from './wire/index.ts'
import { connect, run, ScriptedEngine, serverFor } from './wire-support.ts'

const ROWS = 10_000
const columns: SqlColumn[] = [
  { name: 'n', type: { name: 'int' }, nullable: false },
  { name: 't', type: { name: 'nvarchar', length: 40 }, nullable: true },
]
const values = [
  Array.from({ length: ROWS }, (_, index) => index),
  Array.from({ length: ROWS }, (_, index) => (index % 3 === 0 ? null : `row ${index}`)),
]
const tokens = encodeRows(columns, values, ROWS)

/** The same rows encoded by the wire, and encoded beforehand. */
const scripts = {
  rows: (): Answer[] => [
    { kind: 'columns', columns },
    { kind: 'rows', count: ROWS, values },
    { kind: 'done', rows: BigInt(ROWS) },
  ],
  tokens: (): Answer[] => [
    { kind: 'columns', columns },
    { kind: 'tokens', count: ROWS, bytes: tokens },
    { kind: 'done', rows: BigInt(ROWS) },
  ],
}

for (const statement of ['rows', 'tokens']) {
  test(`an error after any number of ${statement}, then nothing wrong any more`, async t => {
    const server = await serverFor(t, new ScriptedEngine(scripts))
    const connection = await connect(server)
    for (const afterRows of [0, 1, 8191, ROWS, ROWS + 5]) {
      server.faults.add({ error: { number: 1205, state: 51, class: 13, message: 'deadlock victim', afterRows } })
      const { rows, error } = await run(connection, statement)
      assert.deepEqual([error?.number, error?.state, error?.class], [1205, 51, 13])
      assert.equal(rows.length, Math.min(afterRows, ROWS))
      assert.deepEqual(
        rows.at(-1),
        rows.length === 0 ? undefined : [values[0][rows.length - 1], values[1][rows.length - 1]],
      )
      const again = await run(connection, statement)
      assert.equal(again.error, null)
      assert.equal(again.rowCount, ROWS)
    }
    connection.close()
  })

  test(`a hang after some ${statement} keeps the socket; an attention ends it`, async t => {
    const server = await serverFor(t, new ScriptedEngine(scripts))
    const connection = await connect(server)
    server.faults.add({ hang: { afterRows: 1234 } })
    const { rows, error } = await run(connection, statement, request => {
      let seen = 0
      request.on('row', () => {
        // All rows before the hang arrive, the last ones too.
        if (++seen === 1234) setTimeout(() => request.cancel(), 30)
      })
    })
    assert.equal(error?.code, 'ECANCEL')
    assert.equal(rows.length, 1234)
    assert.equal((await run(connection, statement)).rowCount, ROWS)
    connection.close()
  })

  for (const encrypt of [false, true, 'strict'] as const) {
    test(`the socket drops in the middle of ${statement} (encrypt ${encrypt})`, async t => {
      const server = await serverFor(t, new ScriptedEngine(scripts))
      const options = { cryptoCredentialsDetails: { ca: server.certificate } }
      for (const dropAfterBytes of [0, 1, 9, 40_000]) {
        const connection = await connect(server, { encrypt, options })
        server.faults.add({ dropAfterBytes })
        const before = server.sent
        const { rows, error } = await run(connection, statement)
        assert.match(error?.code ?? '', /ESOCKET|ECLOSE|ECONNRESET/)
        assert.equal(server.sent - before, dropAfterBytes)
        assert.ok(rows.length < ROWS)
        if (dropAfterBytes === 40_000) assert.ok(rows.length > 100, `${rows.length} rows arrived before`)
        connection.close()
      }
    })
  }
}

test('a deaf hang answers no attention', async t => {
  const server = await serverFor(t, new ScriptedEngine(scripts))
  const connection = await connect(server, { options: { cancelTimeout: 100 } })
  server.faults.add({ hang: { attention: 'ignored' } })
  const { rows, error } = await run(connection, 'rows', request => setTimeout(() => request.cancel(), 20))
  assert.deepEqual(rows, [])
  assert.notEqual(error, null)
  assert.notEqual(error?.code, 'ECANCEL')
  connection.close()
})

test('faults aim: at a text, a pattern, the second of three, so many times', async t => {
  const engine = new ScriptedEngine({
    ...scripts,
    'select [A] from [x]': () => [{ kind: 'done', rows: 1n }],
  })
  const server = await serverFor(t, engine)
  const connection = await connect(server)
  const error = { number: 50_001, message: 'aimed' }
  const hit = async (statement: string) => (await run(connection, statement)).error?.number === 50_001

  server.faults.add({ match: 'FROM [x]', error })
  assert.deepEqual(
    [await hit('rows'), await hit('select [A] from [x]'), await hit('select [A] from [x]')],
    [false, true, false],
  )
  server.faults.add({ match: /^ROWS$/i, skip: 1, times: 2, error })
  assert.deepEqual(
    [await hit('rows'), await hit('rows'), await hit('rows'), await hit('rows')],
    [false, true, true, false],
  )
  server.faults.add({ match: '/^tok/', times: Infinity, error })
  assert.deepEqual([await hit('tokens'), await hit('rows'), await hit('tokens')], [true, false, true])
  assert.equal(server.faults.hits, 5)
  server.faults.clear()
  assert.equal(await hit('tokens'), false)
  connection.close()

  server.faults.add({ error })
  const another = await connect(server)
  const first = await run(another, 'rows')
  assert.equal(
    first.error?.number,
    50_001,
    'not the SET batch that opens a connection, but the first statement after it',
  )
  another.close()
})

test('a delay comes before the first byte, and an attention cuts it short', async t => {
  const server = await serverFor(t, new ScriptedEngine(scripts))
  const connection = await connect(server)
  server.faults.add({ delayMs: 60_000 })
  server.faults.add({ skip: 1, delayMs: 120 })
  const canceled = await run(connection, 'rows', request => setTimeout(() => request.cancel(), 20))
  assert.equal(canceled.error?.code, 'ECANCEL')
  let early = false
  const timer = setTimeout(() => {
    early = true
  }, 60)
  const result = await run(connection, 'rows', request => {
    request.once('columnMetadata', () => clearTimeout(timer))
  })
  assert.equal(result.rowCount, ROWS)
  assert.ok(early, 'nothing came in the first half of the delay')
  connection.close()
})

test('a throttled answer trickles and is complete', async t => {
  const server = await serverFor(t, new ScriptedEngine(scripts))
  const connection = await connect(server)
  server.faults.add({ throttle: tokens.length * 2 })
  const sent: number[] = []
  const timer = setInterval(() => sent.push(server.sent), 50)
  const result = await run(connection, 'tokens')
  clearInterval(timer)
  assert.equal(result.rowCount, ROWS)
  assert.ok(new Set(sent).size >= 4, `the bytes came in portions: ${sent}`)
  connection.close()
})

test('logins beyond the limit get error 10928, or a closed socket', async t => {
  const engine = new ScriptedEngine(scripts)
  const server = await serverFor(t, engine)
  server.faults.maxConnections = 2
  const options = { maxRetriesOnTransientErrors: 0 }
  const connections = [await connect(server, { options }), await connect(server, { options })]
  await assert.rejects(connect(server, { options }), /session limit for the database is 2/)
  server.faults.refusal = 'close'
  await assert.rejects(connect(server, { options }), /socket hang up|closed|ECONNRESET|ended/i)
  assert.equal(engine.logins.length, 2, 'the engine was not asked')
  connections[0].close()
  while (server.connections.sessions > 1) await sleep(5)
  const third = await connect(server, { options })
  assert.equal((await run(third, 'rows')).rowCount, ROWS)
  third.close()
  connections[1].close()
})

test('faults by a message of the parent process', async () => {
  const faults = new Faults()
  assert.equal(faults.receive('ready'), false)
  assert.equal(faults.receive({ type: 'else' }), false)
  const message = {
    type: 'faults',
    faults: [{ match: '/^select/i', throttle: 10 }],
    maxConnections: 3,
    refusal: 'close',
  }
  // A message really crosses a process: as JSON, patterns as text.
  const echo = "process.on('message', message => process.send(message))"
  const child = spawn(process.execPath, ['--eval', echo], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  child.send(message)
  const [back] = await once(child, 'message')
  child.disconnect()
  assert.equal(faults.receive(back), true)
  assert.deepEqual([faults.maxConnections, faults.refusal], [3, 'close'])
  assert.deepEqual(faults.take('insert'), {})
  assert.deepEqual(faults.take('SELECT 1'), { throttle: 10 })
  assert.deepEqual(faults.take('SELECT 1'), {})
  assert.throws(() => faults.receive({ type: 'faults' }), /carries a list "faults"/)
})

test('a fault that says nothing sensible is refused', () => {
  const faults = new Faults()
  assert.throws(
    () => faults.add({}),
    /a fault without an effect: expected one or more of dropAfterBytes, dropAfterReceived, error/,
  )
  const misspelt: object = { delay: 10 }
  assert.throws(() => faults.add(misspelt), /"delay" is no fault/)
  assert.throws(() => faults.add({ delayMs: 1, times: 0 }), /times is a count of statements from 1, not 0/)
  assert.throws(() => faults.add({ delayMs: 1, skip: -1 }), /skip is a count of statements from 0, not -1/)
  assert.throws(() => faults.add({ throttle: 0 }), /throttle is a count, not 0/)
  assert.throws(() => faults.add({ dropAfterBytes: Number.NaN }), /dropAfterBytes is a count, not NaN/)
})
