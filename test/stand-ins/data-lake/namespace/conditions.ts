/** If-Match, If-None-Match and the two by time, on the path itself and on the source of a rename. */
import { LakeError } from '../wire/lake-error.ts'
import type { LakeRequest } from '../wire/request.ts'
import type { Node } from './node.ts'

export interface Conditions {
  ifMatch: string
  ifNoneMatch: string
  /** Milliseconds; NaN when absent. */
  ifModifiedSince: number
  ifUnmodifiedSince: number
}

/** `prefix` is `x-ms-source-` for the source of a rename. */
export function conditionsOf(request: LakeRequest, prefix = ''): Conditions {
  const names = ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since']
  const values = names.map(name => request.header(`${prefix}${name}`))
  if (values.filter(value => value !== '').length > 1) throw new LakeError('MultipleConditionHeadersNotSupported')
  const [ifMatch, ifNoneMatch, modified, unmodified] = values
  return { ifMatch, ifNoneMatch, ifModifiedSince: timeOf(modified), ifUnmodifiedSince: timeOf(unmodified) }
}

/** Refuses a write. `If-None-Match: *` is about existence, and its own code. @throws {LakeError} */
export function checkWrite(conditions: Conditions, node: Node | null): void {
  if (conditions.ifNoneMatch === '*' && node !== null) throw new LakeError('PathAlreadyExists')
  if (fails(conditions, node)) throw new LakeError('ConditionNotMet')
}

/** Refuses a rename by its source. @throws {LakeError} */
export function checkSource(conditions: Conditions, node: Node): void {
  if (fails(conditions, node)) throw new LakeError('SourceConditionNotMet')
}

/** Whether a reader has what it asks for (304). @throws {LakeError} when it asks for something else than there is. */
export function checkRead(conditions: Conditions, node: Node): 'modified' | 'not modified' {
  const { ifNoneMatch, ifModifiedSince, ...others } = conditions
  if (fails({ ...others, ifNoneMatch: '', ifModifiedSince: Number.NaN }, node)) throw new LakeError('ConditionNotMet')
  const known = fails({ ifMatch: '', ifNoneMatch, ifModifiedSince, ifUnmodifiedSince: Number.NaN }, node)
  return known ? 'not modified' : 'modified'
}

function fails({ ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince }: Conditions, node: Node | null): boolean {
  if (node === null) return ifMatch !== '' || !Number.isNaN(ifUnmodifiedSince)
  if (ifMatch !== '' && ifMatch !== '*' && ifMatch !== node.etag) return true
  if (ifNoneMatch === '*' || (ifNoneMatch !== '' && ifNoneMatch === node.etag)) return true
  // HTTP times have whole seconds.
  const seconds = Math.floor(node.modified / 1000) * 1000
  return seconds <= ifModifiedSince || seconds > ifUnmodifiedSince
}

function timeOf(text: string): number {
  if (text === '') return Number.NaN
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw new LakeError('InvalidHeaderValue', `"${text}" is not a time.`)
  return time
}
