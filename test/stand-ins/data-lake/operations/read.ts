/** List, read and head. */
import { openSync } from 'node:fs'
import { checkRead, conditionsOf } from '../namespace/conditions.ts'
import { stateOf } from '../namespace/lease.ts'
import { type Listed, page, walk } from '../namespace/listing.ts'
import type { Node } from '../namespace/node.ts'
import { type Answer, answer, json } from '../wire/answer.ts'
import { LakeError } from '../wire/lake-error.ts'
import type { LakeRequest } from '../wire/request.ts'
import { type Call, count, filesystemOf, flag, stampHeaders } from './context.ts'
import { propertyHeaders } from './properties.ts'

/** Windows file times count 100 ns from 1601. */
const FILE_TIME_OF_1970 = 116_444_736_000_000_000n

/** Path - List. */
export function list(call: Call): Answer {
  const { request, listPage } = call
  const node = filesystemOf(call).find(request.path)
  if (node === null || node.kind === 'file') throw new LakeError('PathNotFound')
  if (!request.query.has('recursive')) throw new LakeError('MissingRequiredQueryParameter', 'recursive')
  const most = request.query.has('maxresults') ? Math.min(count(request, 'maxresults'), listPage) : listPage
  if (most < 1) throw new LakeError('InvalidQueryParameterValue', 'maxResults is 0.')
  const after = afterOf(request.query.get('continuation'))
  const { listed, last } = page(walk(node, flag(request, 'recursive'), after), most)
  const headers = last === null ? {} : { 'x-ms-continuation': Buffer.from(JSON.stringify(last)).toString('base64') }
  return json(200, { paths: listed.map(path => entry(path, request.query.get('directory') ?? '')) }, headers)
}

/** `directory` is spelled as the client did. */
function entry({ path, node }: Listed, directory: string): Record<string, string> {
  return {
    name: [...directory.split('/').filter(segment => segment !== ''), ...path].join('/'),
    ...(node.kind === 'directory' ? { isDirectory: 'true' } : {}),
    contentLength: String(node.kind === 'file' ? node.length : 0),
    lastModified: new Date(node.modified).toUTCString(),
    creationTime: String(BigInt(Math.round(node.created)) * 10_000n + FILE_TIME_OF_1970),
    etag: node.etag.replaceAll('"', ''),
    owner: node.access.owner,
    group: node.access.group,
    permissions: node.access.permissions,
  }
}

function afterOf(continuation: string | undefined): string[] | null {
  if (continuation === undefined || continuation === '') return null
  try {
    const path: unknown = JSON.parse(Buffer.from(continuation, 'base64').toString('utf8'))
    if (Array.isArray(path) && path.every(name => typeof name === 'string')) return path
  } catch {
    // Said below, with everything else that is not a token.
  }
  throw new LakeError('InvalidQueryParameterValue', 'continuation is not a token of this service.')
}

/** Path - Get Properties, and Get Blob Properties. */
export function head(call: Call): Answer {
  const node = readable(call)
  const headers = { ...headersOf(call, node), 'content-length': String(node.kind === 'file' ? node.length : 0) }
  return checkRead(conditionsOf(call.request), node) === 'modified'
    ? answer(200, headers)
    : answer(304, stampHeaders(node))
}

/** Path - Read, and Get Blob. A range comes as `x-ms-range` or as `Range`. */
export function read(call: Call): Answer {
  const { request } = call
  const filesystem = filesystemOf(call)
  const node = readable(call)
  if (checkRead(conditionsOf(request), node) === 'not modified') return answer(304, stampHeaders(node))
  const headers = headersOf(call, node)
  if (node.kind === 'directory') return answer(200, headers)
  const range = rangeOf(request, node.length)
  const { start, end } = range ?? { start: 0, end: node.length - 1 }
  const part = { descriptor: openSync(filesystem.onDisk(node), 'r'), start, length: end - start + 1 }
  if (range === null) return answer(200, headers, part)
  // The kept hash is of the whole file.
  const { 'content-md5': whole, ...others } = headers
  const ranged = { ...others, 'content-range': `bytes ${start}-${end}/${node.length}` }
  return answer(206, whole === undefined ? ranged : { ...ranged, 'x-ms-blob-content-md5': whole }, part)
}

function readable(call: Call): Node {
  const { request } = call
  const node = filesystemOf(call).find(request.path)
  if (node === null) throw new LakeError(request.endpoint === 'blob' ? 'BlobNotFound' : 'PathNotFound')
  return node
}

function headersOf({ lake }: Call, node: Node): Record<string, string> {
  const state = stateOf(node.lease, lake.now())
  return {
    'accept-ranges': 'bytes',
    ...propertyHeaders(node),
    ...stampHeaders(node),
    'x-ms-lease-state': state,
    'x-ms-lease-status': state === 'leased' || state === 'breaking' ? 'locked' : 'unlocked',
    ...(state === 'leased' ? { 'x-ms-lease-duration': node.lease.seconds === -1 ? 'infinite' : 'fixed' } : {}),
  }
}

function rangeOf(request: LakeRequest, length: number): { start: number; end: number } | null {
  const text = request.header('x-ms-range') || request.header('range')
  if (text === '') return null
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(text) ?? []
  if (first === undefined) throw new LakeError('InvalidHeaderValue', `The range is "${text}".`)
  const start = Number(first)
  const end = last === '' ? length - 1 : Math.min(Number(last), length - 1)
  if (start >= length || end < start) throw new LakeError('InvalidRange')
  return { start, end }
}
