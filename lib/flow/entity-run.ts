/** The commit protocol for one run of one entity (design.md §4): planned, staged, committed, published, done. */
import { createHash } from 'node:crypto'
import { addChecksums, type ColumnChecksum } from '../columns/checksum.ts'
import type { Compression, Format } from '../encode/format.ts'
import type { EncodePool } from '../encode/pool.ts'
import { type ErrorFacts, errorFacts, FlowError, HyggeError } from '../errors.ts'
import type { FileFacts, RangeFinished, Receipt, Verify } from '../events.ts'
import type { Home, Range } from '../homes/home.ts'
import type { Readers } from '../homes/local/readers.ts'
import type { ReadSession } from '../homes/mssql/session-threads.ts'
import type { EntityJournal, Memory } from '../journal/journal.ts'
import type { Lease } from '../journal/lease.ts'
import type { Claimed, Committed, Planned, Staged } from '../journal/record.ts'
import type { LakeOptions } from '../lake/lake.ts'
import type { Pools } from '../mssql/pools.ts'
import type { EntityPlan } from '../plan/plan.ts'
import type { PolishConfig } from '../polish/config.ts'
import { planPolish } from '../polish/plan.ts'
import type { SqliteThreads } from '../stores/sqlite/threads.ts'
import type { Settled, StagedPart, Staging, Store } from '../stores/store.ts'
import type { Budget } from './budget.ts'
import { isFirst } from './drift.ts'
import { type Ending, endOf } from './ending.ts'
import { reached } from './faults.ts'
import type { Limit } from './limit.ts'
import { type PartFacts, type RangeJob, stageEmpty } from './range.ts'
import { moveRangeAgain } from './range-retry.ts'
import { type RetryPolicy, retry } from './retry.ts'
import { rememberFiles } from './taken.ts'
import type { Turn } from './turn.ts'
import { verify } from './verify.ts'
import { rangeSieve, rememberAll } from './window.ts'

/** What all flows of an invocation share. */
export interface Shared {
  run: string
  /** The workspace's name and when the invocation began. */
  coordinator: string
  began: Date
  pool: EncodePool
  readers: Readers
  databases: SqliteThreads
  budget: Budget
  slots: Budget
  /** Of the connections that have them. */
  pools: Pools<ReadSession>
  /** How lakes are reached, where the usual way does not do. */
  lake?: LakeOptions
}

/** What a run of an entity works with. */
export interface Wiring {
  home: Home
  /** Where rows settle; another place for each version of what settles there. */
  storeAt: (version: number) => Store
  format: Format
  compression: Compression
  rowsPerFile: number
  /** Rows settle in a table: readers see no files. */
  intoTable?: boolean
  polish?: PolishConfig
  journal: EntityJournal
  shared: Shared
}

export interface Held extends Wiring {
  lease: Lease
  control: AbortController
  turn: Turn
  limit: Limit
  onRows: RangeJob['onRows']
  onBytes: RangeJob['onBytes']
  /** Of several ranges, one has been read and staged. */
  onRange: (range: Pick<RangeFinished, 'range' | 'of' | 'rows' | 'seconds'>) => void
  policy: RetryPolicy
  /** How often something was tried again since this was last asked. */
  takeRetries: () => number
  verify: Verify
}

export interface Outcome {
  run: string
  rows: number
  altered: number
  files: FileFacts[]
  checksums: ColumnChecksum[]
  receipt: Receipt
}

/** What of the entity's memory matters to a run that is under way. */
export type Before = Pick<Memory, 'last' | 'settled' | 'claimed'>

/** The plan as the journal's first record of a run. */
export function plannedOf(
  plan: EntityPlan,
  { shared }: Wiring,
  fingerprint: string,
  remembered: Pick<Planned, 'seen' | 'taken'> = {},
): Planned {
  const { flow, entity, mode, ranges, schema, stored, store, version, gone, watermark } = plan
  const common = { run: shared.run, flow, entity, time: new Date().toISOString() }
  return {
    kind: 'planned',
    ...common,
    mode,
    began: shared.began.toISOString(),
    ranges,
    schema,
    ...(stored === undefined ? {} : { stored }),
    fingerprint,
    store,
    ...(version === undefined ? {} : { version }),
    ...(gone === undefined ? {} : { gone }),
    ...(watermark === undefined ? {} : { watermark }),
    ...remembered,
  }
}

/** What must be unchanged for parts staged by an earlier run to be of use. Ranges and bounds are left out: those of the earlier run stay in force. */
export function fingerprintOf(plan: EntityPlan, { format, compression, rowsPerFile, polish }: Wiring): string {
  const { mode, store, home, schema, subject } = plan
  const facts = { mode, store, home, schema, subject, format: format.name, compression, rowsPerFile, polish }
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex')
}

/**
 * Stages what is missing, commits, publishes and says so. `earlier` are the staged records of the same run from before a crash.
 * When it throws before the commit, staging is gone; after it, everything stands as recovery wants it.
 */
export async function carryOut(held: Held, planned: Planned, earlier: Staged[], before: Before): Promise<Outcome> {
  const staging = await open(held, planned)
  let committed: Committed
  try {
    committed = await stageAll(held, planned, staging, earlier, before)
    held.control.signal.throwIfAborted()
    await held.lease.verify()
    await reached('committed.before')
  } catch (error) {
    await staging.sweep().catch(() => {})
    // Who took the lease over decides what becomes of the run. And nothing hides the error itself.
    if (!held.lease.lost.aborted) await fail(held, planned, errorFacts(error)).catch(() => {})
    throw error
  }
  // From here on nothing is ours to clean: whether the record stands decides, and the next run looks.
  await held.journal.write(committed)
  await reached('committed.after')
  return settle(held, planned, committed, staging, earlier.length > 0 ? 2 : 1)
}

/** Finishes a run that was committed before its process died. */
export async function rollForward(held: Held, planned: Planned, committed: Committed): Promise<Outcome> {
  const outcome = await settle(held, planned, committed, await open(held, planned), 2)
  await reached('recover.published')
  return outcome
}

/** True when a run that was committed can never be published whole, as parts of it are gone, and readers see nothing of it. */
export async function isLost(held: Held, planned: Planned, { parts }: Committed): Promise<boolean> {
  const staging = await open(held, planned)
  let gone = false
  for (const part of parts) {
    if (await isVisible(staging.settled(part))) return false
    gone ||= !(await staging.adopt(part))
  }
  return gone
}

/** A store that cannot tell may have it. */
async function isVisible(settled: Settled): Promise<boolean> {
  if (settled.kind === 'file') return (await settled.size()) !== null
  return (await settled.count()) !== 0
}

/** Ends a run that is not worth finishing, or cannot be. */
export async function giveUp(held: Held, planned: Planned, why: string): Promise<void> {
  // In another place by now: what lies there is not ours to reach.
  if (planned.store === storeOf(held, planned).location) await (await open(held, planned)).sweep()
  await held.journal.write(endOf(held.shared, planned, { status: 'fail', message: why }))
  await tidy(held, planned)
  await reached('recover.swept')
}

/** Remembers that a run failed before its plan stood: the source could not be reached, described … */
export async function failUnplanned(held: Held, outline: EntityPlan, error: ErrorFacts): Promise<void> {
  await fail(held, plannedOf(outline, held, ''), error)
}

/** Remembers that a run failed. */
async function fail(held: Held, planned: Planned, error: ErrorFacts): Promise<void> {
  const attempts = 1 + held.takeRetries()
  await held.journal.write(endOf(held.shared, planned, { status: 'fail', message: error.message, error, attempts }))
  await tidy(held, planned)
}

/** Of a run that came to nothing only its end is kept. */
async function tidy({ journal }: Held, { run, watermark, taken }: Planned): Promise<void> {
  await journal.tidy(run)
  if (watermark?.overlap || taken) await journal.sweepSeen({ run })
}

/** Where the run settles, as it is configured now. */
export function storeOf({ storeAt }: Wiring, { version = 1 }: Planned): Store {
  return storeAt(version)
}

function open(held: Held, planned: Planned): Promise<Staging> {
  const { run, flow, entity, mode, schema, stored } = planned
  return storeOf(held, planned).open({ run, flow, entity, mode, schema: stored ?? schema, reached })
}

async function stageAll(
  held: Held,
  planned: Planned,
  staging: Staging,
  earlier: Staged[],
  before: Before,
): Promise<Committed> {
  await reached('staging.open')
  held.shared.pool.warm()
  const jobs: RangeJob[] = []
  for (const range of planned.ranges) jobs.push(await jobOf(held, planned, staging, range, earlier))
  await Promise.allSettled(jobs.map(job => moveAndTell(job, jobs.length, held)))
  held.control.signal.throwIfAborted()
  const seen = await rememberAll(held.journal, planned, jobs)
  const taken = await rememberFiles(held.journal, planned)
  let parts = jobs.flatMap(job => job.adopted)
  // Readers of an empty table want its schema; an increment without rows adds nothing to what is there.
  if (parts.length === 0 && (planned.mode === 'full_drop' || isFirst(before, planned)))
    parts = [await stageEmpty(jobs[0]!)]
  const { run, flow, entity } = planned
  const named = await nameAll(
    staging,
    planned,
    parts.map(part => part.staged),
    before.claimed,
  )
  return {
    kind: 'committed',
    run,
    flow,
    entity,
    time: new Date().toISOString(),
    parts: named.parts,
    rows: parts.reduce((sum, part) => sum + part.staged.rows, 0),
    altered: parts.reduce((sum, part) => sum + part.altered, 0),
    checksums: parts.reduce<ColumnChecksum[]>((sum, part) => addChecksums(sum, part.checksums), []),
    ...(named.claimed === undefined ? {} : { claimed: named.claimed }),
    ...(seen === undefined ? {} : { seen }),
    ...(taken === undefined ? {} : { taken }),
  }
}

async function moveAndTell(job: RangeJob, of: number, { policy, onRange }: Held): Promise<void> {
  const began = performance.now()
  await moveRangeAgain(job, policy)
  if (of === 1) return
  const rows = job.adopted.reduce((sum, { staged }) => sum + staged.rows, 0)
  onRange({ range: job.range.index, of, rows, seconds: (performance.now() - began) / 1000 })
}

/** The parts with the names that readers will know, and how far names are claimed then. */
async function nameAll(
  staging: Staging,
  { store }: Planned,
  parts: StagedPart[],
  before: Claimed | null,
): Promise<{ parts: StagedPart[]; claimed?: Claimed }> {
  if (!staging.claim) return { parts }
  const last = before?.store === store ? before.name : null
  const named = await staging.claim(parts, last)
  const name = named.at(-1)?.final ?? last
  return { parts: named, ...(name === null ? {} : { claimed: { store, name } }) }
}

async function jobOf(
  held: Held,
  planned: Planned,
  staging: Staging,
  range: Range,
  earlier: Staged[],
): Promise<RangeJob> {
  const { run, flow, entity, schema } = planned
  const { home, shared, format, compression, rowsPerFile, control, onRows, onBytes, journal } = held
  // Of the moment that the plan was made, so that a run finished by another one has one value in all its files.
  const polish = held.polish && planPolish(held.polish, schema, new Date(planned.began))
  const mine = earlier.filter(record => record.range === range.index)
  const adopted = await adoptable(staging, mine)
  for (const part of adopted) onRows(part.staged.rows, part.altered)
  const newest = Math.max(0, ...mine.map(record => record.series))
  const { pool, slots, budget } = shared
  const window = rangeSieve(journal, planned, range)
  return {
    ...{ run, range, schema, home, staging, format, compression, rowsPerFile },
    ...{ pool, slots, budget, control, onRows, onBytes },
    ...(polish && { polish }),
    ...(window && { window }),
    adopted,
    series: newest + 1,
    onPart: part => journal.write({ kind: 'staged', run, flow, entity, time: new Date().toISOString(), ...part }),
  }
}

/** The parts of a range that stand, from its first on; none when they neither end the range nor say where it goes on. */
async function adoptable(staging: Staging, records: Staged[]): Promise<PartFacts[]> {
  const parts: PartFacts[] = []
  for (const { kind: _, run, flow, entity, time, ...part } of chain(records)) {
    if (!(await staging.adopt(part.staged))) break
    parts.push(part)
  }
  const end = parts.at(-1)
  return end && (end.last || end.position) ? parts : []
}

/** The records that belong together, part by part: each series replaces what stood from its beginning on. */
function chain(records: Staged[]): Staged[] {
  const parts: Staged[] = []
  for (const record of records.toSorted((a, b) => a.series - b.series || a.part - b.part)) {
    if (record.part === record.from) parts.length = Math.min(parts.length, record.from)
    if (record.part === parts.length) parts.push(record)
  }
  return parts
}

async function settle(
  held: Held,
  planned: Planned,
  committed: Committed,
  staging: Staging,
  runs: number,
): Promise<Outcome> {
  const { parts, rows, altered, checksums, claimed, seen, taken } = committed
  const files = await publish(held, staging, parts).catch(error => {
    throw publishFailed(planned.run, error)
  })
  await reached('publish.done')
  const receipt = await lookAgain(held, planned, committed, staging)
  await reached('done.before')
  const status = rows === 0 ? 'skip' : 'success'
  const message =
    receipt.differences.length > 0 ? receipt.differences.join('; ') : rows === 0 ? 'No rows processed' : null
  const attempts = runs + held.takeRetries()
  const facts: Ending = { status, message, rows, parts, checksums, attempts, claimed, seen, taken, receipt }
  await held.journal.write(endOf(held.shared, planned, facts))
  await reached('done.after')
  await reached('sweep.before')
  await staging.sweep()
  await reached('tidy.before')
  await held.journal.tidy(planned.run)
  if (seen || planned.seen) {
    await held.journal.sweepSeen({ ...(seen && { kept: seen }) })
    await reached('window.swept')
  }
  if (taken?.run === planned.run) await held.journal.sweepSeen({ kept: taken })
  return { run: planned.run, rows, altered, files, checksums, receipt }
}

/** What readers see is held against what left the source, before the run counts as done. */
async function lookAgain(held: Held, planned: Planned, committed: Committed, staging: Staging): Promise<Receipt> {
  const { home, policy, control, shared, verify: depth } = held
  const { signal } = control
  const look = () => verify({ verify: depth, home, staging, readers: shared.readers, planned, committed, signal })
  return retry(look, { ...policy, signal }).catch(error => {
    signal.throwIfAborted()
    const { message, advice, code: _, ...facts } = errorFacts(error)
    throw new FlowError(
      'VERIFY_FAILED',
      `The run ${planned.run} is published, but could not be looked at again: ${message}`,
      {
        cause: error,
        advice: `${advice ?? 'Look at the cause.'} Then run again: nothing is read or published again, only looked at.`,
        facts,
      },
    )
  })
}

/** Publishing is idempotent, so all of it may be done again. */
async function publish(held: Held, staging: Staging, parts: StagedPart[]): Promise<FileFacts[]> {
  const { policy, turn, limit } = held
  const { signal } = held.control
  limit.stop()
  await turn.publish(signal)
  return retry(() => staging.publish(parts), { ...policy, signal })
}

function publishFailed(run: string, cause: unknown): FlowError {
  const { message, advice, code: _, ...facts } = errorFacts(cause)
  const next =
    'Then run again: everything is staged and committed, so publishing is finished and nothing is read again.'
  return new FlowError(
    'PUBLISH_FAILED',
    `The run ${run} is complete, but its files could not be published: ${message}`,
    {
      cause,
      advice: `${advice ?? 'Look at the cause.'} ${next}`,
      retryable: cause instanceof HyggeError && cause.retryable,
      facts,
    },
  )
}
