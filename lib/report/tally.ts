/** What is known of a run so far, from its events alone. Time is always an argument. */
import type { EntityFinished, EntityStarted, RunEvent, RunFinished, RunStarted } from '../events.ts'

/** Rates are taken over this many milliseconds, so that they follow what happens now. */
const WINDOW = 10_000
/** Samples closer than this are folded together. */
const SAMPLE = 250
/** No rate is told from less than this. */
const LEAST = 500

export interface Rate {
  rows: number
  bytes: number
}

interface Sample extends Rate {
  time: number
}

/** Rows and bytes per second over the last ten seconds. */
export class Meter {
  readonly #samples: Sample[]

  constructor(time: number) {
    this.#samples = [{ time, rows: 0, bytes: 0 }]
  }

  /** `rows` and `bytes` are totals since the start. */
  add(time: number, rows: number, bytes: number): void {
    const samples = this.#samples
    const [before, last] = [samples.at(-2), samples.at(-1)]
    if (before && last && time - before.time < SAMPLE) samples.pop()
    samples.push({ time, rows, bytes })
    while (samples.length > 2 && (samples[1]?.time ?? time) <= time - WINDOW) samples.shift()
  }

  /** Null while too little time has passed to tell. */
  rate(now: number): Rate | null {
    const last = this.#samples.at(-1)
    // The newest sample that is at least a window old, else the oldest: a source that stalls is seen to slow down.
    const first = this.#samples.findLast(sample => sample.time <= now - WINDOW) ?? this.#samples[0]
    if (!first || !last || now - first.time < LEAST) return null
    const seconds = (now - first.time) / 1000
    return {
      rows: Math.max(0, last.rows - first.rows) / seconds,
      bytes: Math.max(0, last.bytes - first.bytes) / seconds,
    }
  }
}

export interface Running {
  readonly name: string
  readonly since: number
  rows: number
  bytes: number
  /** Null when nobody knows, or when more has come than was believed. */
  estimate: number | null
  /** What was told when it began. */
  readonly notes: string[]
  readonly meter: Meter
}

/** `flow.entity`, as `--select` takes it. */
export function entityName({ flow, entity }: { flow: string; entity: string }): string {
  return `${flow}.${entity}`
}

export class Tally {
  run: RunStarted | null = null
  end: RunFinished | null = null
  readonly running = new Map<string, Running>()
  rows = 0
  bytes = 0
  /** When the run began, in milliseconds. */
  since = 0
  #meter = new Meter(0)
  readonly #started: string[] = []
  readonly #finished = new Map<string, EntityFinished>()

  add(event: RunEvent): void {
    const time = Date.parse(event.time)
    switch (event.type) {
      case 'run.started':
        this.run = event
        this.since = time
        this.#meter = new Meter(time)
        break
      case 'entity.started':
        this.#start(event, time)
        break
      case 'entity.progress': {
        const running = this.running.get(entityName(event))
        if (running) this.#progress(running, event.rows, event.bytes, event.estimate, time)
        break
      }
      case 'entity.finished': {
        const name = entityName(event)
        const running = this.running.get(name)
        this.rows += event.rows - (running?.rows ?? 0)
        this.bytes += event.bytes - (running?.bytes ?? 0)
        this.#meter.add(time, this.rows, this.bytes)
        this.running.delete(name)
        this.#finished.set(name, event)
        break
      }
      case 'run.finished':
        this.end = event
        break
    }
  }

  /** Finished entities in the order in which they began; those that never began last. */
  get finished(): EntityFinished[] {
    const names = new Set([...this.#started, ...this.#finished.keys()])
    return [...names].flatMap(name => this.#finished.get(name) ?? [])
  }

  get finishedCount(): number {
    return this.#finished.size
  }

  /** The notes at an entity's end that were not told at its beginning; ask before its end is added. */
  newNotes(event: EntityFinished): string[] {
    const told = this.running.get(entityName(event))?.notes ?? []
    return event.notes.filter(note => !told.includes(note))
  }

  /** Entities that have not begun; 0 while the run has not. */
  get waiting(): number {
    return Math.max(0, (this.run?.entities ?? 0) - this.#finished.size - this.running.size)
  }

  rate(now: number): Rate | null {
    return this.#meter.rate(now)
  }

  /** Seconds until all is done; null unless every entity has begun and its rows are known. */
  remaining(now: number): number | null {
    if (!this.run || this.waiting > 0 || this.running.size === 0) return null
    let rows = 0
    for (const running of this.running.values()) {
      if (running.estimate === null) return null
      rows += running.estimate - running.rows
    }
    return secondsFor(rows, this.rate(now))
  }

  #start(event: EntityStarted, time: number): void {
    const name = entityName(event)
    this.#started.push(name)
    const { estimate, notes } = event
    this.running.set(name, { name, since: time, rows: 0, bytes: 0, estimate, notes, meter: new Meter(time) })
  }

  #progress(running: Running, rows: number, bytes: number, estimate: number | null, time: number): void {
    this.rows += rows - running.rows
    this.bytes += bytes - running.bytes
    running.rows = rows
    running.bytes = bytes
    running.estimate = estimate !== null && rows <= estimate ? estimate : null
    running.meter.add(time, rows, bytes)
    this.#meter.add(time, this.rows, this.bytes)
  }
}

/** Seconds until one entity is done; null when its rows are not known or do not come. */
export function remainingOf(running: Running, now: number): number | null {
  return running.estimate === null ? null : secondsFor(running.estimate - running.rows, running.meter.rate(now))
}

function secondsFor(rows: number, rate: Rate | null): number | null {
  return rate === null || rate.rows <= 0 ? null : rows / rate.rows
}
