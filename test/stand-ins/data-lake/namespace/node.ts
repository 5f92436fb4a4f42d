/** Files and directories as the service knows them; the bytes are on disk. */
import { type Lease, NO_LEASE } from './lease.ts'

/** The HTTP headers that are kept with a path and come back with it. */
export interface ContentHeaders {
  contentType: string
  contentEncoding: string
  contentLanguage: string
  contentDisposition: string
  cacheControl: string
  /** Base64; what the client said, never what was computed. */
  contentMd5: string
}

export interface Access {
  owner: string
  group: string
  permissions: string
  acl: string
}

interface Path {
  name: string
  parent: DirectoryNode | null
  etag: string
  /** Milliseconds. */
  modified: number
  created: number
  /** As base64 in the order given, names in the case given. */
  metadata: Map<string, string>
  headers: ContentHeaders
  lease: Lease
  access: Access
}

export interface DirectoryNode extends Path {
  kind: 'directory'
  children: Map<string, Node>
}

export interface FileNode extends Path {
  kind: 'file'
  /** Committed bytes. */
  length: number
  /** Appended and not flushed: lengths by position, bytes in a file of their own. */
  staged: Map<number, number>
  /** The file with the staged bytes; null before the first append. */
  stagedIn: string | null
}

export type Node = DirectoryNode | FileNode

export const NO_HEADERS: ContentHeaders = {
  contentType: 'application/octet-stream',
  contentEncoding: '',
  contentLanguage: '',
  contentDisposition: '',
  cacheControl: '',
  contentMd5: '',
}

/** Tags and times for new and changed paths, and the rights of new ones: tags never repeat. */
export class Stamps {
  #last = 0n
  readonly #now: () => number
  readonly access: Access

  constructor(now: () => number, permissions: string) {
    this.#now = now
    this.access = { owner: '$superuser', group: '$superuser', permissions, acl: '' }
  }

  next(): { etag: string; modified: number } {
    const modified = this.#now()
    const ticks = BigInt(Math.round(modified)) * 10_000n
    this.#last = ticks > this.#last ? ticks : this.#last + 1n
    return { etag: `"0x8D${this.#last.toString(16).toUpperCase()}"`, modified }
  }
}

function path(name: string, parent: DirectoryNode | null, stamps: Stamps): Path {
  const stamp = stamps.next()
  return {
    name,
    parent,
    ...stamp,
    created: stamp.modified,
    metadata: new Map(),
    headers: { ...NO_HEADERS },
    lease: NO_LEASE,
    access: { ...stamps.access },
  }
}

export function newDirectory(name: string, parent: DirectoryNode | null, stamps: Stamps): DirectoryNode {
  return { kind: 'directory', ...path(name, parent, stamps), children: new Map() }
}

export function newFile(name: string, parent: DirectoryNode, stamps: Stamps): FileNode {
  return { kind: 'file', ...path(name, parent, stamps), length: 0, staged: new Map(), stagedIn: null }
}

/** The names from the root down; empty for the root. */
export function namesTo(node: Node): string[] {
  return node.parent === null ? [] : [...namesTo(node.parent), node.name]
}
