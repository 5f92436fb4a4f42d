import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Field } from '../../../lib/columns/schema.ts'
import { HomeError } from '../../../lib/errors.ts'
import { checkSchema } from '../../../lib/homes/mssql/drift.ts'

const id: Field = { name: 'id', type: { kind: 'int', bits: 32 }, nullable: false, source: 'int' }
const total: Field = {
  name: 'total',
  type: { kind: 'decimal', precision: 18, scale: 4 },
  nullable: true,
  source: 'decimal(18,4)',
}

function differences(actual: Field[], expected: Field[]): unknown {
  try {
    checkSchema({ fields: actual }, { fields: expected })
  } catch (error) {
    assert.ok(error instanceof HomeError)
    assert.equal(error.code, 'SCHEMA_CHANGED')
    assert.match(error.advice ?? '', /run again/)
    return error.facts.differences
  }
  return []
}

test('nullability, source and note may differ', () => {
  assert.deepEqual(differences([{ ...id, nullable: true, source: 'integer', note: 'x' }, total], [id, total]), [])
})

test('a column gone, a column new', () => {
  assert.deepEqual(differences([id], [id, total]), ['column total (decimal(18,4)) is gone'])
  assert.deepEqual(differences([id, total], [id]), ['column total (decimal(18,4)) is new'])
})

test('a type changed, in its kind or in its arguments', () => {
  const wider: Field = { ...total, type: { kind: 'decimal', precision: 19, scale: 4 }, source: 'decimal(19,4)' }
  assert.deepEqual(differences([id, wider], [id, total]), ['column total was decimal(18,4) and is decimal(19,4)'])
  const text: Field = { ...id, type: { kind: 'utf8' }, source: 'nvarchar(10)' }
  assert.deepEqual(differences([text, total], [id, total]), ['column id was int and is nvarchar(10)'])
})

test('the order changed', () => {
  assert.deepEqual(differences([total, id], [id, total]), ['the order is now total, id'])
})
