import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConfigError } from '../../lib/errors.ts'
import { findEntity } from '../../lib/workspace/find.ts'

const KNOWN = ['erp.orders', 'erp.lines', 'crm.orders', 'a.b.c'].map(id => {
  const [flow = '', ...rest] = id.split('.')
  return { flow, entity: rest.join('.') }
})

function refusal(word: string, known = KNOWN): string {
  try {
    findEntity(word, known)
  } catch (error) {
    assert.ok(error instanceof ConfigError)
    return error.message
  }
  assert.fail('it was found')
}

test('by flow and entity, or by the entity alone when it is the only one', () => {
  assert.equal(findEntity('erp.orders', KNOWN), KNOWN[0])
  assert.equal(findEntity('crm.orders', KNOWN), KNOWN[2])
  assert.equal(findEntity('lines', KNOWN), KNOWN[1])
  assert.equal(findEntity('b.c', KNOWN), KNOWN[3])
  assert.equal(findEntity('a.b.c', KNOWN), KNOWN[3])
})

test('none or several: what there is, and what may be meant', () => {
  assert.equal(refusal('orders'), 'More than one flow has an entity orders: erp.orders, crm.orders.')
  assert.equal(
    refusal('erp.order'),
    'There is no entity erp.order. Did you mean `erp.orders`?\nThere are: erp.orders, erp.lines, crm.orders, a.b.c.',
  )
  assert.equal(refusal('erp', []), 'There is no entity erp.\nThere are none.')
})
