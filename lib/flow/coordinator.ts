/** Runs flows side by side under one budget and tells what happens. Knows nothing of SQL or files. */
import { type ErrorFacts, errorFacts, FlowError, HyggeError } from '../errors.ts'
import type { EntityFinished, FlowBroken, RunEvent, RunType } from '../events.ts'
import { SCHEMA_DRIFT } from './drift.ts'
import type { Shared } from './entity-run.ts'
import type { Flow } from './flow.ts'
import type { FlowEvent } from './flow-event.ts'
import { Milestones } from './milestones.ts'
import { EventQueue } from './queue.ts'
import { placesFor, Turn } from './turn.ts'
import { VERIFY_DIFFERENCE } from './verify.ts'

/** How often a running entity's progress is told, ms. */
const PROGRESS_EVERY = 250
/** How often the run as a whole is told, ms. */
const SAMPLE_EVERY = 1000

/** What was selected and cannot run, as nobody knows what it is: it has failed before the run began. */
export interface Lost {
  flow: string
  entity: string
  mode: RunType
  error: ErrorFacts
}

export interface Coordination {
  version: string
  flows: Flow[]
  lost: Lost[]
  /** Flows that are left out, to be told. */
  broken: Omit<FlowBroken, 'time' | 'run' | 'type'>[]
  /** Flows that read at the same time; as many more may be publishing. */
  concurrency: number
  /** false: after the first failure nothing new begins. */
  continueOnError: boolean
  shared: Shared
  signal: AbortSignal
}

/**
 * Runs every flow, each as soon as there is a place to read in, and yields the events; the last is `run.finished`.
 * One flow's failure does not stop the others, unless it is to keep what has not begun from beginning. When `signal` aborts, running flows are cancelled and the rest is skipped.
 * Whoever leaves the iteration early cancels the run and waits until it has stopped.
 */
export async function* coordinate(coordination: Coordination): AsyncGenerator<RunEvent> {
  const { flows, concurrency, shared } = coordination
  const events = new EventQueue<RunEvent>()
  const left = new AbortController()
  const signal = AbortSignal.any([coordination.signal, left.signal])
  const stamp = () => ({ time: new Date().toISOString(), run: shared.run })
  const running = new Set<Flow>()
  const finished: EntityFinished[] = []
  const began = performance.now()

  const { version } = coordination
  const { pool, budget, coordinator: name } = shared
  const common = {
    name,
    entities: flows.length + coordination.lost.length,
    concurrency,
    workers: pool.threads,
    memory: budget.limit,
    version,
  }
  events.push({ ...stamp(), type: 'run.started', ...common })
  for (const flow of coordination.broken) events.push({ ...stamp(), type: 'flow.broken', ...flow })

  let stopped: FlowError | undefined
  const places = placesFor(concurrency)
  const end = (result: Omit<EntityFinished, 'time' | 'run'>) => {
    if (result.status === 'failed' && !coordination.continueOnError) stopped ??= notBegun(result)
    const event = { ...stamp(), ...result }
    finished.push(event)
    events.push(event)
  }
  for (const { error, ...lost } of coordination.lost) end({ ...nothingMoved(lost), status: 'failed', error })
  const begin = (): Promise<Turn | null> => Turn.begin(places, signal).catch(() => null)
  const move = async (flow: Flow, turn: Turn | null) => {
    const emit = (event: FlowEvent) => events.push({ ...stamp(), ...event })
    const reason: unknown = signal.aborted ? signal.reason : stopped
    running.add(flow)
    const result = turn && reason === undefined ? await flow.run(signal, emit, turn) : skipped(flow, reason)
    running.delete(flow)
    turn?.end()
    end(result)
  }
  const moveAll = async () => {
    const moving: Promise<void>[] = []
    for (const flow of flows) moving.push(move(flow, await begin()))
    await Promise.all(moving)
  }
  const seconds = () => (performance.now() - began) / 1000
  const milestones = new Milestones()
  const tellMilestone = () => {
    const rows = milestones.passed(flows.reduce((sum, flow) => sum + flow.progress().rows, 0))
    if (rows !== null) events.push({ ...stamp(), type: 'run.milestone', rows, seconds: seconds() })
  }
  const tick = setInterval(() => {
    tellMilestone()
    for (const flow of running) if (flow.started) events.push({ ...stamp(), ...flow.progress() })
  }, PROGRESS_EVERY)
  const sample = setInterval(() => {
    const totals = flows.map(flow => flow.progress())
    const rows = totals.reduce((sum, progress) => sum + progress.rows, 0)
    const bytes = totals.reduce((sum, progress) => sum + progress.bytes, 0)
    const memory = { rss: process.memoryUsage.rss(), held: budget.held }
    events.push({ ...stamp(), type: 'run.progress', rows, bytes, ...memory })
  }, SAMPLE_EVERY)
  const done = moveAll().finally(() => {
    clearInterval(tick)
    clearInterval(sample)
    tellMilestone()
    const exit_code = exitCode(finished, coordination.signal)
    events.push({
      ...stamp(),
      type: 'run.finished',
      name,
      ...totals(finished),
      seconds: seconds(),
      exit_code,
    })
    events.end()
  })
  try {
    yield* events
    await done
  } finally {
    left.abort(new FlowError('INTERRUPTED', 'The run was left before it ended.'))
    await done
  }
}

function notBegun({ flow, entity }: Pick<EntityFinished, 'flow' | 'entity'>): FlowError {
  return new FlowError('NOT_BEGUN', `Not begun, as ${flow}.${entity} failed and \`continue_on_error\` is false.`, {
    advice: 'Run again when that is put right.',
    facts: { failed: `${flow}.${entity}` },
  })
}

function skipped({ entity }: Flow, reason: unknown): Omit<EntityFinished, 'time' | 'run'> {
  const { flow, name, run_type: mode } = entity
  return { ...nothingMoved({ flow, entity: name, mode }), status: 'skipped', error: errorFacts(reason) }
}

function nothingMoved(what: Pick<EntityFinished, 'flow' | 'entity' | 'mode'>) {
  const nothing = { rows: 0, bytes: 0, files: [], seconds: 0, altered: 0, attempts: 0, notes: [] }
  return { type: 'entity.finished' as const, ...what, ...nothing }
}

function totals(finished: EntityFinished[]) {
  const count = (status: EntityFinished['status']) => finished.filter(event => event.status === status).length
  const sum = (of: (event: EntityFinished) => number) => finished.reduce((total, event) => total + of(event), 0)
  return {
    ok: count('ok'),
    empty: count('empty'),
    failed: count('failed'),
    skipped: count('skipped'),
    rows: sum(event => event.rows),
    bytes: sum(event => event.bytes),
    files: sum(event => event.files.length),
  }
}

/** 0 all well, 1 an entity failed, 4 one's columns are no longer what is wanted, 3 what one published is not what left its source; an interruption brings its own (130 SIGINT, 143 SIGTERM). */
function exitCode(finished: EntityFinished[], signal: AbortSignal): number {
  if (signal.aborted) {
    const { reason } = signal
    const code = reason instanceof HyggeError ? reason.facts.exit_code : undefined
    return typeof code === 'number' ? code : 130
  }
  // What is published and wrong weighs more than what is missing.
  if (finished.some(({ error }) => error?.code === VERIFY_DIFFERENCE)) return 3
  if (finished.some(({ error }) => error?.code === SCHEMA_DRIFT)) return 4
  return finished.some(event => event.status === 'failed') ? 1 : 0
}
