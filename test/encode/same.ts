import assert from 'node:assert/strict'
import type { Value } from './table.ts'

/** Fails at the first value that differs; `assert.deepEqual` on long arrays spends minutes on its message. */
export function assertSame(actual: Value[], expected: Value[], what: string): void {
  assert.equal(actual.length, expected.length, `${what}: number of rows`)
  const row = expected.findIndex((value, i) => !Object.is(value, actual[i]))
  if (row >= 0) assert.fail(`${what}, row ${row}: ${String(actual[row])} where ${String(expected[row])} was written`)
}
