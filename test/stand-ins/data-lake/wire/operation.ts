/** Names for the calls of the two REST interfaces, so that faults and logs can speak of them. */

export type Operation =
  | 'list-filesystems'
  | 'account-info'
  | 'user-delegation-key'
  | 'create-filesystem'
  | 'get-filesystem'
  | 'delete-filesystem'
  | 'list'
  | 'create-file'
  | 'create-directory'
  | 'rename'
  | 'append'
  | 'flush'
  | 'delete'
  | 'read'
  | 'head'
  | 'get-access-control'
  | 'set-access-control'
  | 'set-metadata'
  | 'set-properties'
  | 'lease'
  | 'token'
  | 'unknown'

export interface Call {
  method: string
  /** Segments of the path, the filesystem among them. */
  depth: number
  query: ReadonlyMap<string, string>
  header(name: string): string
}

/** The operation that a call asks for. */
export function operationOf(call: Call): Operation {
  const { query } = call
  if (query.get('restype') === 'account' && query.get('comp') === 'properties') return 'account-info'
  if (call.depth === 0) return ofAccount(call)
  if (query.get('restype') === 'container' || query.get('resource') === 'filesystem') return ofFilesystem(call)
  return ofPath(call)
}

function ofAccount({ method, query }: Call): Operation {
  if (method === 'GET' && query.get('comp') === 'list') return 'list-filesystems'
  if (method === 'POST' && query.get('comp') === 'userdelegationkey') return 'user-delegation-key'
  return 'unknown'
}

function ofFilesystem({ method, query }: Call): Operation {
  if (method === 'GET' && query.get('resource') === 'filesystem') return 'list'
  if (query.has('comp')) return 'unknown'
  if (method === 'PUT') return 'create-filesystem'
  if (method === 'GET' || method === 'HEAD') return 'get-filesystem'
  return method === 'DELETE' ? 'delete-filesystem' : 'unknown'
}

function ofPath(call: Call): Operation {
  const { method, query } = call
  if (method === 'PUT') return ofPut(call)
  if (method === 'PATCH') return ofPatch(query.get('action'))
  if (query.has('comp')) return 'unknown'
  if (method === 'DELETE') return 'delete'
  if (method === 'GET') return 'read'
  if (method !== 'HEAD') return 'unknown'
  return query.get('action')?.toLowerCase() === 'getaccesscontrol' ? 'get-access-control' : 'head'
}

function ofPut({ query, header }: Call): Operation {
  switch (query.get('comp')) {
    case 'metadata':
      return 'set-metadata'
    case 'properties':
      return 'set-properties'
    case 'lease':
      return 'lease'
    case undefined:
      break
    default:
      return 'unknown'
  }
  if (header('x-ms-rename-source') !== '') return 'rename'
  const resource = query.get('resource')
  if (resource === 'file') return 'create-file'
  return resource === 'directory' ? 'create-directory' : 'unknown'
}

function ofPatch(action: string | undefined): Operation {
  if (action === 'append' || action === 'flush') return action
  return action === 'setAccessControl' ? 'set-access-control' : 'unknown'
}
