/** What the store says of rows before one is read. */
import type { Schema } from '../columns/schema.ts'
import type { RunType } from '../events.ts'
import type { PolishPlan } from '../polish/plan.ts'
import type { Store } from '../stores/store.ts'

/** @returns sentences for the plan. @throws {StoreError} when it refuses them */
export async function accept(
  store: Store,
  mode: RunType,
  first: boolean,
  source: Schema,
  polish: PolishPlan | null,
): Promise<string[]> {
  const schema = polish?.schema ?? source
  const nulls = schema.fields.flatMap(({ name }, at) => (polish?.steps[at]?.kind === 'null' ? [name] : []))
  return (await store.accept?.({ mode, schema, nulls, first })) ?? []
}
