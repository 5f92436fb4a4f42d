import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Redactor, secretsOf } from '../../lib/report/redact.ts'
import { finished, progress, retried, started } from './events.ts'

test('the secrets of a workspace are passwords, client secrets, tokens and the keys of masks', () => {
  const connections = {
    a: { authentication: { type: 'sql', user: 'reader', password: 'pass-1' } },
    b: { authentication: { type: 'service_principal', tenant_id: 't', client_id: 'c', client_secret: 'secret-2' } },
    c: { authentication: { type: 'access_token', token: 'token-3' } },
    d: { authentication: { type: 'default' } },
  }
  const mask = [
    { column: 'a', method: 'sha256' },
    { column: 'b', method: 'hmac', key: 'key-4' },
  ]
  const entities = [{ store: {} }, { store: { polish: { mask } } }]
  assert.deepEqual(secretsOf({ connections, entities }).sort(), ['key-4', 'pass-1', 'secret-2', 'token-3'])
})

test('secrets are covered in notes, messages, advice and facts at any depth, names and paths stay', () => {
  const redactor = new Redactor(['hunter2', 'hunter2-longer', 'abc'])
  const event = finished('hunter2', 1, {
    status: 'failed',
    notes: ['used hunter2-longer'],
    files: [{ path: '/out/hunter2', rows: 1, bytes: 1 }],
    error: { code: 'X', message: 'abc hunter2!', advice: 'not hunter2', deep: [{ url: 'sql://u:hunter2@h' }] },
  })
  assert.deepEqual(redactor.event(event), {
    ...event,
    notes: ['used ******'],
    error: { code: 'X', message: 'abc ******!', advice: 'not ******', deep: [{ url: 'sql://u:******@h' }] },
  })
  assert.deepEqual(redactor.event(started('a', 0, { notes: ['hunter2'] })), started('a', 0, { notes: ['******'] }))
  const again = retried('a', 1, { error: { code: 'X', message: 'hunter2' } })
  assert.deepEqual(redactor.event(again), { ...again, error: { code: 'X', message: '******' } })
  const moving = progress('a', 1, 1, 1)
  assert.equal(redactor.event(moving), moving)
})

test('facts that JSON cannot carry become text', () => {
  const circular: Record<string, unknown> = { name: 'loop' }
  circular.self = circular
  const facts = new Redactor([]).error({
    code: 'X',
    message: 'm',
    big: 12n,
    when: new Date(0),
    never: new Date(Number.NaN),
    inner: new Error('inner'),
    ratio: Number.NaN,
    circular,
    nothing: undefined,
    symbol: Symbol('s'),
  })
  const read = JSON.parse(JSON.stringify(facts)) as Record<string, unknown>
  assert.deepEqual(
    { ...read, circular: null },
    {
      code: 'X',
      message: 'm',
      big: '12',
      when: '1970-01-01T00:00:00.000Z',
      never: 'invalid date',
      inner: 'inner',
      ratio: 'NaN',
      symbol: 'Symbol(s)',
      circular: null,
    },
  )
  assert.match(JSON.stringify(read.circular), /"name":"loop"/)
})

test('a plan is covered like the events', () => {
  const entity = {
    flow: 'f',
    entity: 'e',
    mode: 'full_drop' as const,
    home: 'h',
    store: 's',
    estimate: null,
    bytes: null,
    notes: ['hunter2'],
    schema: { fields: [] },
    subject: '',
    ranges: [],
    replaces: null,
    error: { code: 'X', message: 'hunter2' },
  }
  assert.deepEqual(new Redactor(['hunter2']).plan({ name: 'n', entities: [entity] }), {
    name: 'n',
    entities: [{ ...entity, notes: ['******'], error: { code: 'X', message: '******' } }],
  })
})
