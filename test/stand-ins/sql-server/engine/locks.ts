/** Locks between sessions: on tables by name, and the named ones of sp_getapplock. Rows are DuckDB's to keep apart. */
import { SqlError } from '../types.ts'

/**
 * SQL Server's table lock modes, and one of our own: `Rows`, which UPDATE, DELETE and MERGE take. It lets INSERTs of others pass,
 * as row locks would, but no other UPDATE: two of them on one row would not wait in DuckDB, they would fail.
 */
export type LockMode = 'Sch-S' | 'Sch-M' | 'IS' | 'IX' | 'S' | 'U' | 'X' | 'BU' | 'Rows'

/** How long a lock is kept. */
export type LockScope = 'statement' | 'transaction' | 'session'

const COMPATIBLE: Readonly<Record<LockMode, readonly LockMode[]>> = {
  'Sch-S': ['Sch-S', 'IS', 'IX', 'S', 'U', 'X', 'BU', 'Rows'],
  'Sch-M': [],
  IS: ['Sch-S', 'IS', 'IX', 'S', 'U', 'Rows'],
  IX: ['Sch-S', 'IS', 'IX', 'Rows'],
  S: ['Sch-S', 'IS', 'S', 'U'],
  U: ['Sch-S', 'IS', 'S'],
  X: ['Sch-S'],
  BU: ['Sch-S', 'BU'],
  Rows: ['Sch-S', 'IS', 'IX'],
}

interface Grant {
  session: number
  scope: LockScope
  mode: LockMode
}

interface Wait extends Grant {
  grant(): void
}

interface Resource {
  grants: Grant[]
  waits: Wait[]
}

export interface LockRequest extends Grant {
  resource: string
  /** Milliseconds; -1 waits for ever. */
  timeout: number
  signal?: AbortSignal
}

export class Locks {
  readonly #resources = new Map<string, Resource>()

  /**
   * Resolves when the lock is held; true when it had to wait.
   * @throws {SqlError} 1222 after the timeout, 1205 when waiting would never end.
   */
  async acquire(request: LockRequest): Promise<boolean> {
    const { resource: name, session, scope, mode, timeout, signal } = request
    const resource = this.#resources.get(name) ?? { grants: [], waits: [] }
    this.#resources.set(name, resource)
    const grant: Grant = { session, scope, mode }
    if (blockers(resource, grant, resource.waits).length === 0) {
      resource.grants.push(grant)
      return false
    }
    if (signal?.aborted) throw canceled()
    if (timeout === 0) throw timedOut()
    if (this.#closesCircle(session, blockers(resource, grant, resource.waits))) throw deadlocked(session)
    await new Promise<void>((resolve, reject) => {
      const leave = (error: Error): void => {
        resource.waits = resource.waits.filter(each => each !== wait)
        clearTimeout(timer)
        this.#serve(resource)
        reject(error)
      }
      const timer = timeout > 0 ? setTimeout(() => leave(timedOut()), timeout) : undefined
      const stop = (): void => leave(canceled())
      const wait: Wait = {
        ...grant,
        grant: () => {
          clearTimeout(timer)
          signal?.removeEventListener('abort', stop)
          resolve()
        },
      }
      signal?.addEventListener('abort', stop, { once: true })
      resource.waits.push(wait)
    })
    return true
  }

  /** Gives up what a session holds in a scope: all of it, or one lock on one resource. False when there was nothing. */
  release(session: number, scope: LockScope, only?: string): boolean {
    let released = false
    for (const [name, resource] of only === undefined ? [...this.#resources] : this.#entry(only)) {
      const mine = (grant: Grant): boolean => grant.session === session && grant.scope === scope
      const at = resource.grants.findIndex(mine)
      if (at === -1) continue
      released = true
      resource.grants = resource.grants.filter((grant, index) => (only === undefined ? !mine(grant) : index !== at))
      this.#serve(resource)
      if (resource.grants.length === 0 && resource.waits.length === 0) this.#resources.delete(name)
    }
    return released
  }

  /** The modes that a session holds on a resource. */
  held(session: number, resource: string): LockMode[] {
    const grants = this.#resources.get(resource)?.grants ?? []
    return grants.filter(grant => grant.session === session).map(({ mode }) => mode)
  }

  #entry(name: string): [string, Resource][] {
    const resource = this.#resources.get(name)
    return resource ? [[name, resource]] : []
  }

  /** Grants in the order of asking whatever has become possible. */
  #serve(resource: Resource): void {
    for (const wait of [...resource.waits]) {
      const ahead = resource.waits.slice(0, resource.waits.indexOf(wait))
      if (blockers(resource, wait, ahead).length > 0) continue
      resource.waits = resource.waits.filter(each => each !== wait)
      resource.grants.push({ session: wait.session, scope: wait.scope, mode: wait.mode })
      wait.grant()
    }
  }

  /** Whether one of these sessions waits, over others, for this one. */
  #closesCircle(session: number, sessions: number[], seen = new Set<number>()): boolean {
    return sessions.some(each => {
      if (each === session) return true
      if (seen.has(each)) return false
      seen.add(each)
      for (const resource of this.#resources.values()) {
        for (const [at, wait] of resource.waits.entries()) {
          if (wait.session !== each) continue
          if (this.#closesCircle(session, blockers(resource, wait, resource.waits.slice(0, at)), seen)) return true
        }
      }
      return false
    })
  }
}

/** The sessions that keep a lock from being granted: who holds one that does not fit, and who waits in front. */
function blockers({ grants }: Resource, { session, mode }: Grant, ahead: readonly Wait[]): number[] {
  const against = (other: Grant): boolean => other.session !== session && !COMPATIBLE[mode].includes(other.mode)
  const holding = grants.filter(against).map(each => each.session)
  // Who holds the resource already does not queue behind those who wait for it.
  if (grants.some(each => each.session === session)) return holding
  return [...holding, ...ahead.filter(against).map(each => each.session)]
}

const canceled = (): SqlError => new SqlError(3617, 'The wait for a lock was canceled.')

const timedOut = (): SqlError => new SqlError(1222, 'Lock request time out period exceeded.', { state: 51 })

export const deadlocked = (session: number): SqlError =>
  new SqlError(
    1205,
    `Transaction (Process ID ${session}) was deadlocked on lock resources with another process and has been chosen as the deadlock victim. Rerun the transaction.`,
    { class: 13, state: 51 },
  )
