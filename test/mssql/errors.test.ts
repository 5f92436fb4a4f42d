import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConnectionError, RequestError } from 'tedious'
import { errorFacts, HomeError } from '../../lib/errors.ts'
import { connectError, connectionLost, type Place, requestError, timedOut, tokenError } from '../../lib/mssql/errors.ts'

const SECRET = 'hunter2-Secret'
const PLACE: Place = { server: 'erp-sql:1433', database: 'erp', secrets: [SECRET], encrypt: true, raises: HomeError }

function sqlError(number: number, message = 'Something happened.'): RequestError {
  const error = new RequestError(message, 'EREQUEST')
  return Object.assign(error, { number, state: 3, class: 16, serverName: 'SQL01', procName: 'dbo.p', lineNumber: 12 })
}

function socketError(code: string, message = code): ConnectionError {
  const cause = Object.assign(new Error(message), { code })
  return new ConnectionError(`Failed to connect to erp-sql:1433 - ${message}`, 'ESOCKET', { cause })
}

test('an error of the server keeps number, state, class, server, procedure and line', () => {
  const error = requestError(sqlError(208, "Invalid object name 'dbo.nope'."), PLACE, undefined)
  assert.equal(error.name, 'HomeError')
  assert.deepEqual(errorFacts(error), {
    code: 'SQL_ERROR',
    message: "erp-sql:1433 says: Invalid object name 'dbo.nope'. (procedure dbo.p, line 12) [error 208, state 3]",
    advice: 'Check the spelling, the schema and the database of the name, and that this login may see it.',
    number: 208,
    state: 3,
    class: 16,
    server: 'SQL01',
    database: 'erp',
    procedure: 'dbo.p',
    line: 12,
    cause: "Invalid object name 'dbo.nope'.",
  })
  assert.equal(error.retryable, false)
})

test('what may pass is retryable, what is unknown is not', () => {
  const retryable = [1205, 1222, 3960, 4060, 10928, 10929, 40197, 40501, 40613, 41839, 49918, 49919, 49920]
  for (const number of retryable)
    assert.equal(requestError(sqlError(number), PLACE, undefined).retryable, true, `${number}`)
  for (const number of [102, 207, 208, 229, 3952, 8134, 18456, 245]) {
    assert.equal(requestError(sqlError(number), PLACE, undefined).retryable, false, `${number}`)
  }
})

test('several errors: the first that may pass decides, else the first', () => {
  const both = new AggregateError([sqlError(8134), sqlError(1205)])
  assert.equal(requestError(both, PLACE, undefined).facts.number, 1205)
  const none = new AggregateError([sqlError(207, 'one'), sqlError(208, 'two')])
  assert.equal(requestError(none, PLACE, undefined).facts.number, 207)
})

test('a lost connection is retryable; what the server said before it wins', () => {
  const lost = requestError(new ConnectionError('Connection lost - socket hang up', 'ESOCKET'), PLACE, undefined)
  assert.equal(lost.code, 'CONNECTION_LOST')
  assert.equal(lost.retryable, true)
  const said = { number: 596, state: 1, class: 21, message: 'Cannot continue the execution.' }
  const killed = requestError(new ConnectionError('Connection lost', 'ESOCKET'), PLACE, said)
  assert.equal(killed.code, 'SQL_ERROR')
  assert.equal(killed.facts.class, 21)
})

test('errors of ours pass through', () => {
  const lost = connectionLost(PLACE, new Error('x'))
  assert.equal(requestError(lost, PLACE, undefined), lost)
})

test('a refused login says why', () => {
  const refused = { number: 18456, state: 8, class: 14, message: "Login failed for user 'reader'.", lineNumber: 1 }
  const error = connectError(new ConnectionError(refused.message, 'ELOGIN'), PLACE, refused)
  assert.equal(error.code, 'LOGIN_FAILED')
  assert.equal(error.facts.number, 18456)
  assert.match(error.advice ?? '', /user and password/)
  assert.equal(error.retryable, false)
})

const NETWORK: [code: string, expected: { code: string; advice: RegExp; retryable: boolean }][] = [
  ['ECONNREFUSED', { code: 'CONNECTION_FAILED', advice: /`server` and `port`/, retryable: true }],
  ['ENOTFOUND', { code: 'CONNECTION_FAILED', advice: /not known to the DNS/, retryable: false }],
  ['EHOSTUNREACH', { code: 'CONNECTION_FAILED', advice: /VPN/, retryable: true }],
  [
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    { code: 'CERTIFICATE_REFUSED', advice: /trust_server_certificate/, retryable: false },
  ],
  [
    'ERR_TLS_CERT_ALTNAME_INVALID',
    { code: 'CERTIFICATE_REFUSED', advice: /a name that the certificate/, retryable: false },
  ],
  ['CERT_HAS_EXPIRED', { code: 'CERTIFICATE_REFUSED', advice: /Renew/, retryable: false }],
]
for (const [code, expected] of NETWORK) {
  test(`${code} while connecting`, () => {
    const error = connectError(socketError(code), PLACE, undefined)
    assert.equal(error.code, expected.code)
    assert.match(error.advice ?? '', expected.advice)
    assert.equal(error.retryable, expected.retryable)
    assert.equal(error.facts.reason, code)
    assert.match(error.message, /erp-sql:1433/)
  })
}

test('a host with several addresses fails with the words of each', () => {
  const parts = ['::1', '127.0.0.1'].map(address =>
    Object.assign(new Error(`connect ECONNREFUSED ${address}:1433`), { code: 'ECONNREFUSED' }),
  )
  const cause = new AggregateError(parts, 'Could not connect (sequence)')
  const error = connectError(new ConnectionError('Failed to connect', 'ESOCKET', { cause }), PLACE, undefined)
  assert.match(error.message, /::1:1433; connect ECONNREFUSED 127\.0\.0\.1:1433/)
  assert.equal(error.facts.reason, 'ECONNREFUSED')
})

test('an untrusted certificate under strict encryption cannot be waved through', () => {
  const error = connectError(socketError('DEPTH_ZERO_SELF_SIGNED_CERT'), { ...PLACE, encrypt: 'strict' }, undefined)
  assert.match(error.advice ?? '', /NODE_EXTRA_CA_CERTS/)
  assert.doesNotMatch(error.advice ?? '', /trust_server_certificate/)
})

test('time-outs say which setting', () => {
  const connect = connectError(new ConnectionError('Failed to connect in 30000ms', 'ETIMEOUT'), PLACE, undefined)
  assert.equal(connect.code, 'CONNECT_TIMEOUT')
  assert.match(connect.advice ?? '', /connect_timeout/)
  const request = timedOut(PLACE, 300)
  assert.equal(request.code, 'REQUEST_TIMEOUT')
  assert.match(request.advice ?? '', /request_timeout/)
  assert.equal(connect.retryable && request.retryable, true)
})

test('no secret ever reaches a message, a fact or a cause', () => {
  const leaky = Object.assign(sqlError(50000, `the password ${SECRET} is wrong`))
  const errors = [
    requestError(leaky, PLACE, undefined),
    connectError(socketError('ECONNREFUSED', `with ${SECRET}`), PLACE, undefined),
    tokenError(new Error(`client secret ${SECRET} has expired`), PLACE, 'renew it'),
    connectionLost(PLACE, new Error(SECRET)),
  ]
  for (const error of errors) {
    assert.ok(!JSON.stringify(errorFacts(error)).includes(SECRET), error.message)
    assert.match(error.message, /\*{6}/)
  }
})
