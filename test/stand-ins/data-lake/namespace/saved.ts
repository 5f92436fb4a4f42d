/** What the disk cannot say of a path, kept beside the filesystems when the stand-in stops and found again when it starts. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { FileSystem } from './filesystem.ts'
import type { Access, ContentHeaders, DirectoryNode, Node } from './node.ts'

interface Saved {
  etag: string
  modified: number
  created: number
  metadata: [string, string][]
  headers: ContentHeaders
  access: Access
}

/** By path, filesystem first. */
type SavedPaths = Record<string, Saved>

export function save(filesystems: readonly FileSystem[], file: string): void {
  const paths: SavedPaths = {}
  for (const { name, root } of filesystems) {
    for (const [path, { etag, modified, created, metadata, headers, access }] of nodesBelow(root, name)) {
      paths[path] = { etag, modified, created, metadata: [...metadata], headers, access }
    }
  }
  writeFileSync(file, JSON.stringify(paths))
}

export function restore(filesystems: readonly FileSystem[], file: string): void {
  if (!existsSync(file)) return
  const paths: SavedPaths = JSON.parse(readFileSync(file, 'utf8'))
  for (const { name, root } of filesystems) {
    for (const [path, node] of nodesBelow(root, name)) {
      const saved = paths[path]
      // A file changed since then by somebody else is a new file.
      if (saved === undefined || node.modified > saved.modified + CHANGED_AFTER_MS) continue
      Object.assign(node, { ...saved, metadata: new Map(saved.metadata) })
    }
  }
}

/** The disk's clock and ours differ by the moment between writing a file and stamping it. */
const CHANGED_AFTER_MS = 2000

function* nodesBelow(directory: DirectoryNode, path: string): Generator<[path: string, node: Node]> {
  for (const node of directory.children.values()) {
    const own = `${path}/${node.name}`
    yield [own, node]
    if (node.kind === 'directory') yield* nodesBelow(node, own)
  }
}
