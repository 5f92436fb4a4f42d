/**
 * One entity, one writer. A lease is a row of numbered files of which the highest counts: `lease/3.json`.
 * Taking, renewing and giving back each create the next number, so two can never both succeed, on a disk or in a lake.
 */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { isErrno } from '../disk.ts'
import { JournalError } from '../errors.ts'
import type { Folder } from './folder.ts'

export interface Holder {
  /** The run that holds it. */
  owner: string
  host: string
  pid: number
  /** Tells processes with the same number apart. */
  process: string
  /** ISO 8601: held since, and until unless renewed. */
  since: string
  expires: string
  /** Given back: free for anybody. */
  released: boolean
}

/** The lease, or who has it. */
export type Taken = { lease: Lease } | { lease: null; holder: Holder }

/** How long a lease lasts without renewal, ms. A dead holder on another machine is waited for this long. */
const LASTS = 60_000

export interface Lease {
  /** Who was found dead and is replaced by this lease; null in the usual case. */
  readonly replaced: Holder | null
  /** Aborts when somebody else has taken the lease over: this process was paused for longer than the lease lasts. */
  readonly lost: AbortSignal
  /** @throws {JournalError} `LEASE_LOST` when somebody else holds it now. */
  verify(): Promise<void>
  release(): Promise<void>
}

/**
 * Takes the lease below `prefix`, or tells who holds it.
 * A holder counts as dead when its time is over, or when it ran on this host and its process is gone.
 */
export async function takeLease(folder: Folder, prefix: string, owner: string): Promise<Taken> {
  for (;;) {
    const highest = await current(folder, prefix)
    const { holder } = highest
    if (holder && !holder.released && !isDead(holder)) return { lease: null, holder }
    const mine = holding(owner)
    if (!(await folder.create(nameOf(prefix, highest.number + 1), write(mine)))) continue
    await sweep(folder, prefix, highest.number)
    const replaced = holder && !holder.released ? holder : null
    return { lease: new HeldLease(folder, prefix, highest.number + 1, mine, replaced) }
  }
}

/** Who has the lease below `prefix` and is alive; null when nobody does. */
export async function holderOf(folder: Folder, prefix: string): Promise<Holder | null> {
  const { holder } = await current(folder, prefix)
  return holder && !holder.released && !isDead(holder) ? holder : null
}

class HeldLease implements Lease {
  readonly replaced: Holder | null
  readonly #folder: Folder
  readonly #prefix: string
  readonly #lost = new AbortController()
  readonly #timer: NodeJS.Timeout
  #number: number
  #mine: Holder
  /** Renewal, verification and release take turns. */
  #turn: Promise<void> = Promise.resolve()

  constructor(folder: Folder, prefix: string, number: number, mine: Holder, replaced: Holder | null) {
    this.#folder = folder
    this.#prefix = prefix
    this.#number = number
    this.#mine = mine
    this.replaced = replaced
    this.#timer = setInterval(() => this.#renew().catch(() => {}), LASTS / 3)
    this.#timer.unref()
  }

  get lost(): AbortSignal {
    return this.#lost.signal
  }

  async verify(): Promise<void> {
    if (Date.parse(this.#mine.expires) - Date.now() < LASTS / 2) await this.#renew()
    await this.#inTurn(async () => {
      const { number, holder } = await current(this.#folder, this.#prefix)
      if (number !== this.#number) this.#lose(holder)
    })
    this.#lost.signal.throwIfAborted()
  }

  async release(): Promise<void> {
    clearInterval(this.#timer)
    if (this.#lost.signal.aborted) return
    await this.#inTurn(() => this.#advance({ ...this.#mine, released: true }))
  }

  #renew(): Promise<void> {
    return this.#inTurn(() => this.#advance({ ...holding(this.#mine.owner), since: this.#mine.since }))
  }

  async #advance(next: Holder): Promise<void> {
    if (this.#lost.signal.aborted) return
    if (await this.#folder.create(nameOf(this.#prefix, this.#number + 1), write(next))) {
      this.#number += 1
      this.#mine = next
      await sweep(this.#folder, this.#prefix, this.#number - 1)
    } else {
      this.#lose((await current(this.#folder, this.#prefix)).holder)
    }
  }

  #lose(holder: Holder | null): void {
    clearInterval(this.#timer)
    const by = holder ? ` by ${holder.host} (process ${holder.pid})` : ''
    this.#lost.abort(
      new JournalError('LEASE_LOST', `Another run took this entity over${by}: this one stood still for too long.`, {
        advice: 'Nothing is lost: the other run finishes the entity. Look there for its outcome.',
        facts: { holder },
      }),
    )
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const result = this.#turn.then(work)
    this.#turn = result.catch(() => {})
    return result
  }
}

/** A process by more than its number, which containers and restarts use again. */
const PROCESS = randomBytes(8).toString('hex')
const HOST = hostOf()

/** The machine and its boot: after a restart nothing of before is alive. */
function hostOf(): string {
  try {
    return `${hostname()}/${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim().slice(0, 8)}`
  } catch {
    return hostname()
  }
}

function holding(owner: string): Holder {
  const now = Date.now()
  const times = { since: new Date(now).toISOString(), expires: new Date(now + LASTS).toISOString() }
  return { owner, host: HOST, pid: process.pid, process: PROCESS, ...times, released: false }
}

function isDead(holder: Holder): boolean {
  if (Date.parse(holder.expires) < Date.now()) return true
  if (holder.host !== HOST || holder.process === PROCESS) return false
  if (holder.pid === process.pid) return true
  try {
    process.kill(holder.pid, 0)
    return false
  } catch (error) {
    return isErrno(error, 'ESRCH')
  }
}

/** The lease that counts: the one with the highest number. A torn one cannot be renewed by anybody and counts as nobody's. */
async function current(folder: Folder, prefix: string): Promise<{ number: number; holder: Holder | null }> {
  const number = (await numbers(folder, prefix)).at(-1)
  if (number === undefined) return { number: 0, holder: null }
  const bytes = await folder.read(nameOf(prefix, number))
  // Gone between the two looks: its holder has moved on, so look again.
  if (bytes === null) return current(folder, prefix)
  return { number, holder: read(bytes) }
}

async function sweep(folder: Folder, prefix: string, upTo: number): Promise<void> {
  const old = (await numbers(folder, prefix)).filter(number => number <= upTo)
  await folder.remove(old.map(number => nameOf(prefix, number)))
}

async function numbers(folder: Folder, prefix: string): Promise<number[]> {
  const names = (await folder.list(prefix)).map(name => name.slice(prefix.length))
  return names.filter(name => /^\d{12}\.json$/.test(name)).map(name => Number.parseInt(name, 10))
}

function nameOf(prefix: string, number: number): string {
  return `${prefix}${String(number).padStart(12, '0')}.json`
}

function write(holder: Holder): Buffer {
  return Buffer.from(`${JSON.stringify(holder, null, 1)}\n`)
}

function read(bytes: Uint8Array): Holder | null {
  try {
    const { owner, host, pid, process, since, expires, released } = JSON.parse(Buffer.from(bytes).toString('utf8'))
    if (typeof owner !== 'string' || typeof expires !== 'string' || typeof pid !== 'number') return null
    return { owner, host, pid, process, since, expires, released: released === true }
  } catch {
    return null
  }
}
