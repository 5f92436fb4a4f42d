/** Leases of the blob interface: one holder of a path at a time, by id, until a moment or for ever. */
import { LakeError } from '../wire/lake-error.ts'

export interface Lease {
  /** Null when nobody ever held it, or it was released. */
  id: string | null
  /** Milliseconds; Infinity for ever. */
  until: number
  /** Seconds it was taken for; -1 for ever. */
  seconds: number
  broken: boolean
}

export const NO_LEASE: Lease = { id: null, until: 0, seconds: 0, broken: false }

export type LeaseState = 'available' | 'leased' | 'expired' | 'breaking' | 'broken'

export function stateOf(lease: Lease, now: number): LeaseState {
  if (lease.id === null) return 'available'
  if (lease.broken) return now < lease.until ? 'breaking' : 'broken'
  return now < lease.until ? 'leased' : 'expired'
}

/** Refuses a change of a path that somebody else holds. @throws {LakeError} */
export function checkLease(lease: Lease, id: string, now: number): void {
  const state = stateOf(lease, now)
  const held = state === 'leased' || state === 'breaking'
  if (held && id === '') throw new LakeError('LeaseIdMissing')
  if (id === '') return
  if (!held) throw new LakeError('LeaseLost')
  if (id !== lease.id) throw new LakeError('LeaseIdMismatch')
}

export interface LeaseCall {
  action: string
  id: string
  proposed: string
  /** Seconds of an acquire; NaN when absent. */
  duration: number
  /** Seconds of a break; NaN when absent. */
  breakPeriod: number
}

/** The lease after the call. @throws {LakeError} */
export function changedLease(lease: Lease, call: LeaseCall, now: number, newId: () => string): Lease {
  const state = stateOf(lease, now)
  switch (call.action) {
    case 'acquire':
      return acquired(lease, state, call, now, newId)
    case 'renew':
      checkHolder(lease, call)
      if (lease.broken) throw new LakeError('LeaseIsBrokenAndCannotBeRenewed')
      return { ...lease, until: untilOf(lease.seconds, now) }
    case 'change':
      checkHolder(lease, call, call.proposed)
      if (state !== 'leased') throw new LakeError('LeaseNotPresentWithLeaseOperation')
      return { ...lease, id: call.proposed }
    case 'release':
      checkHolder(lease, call)
      return NO_LEASE
    case 'break':
      return broken(lease, state, call, now)
    default:
      throw new LakeError('InvalidHeaderValue', `x-ms-lease-action is "${call.action}".`)
  }
}

function acquired(lease: Lease, state: LeaseState, call: LeaseCall, now: number, newId: () => string): Lease {
  const { duration, proposed } = call
  if (duration !== -1 && !(duration >= 15 && duration <= 60)) {
    throw new LakeError('InvalidHeaderValue', 'x-ms-lease-duration is 15 to 60 seconds, or -1.')
  }
  const ours = lease.id !== null && lease.id === proposed
  if ((state === 'leased' && !ours) || state === 'breaking') throw new LakeError('LeaseAlreadyPresent')
  return { id: proposed === '' ? newId() : proposed, until: untilOf(duration, now), seconds: duration, broken: false }
}

function broken(lease: Lease, state: LeaseState, call: LeaseCall, now: number): Lease {
  if (lease.id === null) throw new LakeError('LeaseNotPresentWithLeaseOperation')
  if (state === 'broken') return lease
  const left = lease.until === Number.POSITIVE_INFINITY ? 0 : Math.max(0, lease.until - now)
  const period = Number.isNaN(call.breakPeriod) ? left : Math.min(call.breakPeriod * 1000, left === 0 ? Infinity : left)
  return { ...lease, broken: true, until: now + period }
}

function checkHolder(lease: Lease, call: LeaseCall, alternative = call.id): void {
  if (call.id === '') throw new LakeError('MissingRequiredHeader', 'x-ms-lease-id')
  if (lease.id === null) throw new LakeError('LeaseNotPresentWithLeaseOperation')
  if (lease.id !== call.id && lease.id !== alternative) throw new LakeError('LeaseIdMismatchWithLeaseOperation')
}

function untilOf(seconds: number, now: number): number {
  return seconds === -1 ? Number.POSITIVE_INFINITY : now + seconds * 1000
}
