import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Connection } from 'tedious'
import type { MssqlConnection } from '../../../lib/mssql/connection.ts'
import { parseOptions } from './program-options.ts'
import { spawnStandIn } from './spawn.ts'
import { run } from './wire-support.ts'

const PROGRAM = fileURLToPath(new URL('program.ts', import.meta.url))
const program = (...args: string[]) => promisify(execFile)(process.execPath, ['--import', 'tsx', PROGRAM, ...args])

async function connectTo({ server, port, database, authentication }: MssqlConnection): Promise<Connection> {
  assert.equal(authentication.type, 'sql')
  const { user, password } = authentication
  const connection = new Connection({
    server,
    authentication: { type: 'default', options: { userName: user, password } },
    options: { port: port!, database, encrypt: false, packetSize: 32767 },
  })
  await new Promise<void>((resolve, reject) => connection.connect(error => (error ? reject(error) : resolve())))
  return connection
}

test('a stand-in in a process of its own: settings, rows, faults, end', async t => {
  const standIn = await spawnStandIn({ seed: ['volume', 'erp'], rows: 5000, forbidCatalog: true })
  t.after(standIn.stop)
  const { connection } = standIn
  assert.deepEqual(connection, {
    type: 'mssql',
    server: '127.0.0.1',
    port: standIn.port,
    database: 'volume',
    encrypt: false,
    authentication: { type: 'sql', user: 'reader', password: 'hygge-Reader1' },
  })
  const client = await connectTo(connection)
  assert.deepEqual((await run(client, 'SELECT COUNT(*) FROM dbo.narrow')).rows, [[5000]])
  assert.equal((await run(client, 'SELECT * FROM dbo.wide')).rows.length, 5000)
  await standIn.setFaults([
    { match: /dbo\.NARROW/i, error: { number: 1205, message: 'chosen as the deadlock victim', afterRows: 10 } },
  ])
  const failed = await run(client, 'SELECT * FROM dbo.narrow')
  assert.equal(failed.rows.length, 10)
  assert.match(String(failed.error), /deadlock victim/)
  await assert.rejects(standIn.setFaults([{} as never]), /fault without an effect/)
  client.close()
  await standIn.stop()
  await standIn.stop()
  await assert.rejects(standIn.setFaults([]))
})

test('the program refuses what it does not know', async () => {
  for (const [args, said] of [
    [['--seed', 'nope'], /--seed nope: expected one of erp, vega, volume/],
    [['--rows', 'many'], /--rows many: expected a whole number from 0 to 100,000,000/],
    [['--port', '70000'], /--port 70000: expected a whole number/],
    [['--tls', 'maybe'], /--tls maybe: expected one of none/],
    [['--frob'], /--frob/],
  ] as const) {
    assert.throws(() => parseOptions([...args]), said)
  }
  const { seeds, rows, tls, json } = parseOptions(['--seed', 'vega, erp', '--rows', '5', '--tls', 'strict', '--json'])
  assert.deepEqual({ seeds, rows, tls, json }, { seeds: ['vega', 'erp'], rows: 5, tls: 'strict', json: true })
  await assert.rejects(program('--rows', 'many'), (error: Error & { code?: number; stderr?: string }) => {
    assert.equal(error.code, 2)
    assert.equal(error.stderr, 'stand-in: --rows many: expected a whole number from 0 to 100,000,000\n')
    return true
  })
})
