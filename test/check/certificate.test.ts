import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { certificateOf } from '../../lib/mssql/certificate.ts'
import { realServer, startTestServer, type TestServer } from '../support/sql-server.ts'

const signal = new AbortController().signal

suite('the certificate of a server', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
  })
  after(() => server[Symbol.asyncDispose]())

  test('is seen inside of PRELOGIN, without logging in', async () => {
    const { server: host, port = 1433 } = server.connection()
    const facts = await certificateOf(host, port, false, signal)
    assert.ok(facts)
    assert.match(facts.protocol, /^TLSv1\.[23]$/)
    assert.ok(facts.subject !== 'no name' && facts.validTo.getTime() > Date.now())
    // Nobody has signed it but itself.
    if (realServer() === null) assert.match(facts.untrusted ?? '', /SELF_SIGNED/)
  })

  test('is seen before anything else with TDS 8.0', async t => {
    if (realServer() !== null) return t.skip('a real server may not have TDS 8.0')
    const { server: host, port = 1433 } = server.connection()
    const facts = await certificateOf(host, port, true, signal)
    assert.match(facts?.untrusted ?? '', /SELF_SIGNED/)
  })

  test('ends with the reason when nobody waits any longer', async () => {
    const { server: host, port = 1433 } = server.connection()
    await assert.rejects(certificateOf(host, port, false, AbortSignal.abort(new Error('enough'))), /enough/)
  })
})
