/** Create, rename, append, flush and delete: the dfs interface's changes. */
import { checkWrite, conditionsOf } from '../namespace/conditions.ts'
import type { ChangeOptions } from '../namespace/filesystem.ts'
import { checkLease } from '../namespace/lease.ts'
import type { Node } from '../namespace/node.ts'
import { type Answer, answer } from '../wire/answer.ts'
import { LakeError } from '../wire/lake-error.ts'
import { type LakeRequest, segmentsOf } from '../wire/request.ts'
import {
  type Call,
  checkMd5,
  count,
  filesystemOf,
  flag,
  needNoBody,
  type RenameSource,
  stampHeaders,
} from './context.ts'
import { contentHeadersOf, metadataOfProperties } from './properties.ts'

/** Path - Create. */
export function create(call: Call): Answer {
  const { request } = call
  needNoBody(call)
  const filesystem = filesystemOf(call)
  const options = changeOptions(request)
  const node =
    request.operation === 'create-file'
      ? filesystem.createFile(request.path, options)
      : filesystem.createDirectory(request.path, options)
  node.metadata = metadataOfProperties(request.header('x-ms-properties'))
  node.headers = contentHeadersOf(request, 'x-ms-')
  return answer(201, stampHeaders(node))
}

/** Path - Create with `x-ms-rename-source`. */
export function rename(call: Call): Answer {
  const { request, lake, source } = call
  needNoBody(call)
  if (source === null) throw new LakeError('InvalidSourceUri')
  if (!call.hierarchical) throw new LakeError('HierarchicalNamespaceNotEnabled')
  const moved = renamed(call, source)
  if (call.unsettled.renameStamps === 'new') Object.assign(moved, lake.stamps.next())
  const properties = request.header('x-ms-properties')
  if (properties !== '') moved.metadata = metadataOfProperties(properties)
  return answer(201, stampHeaders(moved))
}

function renamed(call: Call, source: RenameSource): Node {
  const { request, lake, unsettled } = call
  const from = { filesystem: lake.get(source.filesystem), path: source.path }
  try {
    return filesystemOf(call).rename(from, request.path, {
      ...changeOptions(request),
      sourceConditions: conditionsOf(request, 'x-ms-source-'),
      sourceLeaseId: request.header('x-ms-source-lease-id'),
    })
  } catch (error) {
    const conflict = error instanceof LakeError && error.code === 'PathAlreadyExists'
    throw conflict && unsettled.renameConflict === 412 ? new LakeError('ConditionNotMet') : error
  }
}

/** Where a rename takes from; null for every other call. @throws {LakeError} */
export function renameSource(request: LakeRequest): RenameSource | null {
  if (request.operation !== 'rename') return null
  const [rawPath, search = ''] = request.header('x-ms-rename-source').split('?', 2)
  if (!rawPath.startsWith('/')) throw new LakeError('InvalidSourceUri')
  const segments = segmentsOf(rawPath)
  // With a plain loopback address the SDK leaves the account in the source.
  if (request.endpoint === 'either' && segments[0] === request.account) segments.shift()
  const [filesystem = '', ...path] = segments
  return { filesystem, path, search }
}

/** Path - Update, append. */
export function append(call: Call): Answer {
  const { request, body, lake, unsettled } = call
  const position = count(request, 'position')
  const file = filesystemOf(call).file(request.path)
  checkLease(file.lease, request.header('x-ms-lease-id'), lake.now())
  checkMd5(call)
  if (body.length === 0) throw new LakeError('InvalidHeaderValue', 'Content-Length of an append is not zero.')
  const inOrder = position === lake.staging.endOf(file)
  if (!inOrder && unsettled.appends === 'serial') throw new LakeError('InvalidAppendPosition')
  if (inOrder || unsettled.appends === 'parallel') lake.staging.append(file, position, body)
  const flushed = flag(request, 'flush')
  if (flushed) lake.staging.flush(filesystemOf(call), file, position + body.length, false)
  return answer(202, flushed ? stampHeaders(file) : {})
}

/** Path - Update, flush. */
export function flush(call: Call): Answer {
  const { request, lake } = call
  needNoBody(call)
  const position = count(request, 'position')
  const filesystem = filesystemOf(call)
  const file = filesystem.file(request.path)
  checkWrite(conditionsOf(request), file)
  checkLease(file.lease, request.header('x-ms-lease-id'), lake.now())
  lake.staging.flush(filesystem, file, position, flag(request, 'retainuncommitteddata'))
  file.headers = contentHeadersOf(request, 'x-ms-', file.headers)
  return answer(200, stampHeaders(file))
}

/** Path - Delete. A paginated one says where to go on when the directory had more than a page. */
export function remove(call: Call): Answer {
  const { request, deletePage } = call
  needNoBody(call)
  const paginated = flag(request, 'paginated')
  const done = filesystemOf(call).remove(
    request.path,
    flag(request, 'recursive'),
    changeOptions(request),
    paginated ? deletePage : Infinity,
  )
  return answer(200, done ? {} : { 'x-ms-continuation': Buffer.from(request.path.join('/')).toString('base64url') })
}

function changeOptions(request: LakeRequest): ChangeOptions {
  return { conditions: conditionsOf(request), leaseId: request.header('x-ms-lease-id') }
}
