import { createHash } from 'node:crypto'
import type { FileSystem } from '../namespace/filesystem.ts'
import type { Lake } from '../namespace/lake.ts'
import type { Node } from '../namespace/node.ts'
import { LakeError } from '../wire/lake-error.ts'
import type { LakeRequest } from '../wire/request.ts'

/** What no document says of the services, and each may answer in its own way: every way can be had. */
export interface Unsettled {
  /** Chunks side by side are taken, refused with 409 when they come out of order, or taken and lost. */
  appends: 'parallel' | 'serial' | 'lossy'
  /** What a rename with `If-None-Match: *` onto something answers. */
  renameConflict: 409 | 412
  /** Whether a renamed file keeps its tag and time, as Hadoop has found on ADLS. */
  renameStamps: 'kept' | 'new'
}

export const SETTLED: Unsettled = { appends: 'parallel', renameConflict: 409, renameStamps: 'kept' }

/** What every operation works on. */
export interface Context {
  unsettled: Unsettled
  lake: Lake
  /** Paths that one paginated delete removes at most. */
  deletePage: number
  /** Paths that one list answers at most. */
  listPage: number
  /** False for an account with a flat namespace. */
  hierarchical: boolean
}

/** Where a rename takes from. */
export interface RenameSource {
  filesystem: string
  path: readonly string[]
  /** The signature that a client with a SAS has put behind the source. */
  search: string
}

export interface Call extends Context {
  request: LakeRequest
  source: RenameSource | null
  body: Buffer
}

export function filesystemOf({ lake, request }: Call): FileSystem {
  return lake.get(request.filesystem)
}

/** ETag and Last-Modified, as every answer about a path has them. */
export function stampHeaders(node: Node): Record<string, string> {
  return { etag: node.etag, 'last-modified': new Date(node.modified).toUTCString() }
}

/** @throws {LakeError} when the body is not empty. */
export function needNoBody({ body }: Call): void {
  if (body.length > 0) throw new LakeError('ContentLengthMustBeZero')
}

/** @throws {LakeError} when Content-MD5 is there and is not of this body. */
export function checkMd5({ request, body }: Call): void {
  const said = request.header('content-md5')
  if (said !== '' && said !== createHash('md5').update(body).digest('base64')) throw new LakeError('Md5Mismatch')
}

/** A query parameter that is a count. @throws {LakeError} */
export function count(request: LakeRequest, name: string): number {
  const text = request.query.get(name)
  if (text === undefined) throw new LakeError('MissingRequiredQueryParameter', name)
  if (!/^\d{1,15}$/.test(text)) throw new LakeError('InvalidQueryParameterValue', `${name} is "${text}".`)
  return Number(text)
}

export function flag(request: LakeRequest, name: string): boolean {
  const text = request.query.get(name) ?? 'false'
  if (text !== 'true' && text !== 'false') throw new LakeError('InvalidQueryParameterValue', `${name} is "${text}".`)
  return text === 'true'
}
