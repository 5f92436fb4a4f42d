/** The calls that the SDK makes in the words of the blob interface: containers, metadata, properties, leases. */
import { randomUUID } from 'node:crypto'
import { checkWrite, conditionsOf } from '../namespace/conditions.ts'
import { changedLease, checkLease, stateOf } from '../namespace/lease.ts'
import type { Node } from '../namespace/node.ts'
import { type Answer, answer, escapeXml, xml } from '../wire/answer.ts'
import { LakeError } from '../wire/lake-error.ts'
import type { LakeRequest } from '../wire/request.ts'
import { type Call, filesystemOf, needNoBody, stampHeaders } from './context.ts'
import { contentHeadersOf, metadataOfHeaders } from './properties.ts'

const NAME = /^(?!.*--)[a-z0-9$][a-z0-9-]{1,61}[a-z0-9]$/

/** List Containers. */
export function listFilesystems({ lake, request }: Call): Answer {
  const prefix = request.query.get('prefix') ?? ''
  const containers = lake.filesystems
    .filter(({ name }) => name.startsWith(prefix))
    .map(({ name, root }) => {
      const { etag, 'last-modified': modified } = stampHeaders(root)
      return `<Container><Name>${escapeXml(name)}</Name><Properties><Last-Modified>${modified}</Last-Modified><Etag>${escapeXml(etag)}</Etag><LeaseStatus>unlocked</LeaseStatus><LeaseState>available</LeaseState></Properties></Container>`
    })
  return xml(
    200,
    `<EnumerationResults><Containers>${containers.join('')}</Containers><NextMarker/></EnumerationResults>`,
  )
}

export function createFilesystem(call: Call): Answer {
  const { lake, request } = call
  needNoBody(call)
  if (!NAME.test(request.filesystem))
    throw new LakeError('InvalidUri', `"${request.filesystem}" is no name of a filesystem.`)
  if (lake.find(request.filesystem) !== null && isContainerCall(request)) throw new LakeError('ContainerAlreadyExists')
  return answer(201, stampHeaders(lake.create(request.filesystem).root))
}

export function getFilesystem(call: Call): Answer {
  const { hierarchical } = call
  return answer(200, { ...stampHeaders(container(call)), 'x-ms-namespace-enabled': String(hierarchical) })
}

export function deleteFilesystem(call: Call): Answer {
  container(call)
  call.lake.delete(call.request.filesystem)
  return answer(202)
}

function container({ lake, request }: Call): Node {
  const filesystem = lake.find(request.filesystem)
  if (filesystem === null) throw new LakeError(isContainerCall(request) ? 'ContainerNotFound' : 'FilesystemNotFound')
  return filesystem.root
}

function isContainerCall(request: LakeRequest): boolean {
  return request.query.get('restype') === 'container'
}

/** Get Account Information: how a client learns whether the namespace is hierarchical. */
export function accountInfo({ hierarchical }: Call): Answer {
  return answer(200, {
    'x-ms-sku-name': 'Standard_LRS',
    'x-ms-account-kind': 'StorageV2',
    'x-ms-is-hns-enabled': String(hierarchical),
  })
}

/** Set Blob Metadata: replaces all of it. */
export function setMetadata(call: Call): Answer {
  const node = changeable(call)
  node.metadata = metadataOfHeaders(call.request)
  Object.assign(node, call.lake.stamps.next())
  return answer(200, stampHeaders(node))
}

/** Set Blob Properties: what is not said is cleared. */
export function setProperties(call: Call): Answer {
  const node = changeable(call)
  node.headers = contentHeadersOf(call.request, 'x-ms-blob-')
  Object.assign(node, call.lake.stamps.next())
  return answer(200, stampHeaders(node))
}

function changeable(call: Call): Node {
  const { request, lake } = call
  needNoBody(call)
  const node = existing(call)
  checkWrite(conditionsOf(request), node)
  checkLease(node.lease, request.header('x-ms-lease-id'), lake.now())
  return node
}

const LEASE_STATUS: Readonly<Record<string, number>> = {
  acquire: 201,
  renew: 200,
  change: 200,
  release: 200,
  break: 202,
}

/** Lease Blob. */
export function lease(call: Call): Answer {
  const { request, lake } = call
  needNoBody(call)
  const node = existing(call)
  checkWrite(conditionsOf(request), node)
  const action = request.header('x-ms-lease-action').toLowerCase()
  const seconds = (name: string): number => Number.parseInt(request.header(name), 10)
  const now = lake.now()
  node.lease = changedLease(
    node.lease,
    {
      action,
      id: request.header('x-ms-lease-id'),
      proposed: request.header('x-ms-proposed-lease-id'),
      duration: seconds('x-ms-lease-duration'),
      breakPeriod: seconds('x-ms-lease-break-period'),
    },
    now,
    randomUUID,
  )
  const left = stateOf(node.lease, now) === 'breaking' ? Math.ceil((node.lease.until - now) / 1000) : 0
  return answer(LEASE_STATUS[action] ?? 200, {
    ...stampHeaders(node),
    ...(node.lease.id === null ? {} : { 'x-ms-lease-id': node.lease.id }),
    ...(action === 'break' ? { 'x-ms-lease-time': String(left) } : {}),
  })
}

function existing(call: Call): Node {
  const node = filesystemOf(call).find(call.request.path)
  if (node === null) throw new LakeError('BlobNotFound')
  return node
}
