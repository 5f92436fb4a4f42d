/** What a run of one entity would do, as its home, its store and the journal say it. */
import type { Memory } from '../journal/journal.ts'
import { driftInWords } from '../plan/drift.ts'
import type { EntityPlan } from '../plan/plan.ts'
import { notesOnMasks, planPolish } from '../polish/plan.ts'
import type { Rules } from '../workspace/workspace.ts'
import { accept } from './accept.ts'
import { driftSince, isFirst } from './drift.ts'
import type { Wiring } from './entity-run.ts'
import { type RetryPolicy, retry } from './retry.ts'
import { sinceOf } from './since.ts'
import { takenBefore, takenOf } from './taken.ts'

/** The plan as far as it is known before anything is opened. */
export function outlineOf({ flow, name, run_type }: Rules, { home, storeAt }: Wiring): EntityPlan {
  return {
    flow,
    entity: name,
    mode: run_type,
    home: home.location,
    store: storeAt(1).location,
    estimate: null,
    bytes: null,
    notes: [],
    schema: { fields: [] },
    subject: '',
    ranges: [],
    replaces: null,
  }
}

/** Looks at the home and the store; changes nothing. */
export async function planEntity(
  entity: Rules,
  wiring: Wiring,
  memory: Memory,
  signal: AbortSignal,
  policy: RetryPolicy,
): Promise<EntityPlan> {
  const { home, storeAt, shared } = wiring
  const since = sinceOf(entity, memory)
  const before = takenBefore(entity, memory)
  const taken = before && (await takenOf(wiring.journal, before))
  const { schema, estimate, bytes, subject, ranges, notes, watermark } = await retry(
    () => home.describe(signal, since, taken),
    {
      ...policy,
      signal,
    },
  )
  const polish = wiring.polish ? planPolish(wiring.polish, schema, shared.began) : null
  const stored = polish?.schema ?? schema
  const { drift, version, gone } = driftSince(entity, memory.settled, stored)
  const store = storeAt(version)
  const accepted = await retry(() => accept(store, entity.run_type, isFirst(memory, { version }), schema, polish), {
    ...policy,
    signal,
  })
  const conversions = stored.fields.flatMap(({ name, note }) => (note === undefined ? [] : [`${name}: ${note}`]))
  const order = ranges.flatMap(range => range.order ?? []).map(({ column }) => column)
  const inJournal = watermark === undefined ? order : [...order, watermark.column, ...(watermark.key ?? [])]
  const moved = version > (memory.settled?.version ?? 1)
  return {
    ...outlineOf(entity, wiring),
    store: store.location,
    estimate,
    bytes,
    notes: [
      ...drift.map(each => `Since the last run ${driftInWords(each)}`),
      ...(moved ? [`It settles in a place of its own from now on: ${store.location}`] : []),
      ...notes,
      ...conversions,
      ...accepted,
      ...(polish ? [...polish.notes, ...notesOnMasks(polish, schema, inJournal)] : []),
    ],
    schema,
    ...(polish ? { stored } : {}),
    subject,
    ranges,
    replaces: entity.run_type === 'full_drop' ? await store.existing() : null,
    ...(drift.length > 0 ? { drift } : {}),
    ...(version > 1 ? { version } : {}),
    ...(gone.length > 0 ? { gone } : {}),
    ...(watermark === undefined ? {} : { watermark }),
  }
}
