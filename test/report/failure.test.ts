import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PLAIN } from '../../lib/report/colors.ts'
import { failureLines } from '../../lib/report/failure.ts'
import { finished, recorded } from './events.ts'

test('a failure says what happened, why, what is safe and what to do', () => {
  const failed = recorded().find(event => event.type === 'entity.finished' && event.status === 'failed')
  assert.ok(failed?.type === 'entity.finished')
  assert.equal(
    failureLines(failed, PLAIN).join('\n'),
    `\
✗ erp.cities failed after 2.3s: SQL_ERROR
    Transaction was deadlocked and has been chosen as the victim.
    Rerun the transaction.
      cause   socket hang up
      number  1205
      state   51
      server  erp-sql
    safe now: no half-written file can be seen; the next run goes on from what is recorded, nothing lost and nothing twice.
    do: Run again, or read with isolation: snapshot.`,
  )
})

test('whoever failed may say itself what is safe; published files are counted', () => {
  const error = { code: 'STORE', message: 'no space', safe: 'Part 3 is staged; the rest is read again.' }
  const file = { path: '/out/a', rows: 1, bytes: 1 }
  const own = failureLines(finished('a', 1, { status: 'failed', error }), PLAIN)
  assert.deepEqual(own.slice(-2), [
    '    safe now: Part 3 is staged; the rest is read again.',
    '    do: Remove the cause and run the same command again.',
  ])
  const published = finished('a', 1, { status: 'failed', files: [file], error: { code: 'STORE', message: 'no space' } })
  assert.ok(
    failureLines(published, PLAIN).includes('    safe now: 1 file of this run had been published and can be read.'),
  )
})

test('a chain of causes is told from the outside in, facts that are long or nothing are not', () => {
  const cause = [{ message: 'outer', cause: { message: 'inner', cause: 'innermost' } }, 'another', { message: '' }]
  const error = {
    code: 'X',
    message: 'it broke',
    cause,
    list: [1, 2],
    dump: 'x'.repeat(500),
    none: null,
    path: '/a\u0007b',
  }
  assert.deepEqual(failureLines(finished('a', 1, { status: 'failed', error }), PLAIN).slice(1, -2), [
    '    it broke',
    '      cause  outer',
    '      cause  inner',
    '      cause  innermost',
    '      cause  another',
    '      list   [1,2]',
    '      path   /a\\u0007b',
  ])
})

test('a failure without an error is still told', () => {
  assert.deepEqual(failureLines(finished('a', 1, { status: 'failed' }), PLAIN).slice(0, 2), [
    '✗ erp.a failed after 1.0s: UNEXPECTED',
    '    no reason was given',
  ])
})
