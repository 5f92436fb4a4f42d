/** A stand-in in another process, by its admin address. */
import type { Json } from '@duckdb/node-api'
import { ADMIN_PATH } from './admin.ts'
import type { DatabaseStatus } from './fabric/monitoring.ts'
import type { Fault } from './faults.ts'
import type { LoggedRequest } from './wire/request-log.ts'

export class RemoteDataLake {
  readonly url: string

  constructor(url: string) {
    this.url = url
  }

  /** These faults and no others from now on; resolves when they are in force. */
  async setFaults(faults: readonly Fault[]): Promise<void> {
    await this.#post('faults', faults.map(portable))
  }

  /** Calls hit by faults so far. */
  async hits(): Promise<number> {
    const { hits }: { hits: number } = await this.#get('faults')
    return hits
  }

  /** The last calls, oldest first. */
  requests(): Promise<LoggedRequest[]> {
    return this.#get('requests')
  }

  /** Lets milliseconds pass at once. */
  async advanceClock(milliseconds: number): Promise<void> {
    await this.#post('clock', milliseconds)
  }

  /** So many rounds of the replicator of Open Mirroring; how each mirrored database stands after the last. */
  poll(rounds = 1): Promise<Record<string, DatabaseStatus>> {
    return this.#post('mirror/poll', rounds)
  }

  /** The rows of a question to a mirrored database. */
  query(sql: string, item?: string): Promise<Record<string, Json>[]> {
    return this.#post('mirror/query', { sql, item })
  }

  async #get<T>(name: string): Promise<T> {
    return said(await fetch(`${this.url}${ADMIN_PATH}${name}`))
  }

  async #post<T>(name: string, body: unknown): Promise<T> {
    return said(await fetch(`${this.url}${ADMIN_PATH}${name}`, { method: 'POST', body: JSON.stringify(body) }))
  }
}

async function said<T>(response: Response): Promise<T> {
  const text = await response.text()
  if (!response.ok) throw new Error(`the stand-in answers ${response.status}: ${text}`)
  return JSON.parse(text)
}

/** Patterns cross the process boundary as text, and "for ever" as a number. */
function portable(fault: Fault): Fault {
  return {
    ...fault,
    ...(fault.path instanceof RegExp ? { path: String(fault.path) } : {}),
    ...(fault.times === Infinity ? { times: Number.MAX_SAFE_INTEGER } : {}),
  }
}
