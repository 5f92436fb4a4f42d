/** Owners, permissions and access control lists: kept and given back, never enforced. */
import { type Answer, answer } from '../wire/answer.ts'
import { LakeError } from '../wire/lake-error.ts'
import { type Call, filesystemOf, needNoBody, stampHeaders } from './context.ts'

/** Path - Get Properties with action getAccessControl: an account with a flat namespace refuses it. */
export function getAccessControl(call: Call): Answer {
  if (!call.hierarchical) throw new LakeError('HierarchicalNamespaceNotEnabled')
  const node = filesystemOf(call).get(call.request.path)
  const { owner, group, permissions, acl } = node.access
  return answer(200, {
    ...stampHeaders(node),
    'x-ms-owner': owner,
    'x-ms-group': group,
    'x-ms-permissions': permissions,
    'x-ms-acl': acl === '' ? 'user::rwx,group::r-x,other::---' : acl,
  })
}

/** Path - Update with action setAccessControl. */
export function setAccessControl(call: Call): Answer {
  if (!call.hierarchical) throw new LakeError('HierarchicalNamespaceNotEnabled')
  needNoBody(call)
  const { request } = call
  const node = filesystemOf(call).get(request.path)
  for (const key of ['owner', 'group', 'permissions', 'acl'] as const) {
    const value = request.header(`x-ms-${key}`)
    if (value !== '') node.access[key] = value
  }
  Object.assign(node, call.lake.stamps.next())
  return answer(200, stampHeaders(node))
}
