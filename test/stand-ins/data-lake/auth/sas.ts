/** Shared access signatures: of the account, of a service resource, and of one signed by a user delegation key. */
import { LakeError } from '../wire/lake-error.ts'
import type { Operation } from '../wire/operation.ts'
import type { LakeRequest } from '../wire/request.ts'
import type { DelegationKeys } from './delegation-keys.ts'
import { type Account, isSignatureOf } from './shared-key.ts'

/** What a signature is asked for: an operation on a path. */
export interface Wanted {
  operation: Operation
  filesystem: string
  path: readonly string[]
}

export interface SasRules {
  account: Account
  delegationKeys: DelegationKeys
  /** OneLake: user delegation only, and no longer than an hour. */
  delegationOnly: boolean
}

/** Letters of which each operation needs one, in the words of "sp"; a word of several letters needs all of them. */
const NEEDS: Readonly<Partial<Record<Operation, readonly string[]>>> = {
  'list-filesystems': ['l'],
  'create-filesystem': ['c', 'w'],
  'delete-filesystem': ['d'],
  'get-filesystem': ['r', 'l'],
  list: ['l'],
  'create-file': ['c', 'w'],
  'create-directory': ['c', 'w'],
  rename: ['m', 'wd', 'cd'],
  append: ['a', 'w'],
  flush: ['w'],
  delete: ['d'],
  read: ['r'],
  head: ['r'],
  'get-access-control': ['e'],
  'set-access-control': ['p'],
  'set-metadata': ['w'],
  'set-properties': ['w'],
  lease: ['w'],
}

/** Container operations are beyond a signature for one container. */
const ACCOUNT_ONLY: readonly Operation[] = [
  'list-filesystems',
  'create-filesystem',
  'delete-filesystem',
  'get-filesystem',
]

const HOUR_MS = 3_600_000

/** @throws {LakeError} AuthenticationFailed, AuthorizationPermissionMismatch, AuthorizationFailure */
export function checkSas(query: ReadonlyMap<string, string>, wanted: Wanted, rules: SasRules, now: number): void {
  const get = (name: string): string => query.get(name) ?? ''
  const delegated = query.has('skoid')
  if (rules.delegationOnly && !delegated) throw new LakeError('KeyBasedAuthenticationNotPermitted')
  const key = delegated
    ? rules.delegationKeys.valueOf(get('skoid'), get('sktid'), get('skt'), get('ske'), get('skv'))
    : rules.account.key
  const text = query.has('ss')
    ? accountText(get, rules.account.name)
    : serviceText(get, rules.account.name, wanted, delegated)
  if (!isSignatureOf(get('sig'), text, key)) throw new LakeError('AuthenticationFailed', 'Signature did not match.')
  checkTime(get, now, delegated)
  if (rules.delegationOnly && Date.parse(get('se')) - (Date.parse(get('st')) || now) > HOUR_MS) {
    throw new LakeError('AuthenticationFailed', 'A signature lives no longer than one hour.')
  }
  if (!query.has('ss') && ACCOUNT_ONLY.includes(wanted.operation)) throw new LakeError('AuthorizationFailure')
  const permissions = get('sp')
  const needs = NEEDS[wanted.operation] ?? []
  if (needs.length > 0 && !needs.some(word => [...word].every(letter => permissions.includes(letter)))) {
    throw new LakeError('AuthorizationPermissionMismatch')
  }
}

function checkTime(get: (name: string) => string, now: number, delegated: boolean): void {
  const before = now < Date.parse(get('st')) || (delegated && now < Date.parse(get('skt')))
  const after = !(now < Date.parse(get('se'))) || (delegated && !(now < Date.parse(get('ske'))))
  if (before || after) throw new LakeError('AuthenticationFailed', 'Signature not valid in the specified time frame.')
}

/** The path that is signed: of the container, of the directory whose depth is said, or of the file. */
function signedPath(get: (name: string) => string, { path }: Wanted): readonly string[] {
  switch (get('sr')) {
    case 'c':
      return []
    case 'd':
      return path.slice(0, Number(get('sdd')))
    case 'b':
      return path
    default:
      throw new LakeError('AuthenticationFailed', `sr is "${get('sr')}".`)
  }
}

/** "Create an account SAS". */
function accountText(get: (name: string) => string, account: string): string {
  const version = get('sv')
  const names = ['sp', 'ss', 'srt', 'st', 'se', 'sip', 'spr', 'sv', ...(version >= '2020-12-06' ? ['ses'] : [])]
  return [account, ...names.map(get), ''].join('\n')
}

/** "Create a service SAS" and "Create a user delegation SAS", as each version of the service words them. */
function serviceText(get: (name: string) => string, account: string, wanted: Wanted, delegated: boolean): string {
  const version = get('sv')
  const since = (from: string, ...names: string[]): string[] => (version >= from ? names : [])
  const resource = ['/blob', account, wanted.filesystem, ...signedPath(get, wanted)].join('/')
  const who = delegated
    ? [
        ...['skoid', 'sktid', 'skt', 'ske', 'sks', 'skv'],
        ...since('2020-02-10', 'saoid', 'suoid', 'scid'),
        ...since('2025-07-05', 'skdutid', 'sduoid'),
      ]
    : ['si']
  const end = [
    ...['sip', 'spr', 'sv', 'sr', 'snapshot'],
    ...since('2020-12-06', 'ses'),
    ...(delegated ? since('2026-04-06', 'srh', 'srq') : []),
    ...['rscc', 'rscd', 'rsce', 'rscl', 'rsct'],
  ]
  return [get('sp'), get('st'), get('se'), resource, ...who.map(get), ...end.map(get)].join('\n')
}

/** The parameters of a signature; none of them says what the call does. */
export const SAS_PARAMETERS: ReadonlySet<string> = new Set([
  ...[
    'sv',
    'ss',
    'srt',
    'spr',
    'st',
    'se',
    'sip',
    'si',
    'ses',
    'skoid',
    'sktid',
    'skt',
    'ske',
    'sks',
    'skv',
    'sr',
    'sp',
    'sig',
  ],
  ...['rscc', 'rscd', 'rsce', 'rscl', 'rsct', 'saoid', 'suoid', 'scid', 'sdd', 'skdutid', 'sduoid', 'srh', 'srq'],
])

export function wantedBy({ operation, filesystem, path }: LakeRequest): Wanted {
  return { operation, filesystem, path }
}
