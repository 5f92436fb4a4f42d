/** One operation of the table. */
import type { Answer } from '../wire/answer.ts'
import { LakeError } from '../wire/lake-error.ts'
import { getAccessControl, setAccessControl } from './access.ts'
import {
  accountInfo,
  createFilesystem,
  deleteFilesystem,
  getFilesystem,
  lease,
  listFilesystems,
  setMetadata,
  setProperties,
} from './blob.ts'
import { append, create, flush, remove, rename } from './change.ts'
import type { Call } from './context.ts'
import { head, list, read } from './read.ts'

/** Operations that mean nothing on the root of a filesystem. */
const ON_PATHS = new Set([
  'create-file',
  'create-directory',
  'rename',
  'append',
  'flush',
  'delete',
  'set-metadata',
  'set-properties',
  'lease',
])

/** Does it, at once and wholly, or throws having changed nothing. @throws {LakeError} */
export function perform(call: Call): Answer {
  const { request } = call
  if (ON_PATHS.has(request.operation) && request.path.length === 0)
    throw new LakeError('InvalidUri', 'It names no path.')
  switch (request.operation) {
    case 'list-filesystems':
      return listFilesystems(call)
    case 'account-info':
      return accountInfo(call)
    case 'create-filesystem':
      return createFilesystem(call)
    case 'get-filesystem':
      return getFilesystem(call)
    case 'delete-filesystem':
      return deleteFilesystem(call)
    case 'list':
      return list(call)
    case 'create-file':
    case 'create-directory':
      return create(call)
    case 'rename':
      return rename(call)
    case 'append':
      return append(call)
    case 'flush':
      return flush(call)
    case 'delete':
      return remove(call)
    case 'read':
      return read(call)
    case 'head':
      return head(call)
    case 'get-access-control':
      return getAccessControl(call)
    case 'set-access-control':
      return setAccessControl(call)
    case 'set-metadata':
      return setMetadata(call)
    case 'set-properties':
      return setProperties(call)
    case 'lease':
      return lease(call)
    default:
      throw new LakeError('StandInDoesNotKnow', `${request.method} ${request.rawPath}`)
  }
}
