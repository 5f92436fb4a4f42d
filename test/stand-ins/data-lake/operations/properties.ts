/** Metadata and content headers of a path, in the words of either interface. */
import type { ContentHeaders, Node } from '../namespace/node.ts'
import { NO_HEADERS } from '../namespace/node.ts'
import { LakeError } from '../wire/lake-error.ts'
import type { LakeRequest } from '../wire/request.ts'

const NAMES: readonly (readonly [key: keyof ContentHeaders, header: string])[] = [
  ['contentType', 'content-type'],
  ['contentEncoding', 'content-encoding'],
  ['contentLanguage', 'content-language'],
  ['contentDisposition', 'content-disposition'],
  ['cacheControl', 'cache-control'],
  ['contentMd5', 'content-md5'],
]

const PRINTABLE = /^[\x20-\x7e]*$/

/** `x-ms-properties: name=base64,…`, of dfs. @throws {LakeError} */
export function metadataOfProperties(text: string): Map<string, string> {
  const metadata = new Map<string, string>()
  for (const pair of text.split(',').filter(part => part !== '')) {
    const at = pair.indexOf('=')
    if (at < 1) throw new LakeError('InvalidHeaderValue', `x-ms-properties has "${pair}".`)
    metadata.set(pair.slice(0, at).trim(), Buffer.from(pair.slice(at + 1), 'base64').toString('utf8'))
  }
  return metadata
}

/** `x-ms-meta-name: value`, of blob. */
export function metadataOfHeaders(request: LakeRequest): Map<string, string> {
  const metadata = new Map<string, string>()
  for (const [name, value] of request.headers) {
    if (name.startsWith('x-ms-meta-')) metadata.set(name.slice('x-ms-meta-'.length), value)
  }
  return metadata
}

/** The content headers that a request sets; `prefix` is `x-ms-` for dfs, `x-ms-blob-` for blob. */
export function contentHeadersOf(request: LakeRequest, prefix: string, before = NO_HEADERS): ContentHeaders {
  const headers = { ...before }
  for (const [key, name] of NAMES) {
    const value = request.header(`${prefix}${name}`)
    if (value !== '') headers[key] = value
  }
  return headers
}

/** What a reader is told about a path. */
export function propertyHeaders(node: Node): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [key, name] of NAMES) if (node.headers[key] !== '') headers[name] = node.headers[key]
  headers['x-ms-creation-time'] = new Date(node.created).toUTCString()
  headers['x-ms-resource-type'] = node.kind
  headers['x-ms-owner'] = node.access.owner
  headers['x-ms-group'] = node.access.group
  headers['x-ms-permissions'] = node.access.permissions
  headers['x-ms-server-encrypted'] = 'true'
  headers['x-ms-blob-type'] = 'BlockBlob'
  for (const [name, value] of node.metadata) headers[`x-ms-meta-${name}`] = PRINTABLE.test(value) ? value : ''
  if (node.kind === 'directory') headers['x-ms-meta-hdi_isfolder'] = 'true'
  const properties = [...node.metadata].map(([name, value]) => `${name}=${Buffer.from(value).toString('base64')}`)
  if (properties.length > 0) headers['x-ms-properties'] = properties.join(',')
  return headers
}
