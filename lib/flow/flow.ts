/** One entity's way from home to store, wired: plan it, or run it. Knows home and store only by their contracts. */

import type { Compression, Format } from '../encode/format.ts'
import type { EncodePool } from '../encode/pool.ts'
import { errorFacts } from '../errors.ts'
import type { EntityFinished, EntityProgress, EntityStarted, FileFacts } from '../events.ts'
import type { Home } from '../homes/home.ts'
import type { EntityPlan } from '../plan/plan.ts'
import type { StagedPart, Staging, Store } from '../stores/store.ts'
import type { Entity } from '../workspace/workspace.ts'
import type { Budget } from './budget.ts'
import { moveRange, stageEmpty } from './range.ts'

/** What all flows of a run share. */
export interface Shared {
  run: string
  pool: EncodePool
  budget: Budget
  slots: Budget
}

/** Events of one entity, before the coordinator stamps them. */
export type FlowEvent = Unstamped<EntityStarted> | Unstamped<EntityProgress> | Unstamped<EntityFinished>
type Unstamped<Event> = Omit<Event, 'time' | 'run'>

export interface FlowParts {
  entity: Entity
  home: Home
  store: Store
  format: Format
  compression: Compression
  rowsPerFile: number
}

export class Flow {
  readonly entity: Entity
  readonly #parts: FlowParts
  #estimate: number | null = null
  #started = false
  #rows = 0
  #bytes = 0
  #altered = 0
  #notes: string[] = []

  constructor(parts: FlowParts) {
    this.entity = parts.entity
    this.#parts = parts
  }

  /** The plan as far as it is known before anything is opened. */
  outline(): EntityPlan {
    const { entity, home, store } = this.#parts
    const { flow, name, run_type } = entity
    const places = { home: home.location, store: store.location }
    return {
      flow,
      entity: name,
      mode: run_type,
      ...places,
      estimate: null,
      notes: [],
      schema: { fields: [] },
      ranges: [],
      replaces: null,
    }
  }

  /** Looks at the home and the store and says what a run would do; changes nothing. */
  async plan(signal: AbortSignal): Promise<EntityPlan> {
    const { entity, home, store } = this.#parts
    const { schema, estimate, ranges, notes } = await home.describe(signal)
    const conversions = schema.fields.flatMap(({ name, note }) => (note === undefined ? [] : [`${name}: ${note}`]))
    const replaces = entity.run_type === 'full_drop' ? await store.existing() : null
    return { ...this.outline(), estimate, notes: [...notes, ...conversions], schema, ranges, replaces }
  }

  /**
   * Moves the entity. Never throws: what goes wrong is in the event.
   * An abort of `signal` cancels the read at the source and leaves no staging behind.
   */
  async run(shared: Shared, signal: AbortSignal, emit: (event: FlowEvent) => void): Promise<Unstamped<EntityFinished>> {
    const began = performance.now()
    const control = new AbortController()
    const stop = () => control.abort(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
    let files: FileFacts[] = []
    let error: unknown
    try {
      files = await this.#move(shared, control, emit)
    } catch (thrown) {
      error = thrown
    } finally {
      signal.removeEventListener('abort', stop)
      await this.close()
    }
    return this.#finished(files, (performance.now() - began) / 1000, error)
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
    await this.#parts.home.close().catch(() => {})
  }

  async #move(shared: Shared, control: AbortController, emit: (event: FlowEvent) => void): Promise<FileFacts[]> {
    const { entity, store } = this.#parts
    const plan = await this.plan(control.signal)
    this.#estimate = plan.estimate
    this.#notes = plan.notes
    this.#started = true
    const { flow, mode, home, notes, estimate } = plan
    emit({ type: 'entity.started', flow, entity: entity.name, mode, home, store: plan.store, estimate, notes })
    const staging = await store.open({ run: shared.run, flow, entity: entity.name, mode })
    try {
      const parts = await this.#stage(plan, staging, shared, control)
      control.signal.throwIfAborted()
      return await staging.publish(parts)
    } finally {
      await staging
        .sweep()
        .catch(error => this.#notes.push(`Staging could not be removed: ${errorFacts(error).message}`))
    }
  }

  async #stage(plan: EntityPlan, staging: Staging, shared: Shared, control: AbortController): Promise<StagedPart[]> {
    const { home, format, compression, rowsPerFile } = this.#parts
    const common = { ...shared, schema: plan.schema, home, staging, format, compression, rowsPerFile, control }
    const counters = {
      onRows: (rows: number, altered: number) => {
        this.#rows += rows
        this.#altered += altered
      },
      onBytes: (bytes: number) => {
        this.#bytes += bytes
      },
    }
    const jobs = plan.ranges.map(range => ({ ...common, ...counters, range }))
    const moved = await Promise.allSettled(jobs.map(moveRange))
    control.signal.throwIfAborted()
    const parts = moved.flatMap(result => (result.status === 'fulfilled' ? result.value : []))
    if (parts.length > 0 || plan.mode === 'incremental') return parts
    return [await stageEmpty(jobs[0]!)]
  }

  #finished(files: FileFacts[], seconds: number, error: unknown): Unstamped<EntityFinished> {
    const { flow, name, run_type } = this.entity
    const common = {
      type: 'entity.finished' as const,
      flow,
      entity: name,
      mode: run_type,
      seconds,
      altered: this.#altered,
      notes: this.#notes,
    }
    if (error !== undefined) {
      return { ...common, status: 'failed', rows: 0, bytes: 0, files: [], error: errorFacts(error) }
    }
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    return { ...common, status: this.#rows === 0 ? 'empty' : 'ok', rows: this.#rows, bytes, files }
  }
}
