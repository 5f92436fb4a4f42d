import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Connection } from 'tedious'
import { HomeError } from '../../lib/errors.ts'
import type { MssqlConnection } from '../../lib/mssql/connection.ts'
import { placeOf, settingsOf } from '../../lib/mssql/settings.ts'

const CONNECTION: MssqlConnection = {
  type: 'mssql',
  server: 'erp-sql',
  database: 'erp',
  authentication: { type: 'sql', user: 'reader', password: 'secret' },
}
const LOGIN = { user: 'reader', password: 'secret' }

function optionsOf(more: Partial<MssqlConnection>) {
  return settingsOf({ ...CONNECTION, ...more }, LOGIN).options ?? {}
}

test('the defaults: encrypted, verified, large packets, no retries of its own', () => {
  const { server, authentication, options } = settingsOf(CONNECTION, LOGIN)
  assert.equal(server, 'erp-sql')
  assert.deepEqual(authentication, { type: 'default', options: { userName: 'reader', password: 'secret' } })
  assert.equal(options?.port, 1433)
  assert.equal(options?.database, 'erp')
  assert.equal(options?.appName, 'hygge')
  assert.equal(options?.encrypt, true)
  assert.equal(options?.trustServerCertificate, false)
  assert.equal(options?.packetSize, 32767)
  assert.equal(options?.connectTimeout, 30_000)
  assert.equal(options?.requestTimeout, 0)
  assert.equal(options?.maxRetriesOnTransientErrors, 0)
  assert.equal(options?.readOnlyIntent, false)
})

test('what the user says', () => {
  assert.equal(optionsOf({ encrypt: 'strict' }).encrypt, 'strict')
  assert.equal(optionsOf({ encrypt: false }).encrypt, false)
  assert.equal(optionsOf({ trust_server_certificate: true }).trustServerCertificate, true)
  assert.equal(optionsOf({ connect_timeout: 5 }).connectTimeout, 5000)
  assert.equal(optionsOf({ application_intent: 'read_only' }).readOnlyIntent, true)
  assert.equal(optionsOf({ port: 14330 }).port, 14330)
})

test('sessions begin under read_committed', () => {
  const initial = new Connection(settingsOf(CONNECTION, LOGIN)).getInitialSql()
  assert.match(initial, /set transaction isolation level read committed\b/)
})

test('a named instance is looked up unless a port is given', () => {
  const server = 'erp-sql\\SQLEXPRESS'
  assert.equal(optionsOf({ server }).instanceName, 'SQLEXPRESS')
  assert.equal(optionsOf({ server }).port, undefined)
  assert.equal(placeOf({ ...CONNECTION, server }, HomeError).server, server)
  assert.equal(optionsOf({ server, port: 1444 }).port, 1444)
  assert.equal(placeOf({ ...CONNECTION, server, port: 1444 }, HomeError).server, 'erp-sql:1444')
})

test('a server that is not a host name', () => {
  for (const server of ['', ' ', 'erp-sql,1433', 'tcp:erp-sql', 'http://erp-sql', 'erp sql', 'a\\b\\c', 'a\\']) {
    assert.throws(
      () => placeOf({ ...CONNECTION, server }, HomeError),
      { name: 'ConfigError', code: 'SERVER_INVALID' },
      server,
    )
  }
})

test('a token goes as an access token', () => {
  assert.deepEqual(settingsOf(CONNECTION, { token: 't0k3n' }).authentication, {
    type: 'azure-active-directory-access-token',
    options: { token: 't0k3n' },
  })
})

test('secrets are known, so that they can be kept out of errors', () => {
  assert.deepEqual(placeOf(CONNECTION, HomeError).secrets, ['secret'])
  const entra = { tenant_id: 't', client_id: 'c', client_secret: 'cs' }
  const principal = placeOf({ ...CONNECTION, authentication: { type: 'service_principal', ...entra } }, HomeError)
  assert.deepEqual(principal.secrets, ['cs'])
  assert.deepEqual(
    placeOf({ ...CONNECTION, authentication: { type: 'access_token', token: 'tk' } }, HomeError).secrets,
    ['tk'],
  )
})
