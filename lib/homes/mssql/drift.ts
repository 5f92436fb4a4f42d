/** What changed between the schema that was planned and the one that arrived. Pure. */
import type { DataType, Field, Schema } from '../../columns/schema.ts'
import { HomeError } from '../../errors.ts'

/**
 * Names, order and types must be the same. Nullability may differ: servers call columns of a result nullable that the table does not.
 * @throws {HomeError} `SCHEMA_CHANGED`, telling the differences
 */
export function checkSchema(actual: Schema, expected: Schema): void {
  const differences = differencesOf(actual.fields, expected.fields)
  if (differences.length === 0) return
  throw new HomeError('SCHEMA_CHANGED', `The source is no longer what was planned: ${differences.join('; ')}.`, {
    advice: 'Someone changed the table or the view during the run: run again, and the plan is made anew.',
    facts: { differences },
  })
}

function differencesOf(actual: Field[], expected: Field[]): string[] {
  const differences: string[] = []
  const before = new Map(expected.map(field => [field.name, field]))
  const now = new Map(actual.map(field => [field.name, field]))
  for (const { name, source } of expected) if (!now.has(name)) differences.push(`column ${name} (${source}) is gone`)
  for (const { name, source } of actual) if (!before.has(name)) differences.push(`column ${name} (${source}) is new`)
  for (const { name, type, source } of actual) {
    const planned = before.get(name)
    if (planned !== undefined && !sameType(planned.type, type)) {
      differences.push(`column ${name} was ${planned.source} and is ${source}`)
    }
  }
  if (differences.length === 0 && actual.some(({ name }, i) => name !== expected[i]?.name)) {
    differences.push(`the order is now ${actual.map(({ name }) => name).join(', ')}`)
  }
  return differences
}

function sameType(a: DataType, b: DataType): boolean {
  const one: Record<string, unknown> = { ...a }
  const other: Record<string, unknown> = { ...b }
  const keys = Object.keys(one)
  return keys.length === Object.keys(other).length && keys.every(key => one[key] === other[key])
}
