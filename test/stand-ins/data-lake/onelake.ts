/** OneLake: workspaces and items that are there already, managed folders, Entra only, and no blob words on the dfs host. */

import { SAS_PARAMETERS } from './auth/sas.ts'
import type { Personality, Place } from './personality.ts'
import { LakeError } from './wire/lake-error.ts'
import type { Operation } from './wire/operation.ts'
import type { LakeRequest } from './wire/request.ts'

export interface OneLakeItem {
  workspace: string
  workspaceId: string
  /** With its type, as in "Lake.Lakehouse". */
  item: string
  itemId: string
}

export const DEFAULT_ITEMS: readonly OneLakeItem[] = [
  {
    workspace: 'Trials',
    workspaceId: '11111111-1111-4111-8111-111111111111',
    item: 'Lake.Lakehouse',
    itemId: '22222222-2222-4222-8222-222222222222',
  },
  {
    workspace: 'Trials',
    workspaceId: '11111111-1111-4111-8111-111111111111',
    item: 'Mirror.MirroredDatabase',
    itemId: '33333333-3333-4333-8333-333333333333',
  },
]

/** Segments below the workspace that Fabric manages: the item, and its Files and Tables. */
const MANAGED_DEPTH = 2

const CHANGES: readonly Operation[] = [
  'create-file',
  'create-directory',
  'rename',
  'append',
  'flush',
  'delete',
  'lease',
  'set-metadata',
  'set-properties',
]

const FILESYSTEM_CHANGES: readonly Operation[] = [
  'create-filesystem',
  'delete-filesystem',
  'list-filesystems',
  'account-info',
]

/** Query parameters that the dfs interface of OneLake takes. */
const ALLOWED = new Set([
  ...[
    'resource',
    'action',
    'position',
    'close',
    'flush',
    'retainuncommitteddata',
    'recursive',
    'paginated',
    'continuation',
  ],
  ...['directory', 'maxresults', 'upn', 'mode', 'timeout'],
])

/** Headers of the dfs interface that mean nothing here. */
const IGNORED = [
  'x-ms-owner',
  'x-ms-group',
  'x-ms-permissions',
  'x-ms-acl',
  'x-ms-umask',
  'x-ms-encryption-key',
  'x-ms-access-tier',
]

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** `friendlyNames` false: names are refused, as tenants can be set to. */
export function onelake(items: readonly OneLakeItem[], friendlyNames: boolean): Personality {
  return {
    name: 'onelake',
    permissions: '---------',
    delegationOnly: true,
    admit(request) {
      checkEndpoint(request)
      if (FILESYSTEM_CHANGES.includes(request.operation))
        throw new LakeError('OperationNotAllowedOnThePath', request.rawPath)
      if (CHANGES.includes(request.operation)) this.checkChange(request.path)
    },
    checkChange(path) {
      if (path.length <= MANAGED_DEPTH) throw new LakeError('OperationNotAllowedOnThePath', path.join('/'))
    },
    place: place => withNames(place, items, friendlyNames),
    rejectedHeaders: request => IGNORED.filter(name => request.header(name) !== ''),
  }
}

function checkEndpoint(request: LakeRequest): void {
  const { query, endpoint, operation } = request
  if (endpoint === 'blob') {
    if (query.has('resource') || query.has('action') || query.has('recursive'))
      throw new LakeError('IncorrectEndpointError')
    return
  }
  const blobWords = query.has('restype') || query.has('comp')
  if (blobWords || request.header('x-ms-range') !== '') throw new LakeError('IncorrectEndpointError')
  for (const name of query.keys()) {
    if (!ALLOWED.has(name) && !SAS_PARAMETERS.has(name)) throw new LakeError('UnsupportedQueryParameter', name)
  }
  if (operation === 'set-access-control') throw new LakeError('UnsupportedQueryParameter', 'action=setAccessControl')
}

/** Both names or both GUIDs; either way the same files. */
function withNames({ filesystem, path }: Place, items: readonly OneLakeItem[], friendlyNames: boolean): Place {
  const byId = GUID.test(filesystem)
  if (!byId && !friendlyNames) throw new LakeError('FriendlyNameSupportDisabled')
  const here = byId ? filesystem.toLowerCase() : filesystem
  const inWorkspace = items.filter(({ workspace, workspaceId }) => (byId ? workspaceId : workspace) === here)
  if (inWorkspace.length === 0) throw new LakeError('FilesystemNotFound', filesystem)
  const [{ workspace }] = inWorkspace
  if (path.length === 0) return { filesystem: workspace, path }
  const [wanted, ...rest] = path
  if (GUID.test(wanted) !== byId) throw new LakeError('InvalidUri', 'Workspace and item are both names or both GUIDs.')
  const found = inWorkspace.find(({ item, itemId }) => (byId ? itemId === wanted.toLowerCase() : item === wanted))
  if (found === undefined) throw new LakeError('PathNotFound', wanted)
  return { filesystem: workspace, path: [found.item, ...rest] }
}
