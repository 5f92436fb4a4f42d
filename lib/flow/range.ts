/** Moves one range: batches from the home become row groups, row groups become parts, parts are staged. Bounded in bytes at every step. */
import type { Batch } from '../columns/batch.ts'
import type { Schema } from '../columns/schema.ts'
import type { Compression, Format } from '../encode/format.ts'
import type { EncodePool } from '../encode/pool.ts'
import type { Home, Position, Range } from '../homes/home.ts'
import type { Staged } from '../journal/record.ts'
import type { SeenPart } from '../journal/seen.ts'
import { partName } from '../plan/names.ts'
import type { PolishPlan } from '../polish/plan.ts'
import type { Staging } from '../stores/store.ts'
import type { Budget } from './budget.ts'
import type { EntryWriter } from './entries.ts'
import { reached } from './faults.ts'
import { PartWriter } from './part-writer.ts'
import type { Sieve } from './sieve.ts'

/** Rows and bytes of Arrow after which a row group goes to a worker. */
const GROUP_ROWS = 131_072
export const GROUP_BYTES = 64 * 2 ** 20
/** Bytes of Arrow after which a new part begins, whatever its rows. */
const PART_BYTES = 256 * 2 ** 20

/** A staged part as the journal keeps it, but for what all records have. */
export type PartFacts = Omit<Staged, 'kind' | 'run' | 'flow' | 'entity' | 'time'>

/** How a range near a watermark is sifted: anew for each try. */
export interface RangeSieve {
  /** What is read: the schema, and the marks behind it. */
  read: Schema
  sieve: () => Sieve
  /** Of what one part remembers. */
  writer: (series: number, part: number) => EntryWriter
}

export interface RangeJob {
  run: string
  range: Range
  /** What the source has. */
  schema: Schema
  /** What the files have and how, when it is something else. */
  polish?: PolishPlan
  /** Near a watermark: which rows are dropped, and where it is written what was moved. */
  window?: RangeSieve
  home: Home
  staging: Staging
  format: Format
  compression: Compression
  rowsPerFile: number
  pool: EncodePool
  /** Row groups that may wait for or be in a worker, over all entities: more would only hold memory. */
  slots: Budget
  /** Bytes of rows from the moment a batch is taken until its group is with the store. */
  budget: Budget
  /** Aborts this range and everything else of its entity. */
  control: AbortController
  /** What an earlier try has staged of this range and this one goes on behind. */
  adopted: PartFacts[]
  series: number
  onRows: (rows: number, altered: number) => void
  onBytes: (bytes: number) => void
  /** A part is durable in staging. */
  onPart: (part: PartFacts) => Promise<void>
}

/**
 * Reads the range to its end and stages its parts; none when it has no rows.
 * @throws what went wrong first, wherever it was; by then the read is cancelled and unfinished parts are gone.
 */
export async function moveRange(job: RangeJob): Promise<PartFacts[]> {
  const { adopted, range, schema, window, home, control } = job
  const before = adopted.at(-1)
  if (before?.last) return adopted
  const mover = new RangeMover(job)
  try {
    const batches = home.read(range, window?.read ?? schema, control.signal, before?.position ?? undefined)
    for await (const batch of batches) await mover.take(batch)
    const parts = await mover.finish()
    control.signal.throwIfAborted()
    await reached('range.done')
    return [...adopted, ...parts]
  } catch (error) {
    control.abort(error)
    await mover.abandon()
    // A failure behind our back aborted the signal first: that is the cause, the read's own complaint is only its echo.
    throw control.signal.reason
  }
}

/** The part of a data set without rows: a valid file that carries the schema. */
export async function stageEmpty(job: RangeJob): Promise<PartFacts> {
  const mover = new RangeMover(job)
  try {
    return await mover.finishEmpty()
  } catch (error) {
    await mover.abandon()
    throw error
  }
}

class RangeMover {
  readonly #job: RangeJob
  readonly #parts: Promise<PartFacts>[] = []
  #writer: PartWriter | null = null
  #partRows = 0
  #partBytes = 0
  #group: Batch[] = []
  #groupRows = 0
  #groupBytes = 0
  #altered = 0
  #position: Position | null = null
  #first = true
  readonly #sieve: Sieve | null
  #seen: EntryWriter | null = null

  constructor(job: RangeJob) {
    this.#job = job
    this.#sieve = job.window?.sieve() ?? null
  }

  async take(read: Batch): Promise<void> {
    const { budget, control, onRows, range, schema, window, home, rowsPerFile } = this.#job
    await reached(this.#first ? 'read.first-batch' : 'read.batch')
    this.#first = false
    const position = home.position(range, window?.read ?? schema, read)
    const { kept: batch, entries } = this.#sieve ? await this.#sieve.sift(read) : { kept: read, entries: null }
    if (this.#sieve && batch.rows === 0) {
      // The part before goes on behind these rows too.
      this.#position = position
      return
    }
    // Only now is it known that the part before is not the last one.
    if (this.#partRows >= rowsPerFile || this.#partBytes >= PART_BYTES) this.#closePart(false)
    onRows(batch.rows, batch.altered)
    // First the part: whoever waits for a place in the store holds nothing that those who have one may need.
    await this.#openPart()
    if (!budget.tryTake(batch.bytes)) {
      // What is collected here would never be given back while we wait: send it on its way first.
      await this.#send()
      await budget.take(batch.bytes, control.signal)
    }
    this.#group.push(batch)
    this.#groupRows += batch.rows
    this.#groupBytes += batch.bytes
    this.#altered += batch.altered
    this.#position = position
    if (entries && entries.length > 0) await this.#remember(entries)
    const partRows = this.#partRows + this.#groupRows
    const partBytes = this.#partBytes + this.#groupBytes
    const full = partRows >= rowsPerFile || partBytes >= PART_BYTES
    if (full || this.#groupRows >= GROUP_ROWS || this.#groupBytes >= GROUP_BYTES) await this.#send()
  }

  async finish(): Promise<PartFacts[]> {
    await this.#send()
    this.#closePart(true)
    return Promise.all(this.#parts)
  }

  async finishEmpty(): Promise<PartFacts> {
    await this.#openPart()
    return (await this.finish())[0]!
  }

  /** Waits until nothing of this range moves any more; never throws. */
  async abandon(): Promise<void> {
    this.#job.budget.give(this.#groupBytes)
    this.#group = []
    this.#groupBytes = 0
    await Promise.allSettled([...this.#parts, this.#writer?.abort()])
  }

  /** Gives the collected rows to a worker and their bytes to the part; waits only for a place near a worker. */
  async #send(): Promise<void> {
    if (this.#group.length === 0) return
    const { pool, slots, budget, control, schema, polish, format, compression } = this.#job
    await slots.take(1, control.signal)
    const writer = await this.#openPart().catch(error => {
      slots.give(1)
      throw error
    })
    const batches = this.#group
    const bytes = this.#groupBytes
    this.#partRows += this.#groupRows
    this.#partBytes += bytes
    this.#group = []
    this.#groupRows = 0
    this.#groupBytes = 0
    const stored = polish ? { schema: polish.schema, polish: polish.steps } : { schema }
    const encoded = pool.encode(
      { format: format.name, compression, batches, part: writer.name, ...stored },
      control.signal,
    )
    encoded.finally(() => slots.give(1)).catch(() => {})
    writer
      .add(encoded)
      .catch(error => control.abort(error))
      .finally(() => budget.give(bytes))
  }

  async #openPart(): Promise<PartWriter> {
    if (this.#writer) return this.#writer
    const { run, range, staging, format, schema, polish, compression, onBytes, control } = this.#job
    await reached('part.open')
    const name = partName(run, range.index, this.#index, format.extension(compression))
    const sink = await staging.stage(name, control.signal)
    this.#writer = new PartWriter(name, sink, { format, schema: polish?.schema ?? schema, compression, onBytes })
    return this.#writer
  }

  /** What must be remembered of rows that go into the part which is open or comes next. */
  async #remember(entries: Uint8Array): Promise<void> {
    this.#seen ??= this.#job.window?.writer(this.#job.series, this.#index) ?? null
    await this.#seen?.add(entries)
  }

  /** The number of the part that is open or comes next. */
  get #index(): number {
    return this.#job.adopted.length + this.#parts.length
  }

  #closePart(last: boolean): void {
    const writer = this.#writer
    if (!writer) return
    const { range, series, adopted } = this.#job
    const facts = { range: range.index, series, from: adopted.length, part: this.#index, last }
    const before = this.#parts.at(-1)
    const rest = { altered: this.#altered, position: this.#position }
    const remembered = this.#seen
    this.#writer = null
    this.#seen = null
    this.#partRows = 0
    this.#partBytes = 0
    this.#altered = 0
    const finish = async () => {
      const staged = await writer.finish()
      await reached('part.finished')
      // Records in order: a part without the one before it would be of no use.
      await before
      const part = { ...facts, ...rest, staged, checksums: writer.checksums, ...(await seenOf(remembered)) }
      await this.#job.onPart(part)
      await reached('staged.after')
      return part
    }
    const part = finish().catch(async error => {
      this.#job.control.abort(error)
      await writer.abort()
      throw error
    })
    part.catch(() => {})
    this.#parts.push(part)
  }
}

/** Durable before the part's record, which names it. */
async function seenOf(writer: EntryWriter | null): Promise<{ seen?: SeenPart }> {
  if (writer === null) return {}
  const seen = await writer.finish()
  await reached('window.part-seen')
  return { seen }
}
