/** Logging in with Entra ID: the token endpoint is a server of this test, the Azure library is the real one. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { HomeError } from '../../lib/errors.ts'
import type { Authentication } from '../../lib/mssql/connection.ts'
import { Session } from '../../lib/mssql/session.ts'
import { startCanned, table } from './canned.ts'

const ALWAYS = new AbortController().signal

/** Runs with these environment variables, then as before. */
async function withEnvironment(variables: Record<string, string>, use: () => Promise<void>): Promise<void> {
  const before = Object.fromEntries(Object.keys(variables).map(name => [name, process.env[name]]))
  Object.assign(process.env, variables)
  try {
    await use()
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}

test('a managed identity fetches a token for the database and logs in with it', async () => {
  const asked: string[] = []
  const endpoint = createServer((request, response) => {
    asked.push(request.url ?? '')
    const expires_on = Math.floor(Date.now() / 1000) + 3600
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ access_token: 'a-token', expires_on, resource: 'x', token_type: 'Bearer' }))
  })
  endpoint.listen(0, '127.0.0.1')
  await once(endpoint, 'listening')
  const { port } = endpoint.address() as AddressInfo
  await using canned = await startCanned(() => table([{ name: 'one', type: { name: 'int' }, nullable: false }], [[1]]))
  const authentication: Authentication = { type: 'managed_identity', client_id: 'c1d2' }
  const connection = { ...canned.connection, encrypt: true, trust_server_certificate: true, authentication }
  await withEnvironment({ IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/msi/token`, IDENTITY_HEADER: 'h' }, async () => {
    const together = [1, 2, 3].map(() => Session.open(connection, HomeError, ALWAYS))
    const later = Promise.all(together).then(() => Session.open(connection, HomeError, ALWAYS))
    for (const session of await Promise.all([...together, later])) {
      assert.deepEqual(await session.rows({ statement: 'SELECT 1', parameters: [] }, ALWAYS), [{ one: 1 }])
      assert.deepEqual(session.place.secrets, ['a-token'])
      await session.close()
    }
  })
  endpoint.close()
  // One token for three logins at once and for the one after them.
  assert.equal(asked.length, 1)
  assert.match(decodeURIComponent(asked[0]!), /resource=https:\/\/database\.windows\.net(&|$)/)
  assert.match(asked[0]!, /client_id=c1d2/)
})

test('no token: said, with what to do, and nothing is connected', async () => {
  await using canned = await startCanned(() => [])
  const connection = { ...canned.connection, authentication: { type: 'azure_cli' } as const }
  await withEnvironment({ PATH: '/nowhere' }, async () => {
    await assert.rejects(Session.open(connection, HomeError, ALWAYS), (error: unknown) => {
      assert.ok(error instanceof HomeError)
      assert.equal(error.code, 'TOKEN_FAILED')
      assert.match(error.advice ?? '', /az login/)
      return true
    })
  })
  assert.equal(canned.server.connections.total, 0)
})
