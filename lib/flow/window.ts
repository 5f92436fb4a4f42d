/** Of a run with an overlap: how its ranges near the watermark are sifted, and what is remembered in the end. */
import type { Mark, Range } from '../homes/home.ts'
import { type Measure, measureOf, unitsOf } from '../homes/measure.ts'
import type { EntityJournal } from '../journal/journal.ts'
import type { Planned } from '../journal/record.ts'
import type { Seen } from '../journal/seen.ts'
import { type EntryFiles, EntryWriter, merge } from './entries.ts'
import { reached } from './faults.ts'
import type { RangeJob, RangeSieve } from './range.ts'
import { Sieve } from './sieve.ts'

/** Undefined for a range that has no window. */
export function rangeSieve(journal: EntityJournal, planned: Planned, range: Range): RangeSieve | undefined {
  const { run, schema, seen } = planned
  const { window } = range
  const remembered = rememberedBy(planned)
  if (window === undefined || remembered === null) return undefined
  const { marks, again } = window
  const { measure, wanted } = remembered
  const moved = () => (again && seen ? journal.seen(seen) : null)
  return {
    read: { fields: [...schema.fields, ...marks] },
    sieve: () => new Sieve({ schema, marks, measure, moved: moved(), wanted }),
    writer: (series, part) =>
      new EntryWriter((file, entries) =>
        journal.keepSeenOfPart(run, { range: range.index, series, part }, file, entries),
      ),
  }
}

/**
 * Makes durable what the next run must know: all that was moved behind the mark from which it reads again, by this run's parts and by runs
 * before. Undefined when nothing must be remembered.
 */
export async function rememberAll(
  journal: EntityJournal,
  planned: Planned,
  jobs: RangeJob[],
): Promise<Seen | undefined> {
  const { run, seen, watermark } = planned
  const remembered = rememberedBy(planned)
  if (remembered === null || watermark === undefined) return undefined
  const { mark, wanted } = remembered
  const before = watermark.overlap?.from === undefined ? undefined : seen
  const parts = jobs
    .filter(({ range }) => range.window !== undefined)
    .toSorted((one, other) => one.range.index - other.range.index)
    .flatMap(({ adopted }) => adopted)
  // Nothing came and nothing may be forgotten: what stands is still right.
  const idle = parts.every(part => part.seen === undefined)
  if (idle && before && JSON.stringify(before.behind) === JSON.stringify(mark)) return before
  const writer = new EntryWriter((file, entries) => journal.keepSeen(run, file, entries))
  const fresh = async function* (): EntryFiles {
    for (const part of parts) if (part.seen) yield* journal.seenOfPart(run, part, part.seen)
  }
  const none = async function* (): EntryFiles {}
  const facts = await merge(before ? journal.seen(before) : none(), fresh(), wanted, writer)
  await reached('window.seen')
  return { run, ...facts, behind: mark, sqlType: watermark.sqlType }
}

/** Behind which mark rows must be remembered. */
function rememberedBy({
  watermark,
}: Planned): { mark: Mark; measure: Measure; wanted: (units: bigint) => boolean } | null {
  const mark = watermark?.overlap?.remembered
  if (watermark === undefined || mark === undefined) return null
  const measure = measureOf(watermark.type, watermark.sqlType)
  if (measure === null) return null
  const from = unitsOf(measure, mark.value)
  // Of rows with the mark's own value some are behind it when it has a key: those of the others do no harm.
  return { mark, measure, wanted: mark.key === undefined ? units => units > from : units => units >= from }
}
