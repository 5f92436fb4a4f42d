/** A run, or its plan, of the chosen entities of a workspace: shared parts are made here and closed here. */
import { randomBytes } from 'node:crypto'
import { encodePool } from '../encode/pool.ts'
import { errorFacts } from '../errors.ts'
import type { RunEvent, RunType } from '../events.ts'
import { runId } from '../plan/names.ts'
import type { EntityPlan, Plan } from '../plan/plan.ts'
import { version } from '../version.ts'
import { selectEntities } from '../workspace/select.ts'
import type { Entity, Workspace } from '../workspace/workspace.ts'
import { Budget } from './budget.ts'
import { coordinate } from './coordinator.ts'
import { createFlow } from './factory.ts'
import { availableMemory, availableThreads } from './machine.ts'

export interface RunOptions {
  /** `flow.entity`, `flow`, or globs; all entities when absent. */
  select?: string[]
  exclude?: string[]
  /** Entities that move at the same time; overrides the workspace's. */
  concurrency?: number
  /** Overrides every selected entity's. */
  runType?: RunType
  /** Cancels the run: reads stop at the source, staging is removed, what was published stays. */
  signal?: AbortSignal
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
  const entities = chosen(workspace, options)
  const { memory, workers } = workspace.options
  const pool = encodePool({ threads: workers ?? availableThreads() })
  try {
    yield* coordinate({
      name: workspace.name,
      version,
      flows: entities.map(entity => createFlow(workspace, entity)),
      concurrency: options.concurrency ?? workspace.options.concurrency,
      shared: {
        run: runId(new Date(), randomBytes(4).toString('hex')),
        pool,
        budget: new Budget(memory ?? Math.floor(availableMemory() / 4)),
        slots: new Budget(pool.threads * 2),
      },
      signal: options.signal ?? new AbortController().signal,
    })
  } finally {
    await pool.close()
  }
}

/** What `run` with the same options would do. Opens sources to look, changes nothing anywhere. */
export async function plan(workspace: Workspace, options: RunOptions = {}): Promise<Plan> {
  const signal = options.signal ?? new AbortController().signal
  const waiting = chosen(workspace, options).entries()
  const entities: EntityPlan[] = []
  const lane = async () => {
    for (const [index, entity] of waiting) entities[index] = await planEntity(workspace, entity, signal)
  }
  await Promise.all(Array.from({ length: options.concurrency ?? workspace.options.concurrency }, lane))
  return { name: workspace.name, entities }
}

async function planEntity(workspace: Workspace, entity: Entity, signal: AbortSignal): Promise<EntityPlan> {
  const flow = createFlow(workspace, entity)
  try {
    return await flow.plan(signal)
  } catch (error) {
    return { ...flow.outline(), error: errorFacts(error) }
  } finally {
    await flow.close()
  }
}

function chosen(workspace: Workspace, { select, exclude, runType }: RunOptions): Entity[] {
  const selection = { ...(select === undefined ? {} : { select }), ...(exclude === undefined ? {} : { exclude }) }
  const entities = selectEntities(workspace, selection)
  return runType === undefined ? entities : entities.map(entity => ({ ...entity, run_type: runType }))
}
