/** sp_getapplock and sp_releaseapplock: locks on names, held by the transaction or the session. */
import { SqlError } from '../../types.ts'
import type { LockMode, LockScope } from '../locks.ts'
import type { SessionState } from '../session-state.ts'
import type { Arguments } from './arguments.ts'

const MODES: Readonly<Record<string, LockMode>> = {
  shared: 'S',
  update: 'U',
  intentshared: 'IS',
  intentexclusive: 'IX',
  exclusive: 'X',
}
/** What sp_getapplock returns. */
const GRANTED = 0
const GRANTED_AFTER_WAIT = 1
const TIMED_OUT = -1
const CANCELED = -2
const DEADLOCK_VICTIM = -3
const INVALID = -999

const TIMEOUT_ERROR = 1222
const DEADLOCK_ERROR = 1205

export async function getApplock(state: SessionState, args: Arguments, signal: AbortSignal): Promise<number> {
  const resource = args.text('Resource', 0)
  const mode = MODES[(args.text('LockMode', 1) ?? '').toLowerCase()]
  const scope = scopeOf(args.text('LockOwner', 2))
  const timeout = args.number('LockTimeout', 3) ?? state.lockTimeout
  if (resource === null || resource === '' || mode === undefined || scope === undefined || timeout < -1) return INVALID
  if (scope === 'transaction' && !state.transaction.open) {
    throw new SqlError(
      50000,
      'sp_getapplock: You attempted to acquire a transactional application lock without an active transaction.',
      { procedure: 'sp_getapplock' },
    )
  }
  const name = lockOf(state, args.text('DbPrincipal', 4), resource)
  try {
    const waited = await state.engine.locks.acquire({
      resource: name,
      session: state.facts.id,
      scope,
      mode,
      timeout,
      signal,
    })
    return waited ? GRANTED_AFTER_WAIT : GRANTED
  } catch (error) {
    if (!(error instanceof SqlError)) throw error
    if (error.number === TIMEOUT_ERROR) return TIMED_OUT
    return error.number === DEADLOCK_ERROR ? DEADLOCK_VICTIM : CANCELED
  }
}

export function releaseApplock(state: SessionState, args: Arguments): number {
  const resource = args.text('Resource', 0)
  const scope = scopeOf(args.text('LockOwner', 1))
  if (resource === null || scope === undefined) return INVALID
  const name = lockOf(state, args.text('DbPrincipal', 2), resource)
  if (!state.engine.locks.release(state.facts.id, scope, name)) {
    const text = `Cannot release the application lock (Database Principal: '${args.text('DbPrincipal', 2) ?? 'public'}', Resource: '${resource}') because it is not currently held.`
    throw new SqlError(1223, text, { procedure: 'sp_releaseapplock' })
  }
  return GRANTED
}

function scopeOf(owner: string | null): LockScope | undefined {
  const lower = (owner ?? 'Transaction').toLowerCase()
  return lower === 'transaction' || lower === 'session' ? lower : undefined
}

/** Names of locks are told apart by case, whatever the collation. */
const lockOf = ({ database }: SessionState, principal: string | null, resource: string): string =>
  JSON.stringify(['application', database.toLowerCase(), (principal ?? 'public').toLowerCase(), resource.slice(0, 255)])
