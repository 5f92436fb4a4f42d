/** A run as `run.json` keeps it: what the report shows, and what programs read afterwards. */
import type {
  EntityFinished,
  EntityRetry,
  EntityStarted,
  RangeFinished,
  RunEvent,
  RunFinished,
  RunStarted,
} from '../../events.ts'
import { entityName } from '../tally.ts'

/** How the run stood at a moment. */
export interface Moment {
  /** Seconds since the run began. */
  at: number
  rows: number
  bytes: number
  rss: number
  held: number
}

export interface RecordedEntity {
  /** Seconds since the run began; null when it never did. */
  began: number | null
  ended: number
  started: EntityStarted | null
  finished: EntityFinished
  retries: EntityRetry[]
  /** In their order; none when it was read as one. */
  ranges: RecordedRange[]
}

/** Times as those of its entity. */
export interface RecordedRange {
  range: number
  began: number
  ended: number
  rows: number
}

export interface Recording {
  /** Of this file's form. */
  form: 1
  /** The command line, secrets covered. */
  command: string
  run: RunStarted
  end: RunFinished
  machine: { node: string; platform: string; cores: number }
  /** In the order in which they began. */
  entities: RecordedEntity[]
  moments: Moment[]
  /** The configuration as it was expanded, secrets covered. */
  configuration: unknown
}

/** More moments than a chart has pixels are thinned out. */
const MOST_MOMENTS = 1200

export class Recorder {
  #run: RunStarted | null = null
  #end: RunFinished | null = null
  #since = 0
  #moments: Moment[] = []
  /** Of moments only every n-th is kept. */
  #every = 1
  #seen = 0
  readonly #started = new Map<string, EntityStarted>()
  readonly #retries = new Map<string, EntityRetry[]>()
  readonly #ranges = new Map<string, RecordedRange[]>()
  readonly #entities = new Map<string, RecordedEntity>()

  add(event: RunEvent): void {
    switch (event.type) {
      case 'run.started':
        this.#run = event
        this.#since = Date.parse(event.time)
        break
      case 'run.progress': {
        const { rows, bytes, rss, held } = event
        this.#sample({ at: this.#at(event.time), rows, bytes, rss, held })
        break
      }
      case 'entity.started':
        this.#started.set(entityName(event), event)
        break
      case 'entity.retry': {
        const name = entityName(event)
        this.#retries.set(name, [...(this.#retries.get(name) ?? []), event])
        break
      }
      case 'range.finished':
        this.#addRange(event)
        break
      case 'entity.finished':
        this.#finish(event)
        break
      case 'run.finished':
        this.#end = event
        break
    }
  }

  /** Everything, once the run has ended. */
  recording(about: Pick<Recording, 'command' | 'machine' | 'configuration'>): Recording {
    if (!this.#run || !this.#end) throw new Error('a report of a run that has not ended')
    const last = this.#moments.at(-1)
    const { rows, bytes, seconds } = this.#end
    const end = { at: seconds, rows, bytes, rss: last?.rss ?? process.memoryUsage.rss(), held: 0 }
    const began = { at: 0, rows: 0, bytes: 0, rss: this.#moments[0]?.rss ?? end.rss, held: 0 }
    const entities = [...this.#entities.values()].sort((a, b) => (a.began ?? a.ended) - (b.began ?? b.ended))
    const { command, machine, configuration } = about
    const moments = [began, ...this.#moments.filter(({ at }) => at > 0 && at < seconds), end]
    return { form: 1, command, run: this.#run, end: this.#end, machine, entities, moments, configuration }
  }

  #at(time: string): number {
    return Math.max(0, (Date.parse(time) - this.#since) / 1000)
  }

  #sample(moment: Moment): void {
    if (this.#seen++ % this.#every !== 0) return
    this.#moments.push(moment)
    if (this.#moments.length < MOST_MOMENTS) return
    this.#moments = this.#moments.filter((_, index) => index % 2 === 0)
    this.#every *= 2
  }

  #addRange(event: RangeFinished): void {
    const { range, rows, seconds } = event
    const ended = this.#at(event.time)
    const name = entityName(event)
    const ranges = this.#ranges.get(name) ?? []
    this.#ranges.set(name, [...ranges, { range, began: Math.max(0, ended - seconds), ended, rows }])
  }

  #finish(finished: EntityFinished): void {
    const name = entityName(finished)
    const started = this.#started.get(name) ?? null
    const ended = this.#at(finished.time)
    // What happened before its plan stood (the lease, the source's answers) is its time, too.
    const began = finished.status === 'skipped' && !started ? null : Math.max(0, ended - finished.seconds)
    const retries = this.#retries.get(name) ?? []
    const ranges = (this.#ranges.get(name) ?? []).toSorted((a, b) => a.range - b.range)
    this.#entities.set(name, { began, ended, started, finished, retries, ranges })
  }
}
