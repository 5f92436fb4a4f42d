/** One entity's way from home to store: plan it, or run it, whatever an earlier run has left. */
import { errorFacts, type FlowError } from '../errors.ts'
import type { EntityFinished, EntityProgress, EntityStarted, Recovered } from '../events.ts'
import type { Memory } from '../journal/journal.ts'
import type { Holder, Lease, Taken } from '../journal/lease.ts'
import type { Planned, Staged } from '../journal/record.ts'
import type { EntityPlan } from '../plan/plan.ts'
import { boundsInWords, idleInWords } from '../plan/watermark.ts'
import type { Probe } from '../stores/store.ts'
import type { Entity, Rules } from '../workspace/workspace.ts'
import {
  carryOut,
  failUnplanned,
  fingerprintOf,
  giveUp,
  type Held,
  isLost,
  type Outcome,
  plannedOf,
  rollForward,
  storeOf,
  type Wiring,
} from './entity-run.ts'
import { reached } from './faults.ts'
import type { FlowEvent, Unstamped } from './flow-event.ts'
import { Limit } from './limit.ts'
import { heldBy, movedBy } from './others.ts'
import { modeInWords, outlookOf } from './outlook.ts'
import { outlineOf, planEntity } from './planning.ts'
import { type Circumstances, decide } from './resume.ts'
import { rememberedBefore } from './taken.ts'
import type { Turn } from './turn.ts'
import { differenceFacts } from './verify.ts'

export interface FlowOptions {
  /** How old an unfinished full_drop may be to be finished instead of begun anew, ms. */
  resumeWithin: number
  /** Begin anew whatever there is. */
  fresh: boolean
  /** Wait for an entity that another run holds, instead of leaving it to that run. */
  wait: boolean
  /** How often each step is tried when what it failed of may pass; 1: never again. */
  tries: number
  /** The mode is that of this start, whatever the workspace says. */
  asked: boolean
}

/** How often a busy entity is looked at again, ms. */
const LOOK_AGAIN = 1000

export class Flow<Moved extends Rules = Entity> {
  readonly entity: Moved
  readonly #wiring: Wiring
  readonly #options: FlowOptions
  #estimate: number | null = null
  #started = false
  #rows = 0
  #bytes = 0
  #retries = 0
  readonly #notes: string[] = []
  readonly #recovered: Recovered[] = []
  /** Runs before this one that found nothing either. */
  #idle: Memory['idle'] = []
  /** Why there is nothing to do. */
  #skipped: FlowError | null = null

  constructor(entity: Moved, wiring: Wiring, options: FlowOptions) {
    this.entity = entity
    this.#wiring = wiring
    this.#options = options
  }

  /** The plan as far as it is known before anything is opened. */
  outline(): EntityPlan {
    return outlineOf(this.entity, this.#wiring)
  }

  /** Looks at the home, the store and the journal and says what a run would do; changes nothing. */
  async plan(signal: AbortSignal): Promise<EntityPlan> {
    const policy = { tries: this.#options.tries, onRetry: () => {} }
    const memory = await this.#wiring.journal.memory()
    const plan = await planEntity(this.entity, this.#wiring, memory, signal, policy)
    const outlook = outlookOf(plan, memory, this.#wiring, this.#circumstances(memory), this.#options.asked)
    return { ...plan, outlook }
  }

  /** What a run would do as far as the workspace alone says it: nothing is opened, not even the journal. */
  planOffline(): EntityPlan {
    const why = modeInWords(this.entity, this.#options.asked)
    return { ...this.outline(), outlook: { why, earlier: [], bytes: null, files: null } }
  }

  /** What to try before the store is relied upon. */
  probes(): Probe[] {
    return this.#wiring.storeAt(1).probes()
  }

  /** The run that has the entity now; null when none does. */
  holder(): Promise<Holder | null> {
    return this.#wiring.journal.holder()
  }

  /**
   * Moves the entity. Never throws: what goes wrong is in the event.
   * An abort of `signal` cancels the read at the source and leaves no staging behind.
   * `turn` is in a place for reading; who gave it ends it.
   */
  async run(signal: AbortSignal, emit: (event: FlowEvent) => void, turn: Turn): Promise<Unstamped<EntityFinished>> {
    const began = performance.now()
    const seconds = () => (performance.now() - began) / 1000
    try {
      const taken = await this.#take(signal)
      if (!taken.lease) return this.#left(heldBy(taken.holder), seconds())
      const { lease } = taken
      try {
        const outcomes = await this.#runHeld(lease, signal, emit, turn)
        await this.#giveBack(lease)
        if (this.#skipped) return this.#left(this.#skipped, seconds())
        return this.#finished(outcomes, seconds())
      } catch (error) {
        await this.#giveBack(lease)
        throw error
      }
    } catch (error) {
      return { ...this.#finished([], seconds()), status: 'failed', error: errorFacts(error) }
    } finally {
      await this.close()
    }
  }

  /** True from the moment its plan is made. */
  get started(): boolean {
    return this.#started
  }

  progress(): Unstamped<EntityProgress> {
    const { flow, name } = this.entity
    return {
      type: 'entity.progress',
      flow,
      entity: name,
      rows: this.#rows,
      bytes: this.#bytes,
      estimate: this.#estimate,
    }
  }

  /** Gives back what the home holds; safe to call twice, never throws. */
  async close(): Promise<void> {
    await this.#wiring.home.close().catch(() => {})
  }

  /** The lease, or who has it. */
  async #take(signal: AbortSignal): Promise<Taken> {
    await reached('lease.before')
    for (;;) {
      const taken = await this.#wiring.journal.take(this.#wiring.shared.run)
      if (taken.lease) {
        await reached('lease.taken')
        const { replaced } = taken.lease
        if (replaced)
          this.#notes.push(
            `Took over from the run ${replaced.owner} on ${replaced.host} (process ${replaced.pid}), which died`,
          )
        return taken
      }
      if (!this.#options.wait) return taken
      await new Promise(resolve => setTimeout(resolve, LOOK_AGAIN))
      signal.throwIfAborted()
    }
  }

  /** What the run has done stands; a lease that cannot be given back runs out by itself. */
  async #giveBack(lease: Lease): Promise<void> {
    try {
      await reached('lease.release')
      await lease.release()
    } catch (error) {
      this.#notes.push(`The lease could not be given back and runs out by itself: ${errorFacts(error).message}`)
    }
  }

  async #runHeld(lease: Lease, signal: AbortSignal, emit: (event: FlowEvent) => void, turn: Turn): Promise<Outcome[]> {
    const control = new AbortController()
    const stops = [signal, lease.lost]
    const stop = AbortSignal.any(stops)
    const onStop = () => control.abort(stop.reason)
    stop.addEventListener('abort', onStop, { once: true })
    if (stop.aborted) onStop()
    let recorded = 0
    const { flow, name: entity } = this.entity
    const held: Held = {
      ...this.#wiring,
      verify: this.entity.verify,
      policy: {
        tries: this.#options.tries,
        onRetry: failed => {
          this.#retries += 1
          emit({ type: 'entity.retry', flow, entity, ...failed })
        },
      },
      takeRetries: () => {
        const since = this.#retries - recorded
        recorded = this.#retries
        return since
      },
      lease,
      control,
      turn,
      limit: new Limit(this.entity, control, () => this.#rows),
      onRows: rows => {
        this.#rows += rows
      },
      onBytes: bytes => {
        this.#bytes += bytes
      },
      onRange: range => emit({ type: 'range.finished', flow, entity, ...range }),
    }
    try {
      return await this.#move(held, emit)
    } finally {
      held.limit.stop()
      stop.removeEventListener('abort', onStop)
    }
  }

  /** Whatever was committed is finished first; then this run, which may be the rest of an unfinished one. */
  async #move(held: Held, emit: (event: FlowEvent) => void): Promise<Outcome[]> {
    let memory = await held.journal.memory()
    await reached('memory.read')
    for (const file of memory.foreign)
      this.#notes.push(`The journal has a file that is torn or not hygge's own, left alone: ${file}`)
    const { last } = memory
    // Begun after this invocation was, by another one beside it: what it settled is as fresh as what we would read.
    if (last && last.start_time > held.shared.began.toISOString()) {
      this.#skipped = movedBy(last)
      return []
    }
    this.#idle = memory.idle
    const before = await this.#rollForwardAll(held, memory)
    if (before.isThisRun) {
      emit(this.#start(this.outline()))
      return before.outcomes
    }
    await this.#toRead(held)
    // What was just finished moved the watermark.
    if (before.outcomes.length > 0) memory = await held.journal.memory()
    const plan = await this.#planOrFail(memory, held)
    await reached('describe.done')
    emit(this.#start(plan))
    const fingerprint = fingerprintOf(plan, held)
    const resumed = await this.#choose(held, memory, fingerprint)
    if (!resumed) return [...before.outcomes, await this.#carryOutNew(held, plan, fingerprint, memory)]
    const outcome = await carryOut(held, resumed.planned, resumed.staged, memory)
    if (resumed.isThisRun) return [...before.outcomes, outcome]
    await this.#toRead(held)
    memory = await held.journal.memory()
    const next = await this.#planOrFail(memory, held)
    return [...before.outcomes, outcome, await this.#carryOutNew(held, next, fingerprintOf(next, held), memory)]
  }

  /** A run begins to describe and read; an earlier one may just have been published. */
  async #toRead({ control, turn, limit }: Held): Promise<void> {
    control.signal.throwIfAborted()
    await turn.read(control.signal)
    limit.start()
  }

  /** A run that fails before its plan stands is remembered too. */
  async #planOrFail(memory: Memory, held: Held): Promise<EntityPlan> {
    try {
      return await planEntity(this.entity, held, memory, held.control.signal, held.policy)
    } catch (error) {
      if (!held.lease.lost.aborted) await failUnplanned(held, this.outline(), errorFacts(error)).catch(() => {})
      throw error
    }
  }

  async #rollForwardAll(held: Held, memory: Memory): Promise<{ outcomes: Outcome[]; isThisRun: boolean }> {
    const outcomes: Outcome[] = []
    let isThisRun = false
    for (const earlier of memory.unfinished) {
      const decision = decide(earlier, this.#circumstances(memory))
      if (decision.action !== 'roll-forward' || !earlier.committed) continue
      await reached('recover.begin')
      const { location } = storeOf(held, earlier.planned)
      if (earlier.planned.store !== location) {
        await giveUp(
          held,
          earlier.planned,
          `The store is now ${location}; staged files of this run are left in ${earlier.planned.store}`,
        )
        this.#notes.push(`Gave up the run ${earlier.run}: it was to settle in ${earlier.planned.store}`)
        this.#recovered.push({ run: earlier.run, how: 'swept' })
        continue
      }
      // A person has moved the memory since: what cannot be published any more is not waited for.
      const { rewound } = memory
      if (rewound && earlier.planned.time < rewound.time && (await isLost(held, earlier.planned, earlier.committed))) {
        const why = 'its staged files are gone, and the journal was moved by hand since'
        await giveUp(held, earlier.planned, `Given up, although it was complete: ${why}`)
        this.#notes.push(`Gave up the run ${earlier.run}: ${why}`)
        this.#recovered.push({ run: earlier.run, how: 'swept' })
        continue
      }
      outcomes.push(await rollForward(held, earlier.planned, earlier.committed))
      isThisRun = decision.next === 'done'
      this.#notes.push(`Finished publishing the run ${earlier.run}: ${decision.why}`)
      this.#recovered.push({ run: earlier.run, how: 'published' })
    }
    return { outcomes, isThisRun }
  }

  /** The unfinished run to go on with, if any; all others are given up. */
  async #choose(
    held: Held,
    memory: Memory,
    fingerprint: string,
  ): Promise<{ planned: Planned; staged: Staged[]; isThisRun: boolean } | null> {
    let chosen: { planned: Planned; staged: Staged[]; isThisRun: boolean } | null = null
    for (const { run, planned, staged, committed } of memory.unfinished.toReversed()) {
      if (committed) continue
      const decision = decide({ run, planned, staged, committed }, this.#circumstances(memory))
      const changed = planned.fingerprint !== fingerprint
      if (decision.action === 'resume' && !changed && !chosen) {
        chosen = { planned, staged, isThisRun: decision.next === 'done' }
        this.#notes.push(`Going on with the run ${run}: ${decision.why}`)
        this.#recovered.push({ run, how: 'resumed' })
        continue
      }
      const why =
        changed && decision.action === 'resume' ? 'the plan, the schema or the store changed since' : decision.why
      await reached('recover.begin')
      await giveUp(held, planned, `Given up unfinished: ${why}`)
      this.#notes.push(`Swept the unfinished run ${run}: ${why}`)
      this.#recovered.push({ run, how: 'swept' })
    }
    return chosen
  }

  async #carryOutNew(held: Held, plan: EntityPlan, fingerprint: string, memory: Memory): Promise<Outcome> {
    const planned = plannedOf(plan, held, fingerprint, rememberedBefore(this.entity, memory))
    await reached('planned.before')
    await held.journal.write(planned)
    await reached('planned.after')
    return carryOut(held, planned, [], memory)
  }

  #circumstances({ rewound }: Memory): Circumstances {
    const { resumeWithin, fresh } = this.#options
    return { mode: this.entity.run_type, now: new Date(), resumeWithin, fresh, rewoundAt: rewound?.time ?? null }
  }

  #start(plan: EntityPlan): Unstamped<EntityStarted> {
    const { flow, entity, mode, home, store, estimate } = plan
    this.#estimate = estimate
    this.#started = true
    this.#notes.push(...plan.notes)
    if (plan.watermark) this.#notes.push(`By its watermark: ${boundsInWords(plan.watermark)}`)
    return { type: 'entity.started', flow, entity, mode, home, store, estimate, notes: [...this.#notes] }
  }

  /** Another run moves the entity, or has just done so. */
  #left(error: FlowError, seconds: number): Unstamped<EntityFinished> {
    return { ...this.#finished([], seconds), status: 'skipped', error: errorFacts(error) }
  }

  #finished(outcomes: Outcome[], seconds: number): Unstamped<EntityFinished> {
    const { flow, name, run_type } = this.entity
    const files = outcomes.flatMap(outcome => outcome.files)
    const rows = outcomes.reduce((sum, outcome) => sum + outcome.rows, 0)
    const notes =
      rows === 0 && outcomes.length > 0 ? [...this.#notes, ...idleInWords(run_type, this.#idle)] : [...this.#notes]
    const receipts = outcomes.map(({ receipt }) => receipt)
    const different = receipts.flatMap(({ differences }) => differences)
    return {
      type: 'entity.finished',
      flow,
      entity: name,
      mode: run_type,
      status: different.length > 0 ? 'failed' : rows === 0 ? 'empty' : 'ok',
      rows,
      bytes: files.reduce((sum, file) => sum + file.bytes, 0),
      files,
      seconds,
      altered: outcomes.reduce((sum, outcome) => sum + outcome.altered, 0),
      attempts: 1 + this.#retries,
      notes,
      ...(receipts.length > 0 ? { receipts } : {}),
      ...(different.length > 0 ? { error: differenceFacts(different, files) } : {}),
      ...(this.#recovered.length > 0 ? { recovered: [...this.#recovered] } : {}),
    }
  }
}
