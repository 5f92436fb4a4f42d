/** A run, or its plan, of the chosen entities of a workspace: shared parts are made here and closed here. */
import { randomBytes } from 'node:crypto'
import { encodePool } from '../encode/pool.ts'
import { errorFacts } from '../errors.ts'
import type { RunEvent, RunType } from '../events.ts'
import { Readers } from '../homes/local/readers.ts'
import { SessionThreads } from '../homes/mssql/session-threads.ts'
import { FOLD_OVER } from '../journal/journal.ts'
import type { LakeOptions } from '../lake/lake.ts'
import { Pools } from '../mssql/pools.ts'
import { runId } from '../plan/names.ts'
import type { EntityPlan, Plan } from '../plan/plan.ts'
import { SqliteThreads } from '../stores/sqlite/threads.ts'
import { version } from '../version.ts'
import type { Pattern } from '../workspace/pattern.ts'
import { selectEntities } from '../workspace/select.ts'
import type { Entity, Workspace } from '../workspace/workspace.ts'
import { Budget } from './budget.ts'
import { expandPatterns } from './catalog.ts'
import { coordinate, type Lost } from './coordinator.ts'
import type { Shared } from './entity-run.ts'
import { createFlow } from './factory.ts'
import type { Flow } from './flow.ts'
import { journalOf, journalsOf } from './journals.ts'
import { availableMemory, availableThreads, worthReading } from './machine.ts'
import { mirrorJournals } from './mirrored-journal.ts'
import { modeInWords } from './outlook.ts'
import { withoutWatermark } from './since.ts'
import { told } from './told.ts'

export interface RunOptions {
  /** `flow.entity`, `flow`, or globs; all entities when absent. */
  select?: string[]
  exclude?: string[]
  /** Entities that move at the same time; overrides the workspace's. */
  concurrency?: number
  /** Overrides every selected entity's. */
  runType?: RunType
  /** Begin anew whatever an earlier run has left unfinished. */
  fresh?: boolean
  /** Wait for entities that another run holds, instead of leaving them to it. */
  wait?: boolean
  /** Cancels the run: reads stop at the source, staging is removed, what was published stays. */
  signal?: AbortSignal
  /** How lakes are reached, where the usual way does not do: through an HTTP client of one's own, with other patience. */
  lake?: LakeOptions
}

/**
 * Moves the selected entities and yields what happens; the last event is `run.finished`.
 * Leaving the loop early cancels the run and waits until it has stopped.
 * @throws {ConfigError} before the first event when the selection matches nothing. Failures of entities are events, never thrown.
 * @example
 * const workspace = await loadWorkspace('flows.yml')
 * for await (const event of run(workspace)) if (event.type === 'entity.finished') console.log(event.entity, event.rows)
 */
export async function* run(workspace: Workspace, options: RunOptions = {}): AsyncGenerator<RunEvent> {
  selectEntities(workspace, options) // refuses what is not there or broken before anything is opened
  const { concurrency = workspace.options.concurrency, signal = new AbortController().signal } = options
  const shared = share(workspace, concurrency, options.lake)
  try {
    const { entities, lost } = await choose(workspace, options, shared)
    const events = coordinate({
      version,
      flows: entities.map(entity => wire(workspace, entity, shared, options)),
      lost,
      broken: brokenOf(workspace),
      concurrency,
      continueOnError: workspace.options.continue_on_error ?? true,
      shared,
      signal,
    })
    yield* told(mirrorJournals(events, { workspace, entities, shared, signal }), workspace.hooks)
    if (!signal.aborted) await foldJournals(workspace, entities, shared)
  } finally {
    await close(shared)
  }
}

/** What `run` with the same options would do. Opens sources to look, unless `offline`; changes nothing anywhere. */
export async function plan(workspace: Workspace, options: RunOptions & { offline?: boolean } = {}): Promise<Plan> {
  if (options.offline) return planOffline(workspace, options)
  const { concurrency = workspace.options.concurrency, signal = new AbortController().signal } = options
  const entities: EntityPlan[] = []
  await withFlows(workspace, options, async (flows, lost) => {
    const waiting = flows.entries()
    const lane = async () => {
      for (const [index, flow] of waiting) entities[index] = await planOf(flow, signal)
    }
    await Promise.all(Array.from({ length: concurrency }, lane))
    entities.push(...lost.map(planOfLost))
  })
  return { name: workspace.name, entities }
}

/** As far as the workspace alone says it; patterns of tables stay patterns. */
async function planOffline(workspace: Workspace, options: RunOptions): Promise<Plan> {
  const { entities, patterns } = selectEntities(workspace, options)
  const shared = share(workspace, 1, options.lake)
  try {
    const flows = inMode(entities, options.runType).map(entity => wire(workspace, entity, shared, options))
    const found = patterns.map(({ flow, name, sample }): EntityPlan => {
      const mode = options.runType ?? sample.entity.run_type
      const why = modeInWords({ run_type: mode }, options.runType !== undefined)
      return { ...unplanned(flow, name, mode), outlook: { why, earlier: [], bytes: null, files: null } }
    })
    return { name: workspace.name, offline: true, entities: [...flows.map(flow => flow.planOffline()), ...found] }
  } finally {
    await close(shared)
  }
}

/** Does something with the flows of the chosen entities that is no run: what they share is closed afterwards. @throws as `run` does */
export async function withFlows<T>(
  workspace: Workspace,
  options: RunOptions,
  work: (flows: Flow[], lost: Lost[]) => Promise<T>,
): Promise<T> {
  selectEntities(workspace, options)
  const { concurrency = workspace.options.concurrency, lake } = options
  const shared = share(workspace, concurrency, lake)
  const flows: Flow[] = []
  try {
    const { entities, lost } = await choose(workspace, options, shared)
    flows.push(...entities.map(entity => wire(workspace, entity, shared, options)))
    return await work(flows, lost)
  } finally {
    await Promise.all(flows.map(flow => flow.close()))
    await close(shared)
  }
}

async function planOf(flow: Flow, signal: AbortSignal): Promise<EntityPlan> {
  try {
    return await flow.plan(signal)
  } catch (error) {
    return { ...flow.outline(), error: errorFacts(error) }
  } finally {
    await flow.close()
  }
}

function share(workspace: Workspace, concurrency: number, lake: LakeOptions | undefined): Shared {
  const { memory, workers, readers } = workspace.options
  const began = new Date()
  const pool = encodePool({ threads: workers ?? availableThreads() })
  return {
    run: runId(began, randomBytes(4).toString('hex')),
    coordinator: workspace.name,
    began,
    pool,
    readers: new Readers(availableThreads()),
    databases: new SqliteThreads(),
    budget: new Budget(memory ?? Math.floor(availableMemory() / 4)),
    slots: new Budget(pool.threads * 2),
    pools: new Pools(workspace.connections, concurrency, sessionThreads(readers)),
    ...(lake === undefined ? {} : { lake }),
  }
}

/** Below four cores the encoders need them all, and a first session never waits for a thread to come up: see docs/performance.md. */
function sessionThreads(readers: number | undefined): SessionThreads {
  return readers === undefined
    ? new SessionThreads(worthReading(availableThreads()), { own: 1 })
    : new SessionThreads(readers)
}

async function close({ pool, pools, readers, databases }: Shared): Promise<void> {
  await Promise.all([pool.close(), pools.close(), readers.close(), databases.close()])
}

function wire(workspace: Workspace, entity: Entity, shared: Shared, options: RunOptions): Flow {
  const { fresh = false, wait = false, runType } = options
  // tries: always there by the schema's default
  const { resume_within: resumeWithin, tries = 1 } = workspace.options
  const journal = journalOf(workspace, entity, shared.lake)
  return createFlow(entity, journal, shared, { resumeWithin, fresh, wait, tries, asked: runType !== undefined })
}

/** Housekeeping that no run fails of: what it could not do now stands as it was, and the next run tries again. */
async function foldJournals(workspace: Workspace, entities: Entity[], { run, lake }: Shared): Promise<void> {
  for (const journal of journalsOf(workspace, entities, lake)) {
    try {
      if ((await journal.foldable()) <= FOLD_OVER) continue
      // Loaded when it is due, once in a thousand runs.
      const { foldHistory } = await import('./history.ts')
      await foldHistory(journal, { run })
    } catch {}
  }
}

/** The selected entities, those of patterns too; and the patterns that could not be expanded, each as an entity that has failed. */
async function choose(
  workspace: Workspace,
  options: RunOptions,
  { pools, lake }: Shared,
): Promise<{ entities: Entity[]; lost: Lost[] }> {
  const { runType, signal = new AbortController().signal } = options
  const { tries = 1 } = workspace.options
  const expanded = await expandPatterns(workspace, options, { pools, tries, signal, ...(lake && { lake }) })
  const { entities, patterns } = selectEntities(expanded.workspace, options)
  const lost = patterns.map(pattern => lostOf(pattern, expanded.lost.get(pattern), runType))
  return { entities: inMode(entities, runType), lost }
}

/** @throws {ConfigError} `WATERMARK_MISSING` */
function inMode(entities: Entity[], runType: RunType | undefined): Entity[] {
  if (runType === undefined) return entities
  const blind =
    runType === 'incremental' ? entities.filter(({ watermark, by_files }) => watermark === undefined && !by_files) : []
  if (blind.length > 0) throw withoutWatermark(blind.map(({ flow, name }) => `${flow}.${name}`))
  return entities.map(entity => ({ ...entity, run_type: runType }))
}

function brokenOf({ broken = [] }: Workspace) {
  return broken.map(({ name, entities, problems }) => ({
    flow: name,
    entities,
    problems: problems.map(({ file, line, column, key, message, advice }) => ({
      ...{ file, line, column, key, message },
      ...(advice !== undefined && { advice }),
    })),
  }))
}

function lostOf({ flow, name, sample }: Pattern, error: unknown, runType: RunType | undefined): Lost {
  return { flow, entity: name, mode: runType ?? sample.entity.run_type, error: errorFacts(error) }
}

function planOfLost({ flow, entity, mode, error }: Lost): EntityPlan {
  return { ...unplanned(flow, entity, mode), error }
}

function unplanned(flow: string, entity: string, mode: RunType): EntityPlan {
  const unknown = {
    subject: '',
    estimate: null,
    bytes: null,
    notes: [],
    schema: { fields: [] },
    ranges: [],
    replaces: null,
  }
  return { flow, entity, mode, home: 'a pattern of tables', store: 'each its own place', ...unknown }
}
