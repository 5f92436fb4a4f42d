/**
 * One filesystem: a tree in memory whose directories and committed bytes are also on disk under the same names.
 * Every change is made without awaiting anything, so each is atomic for all who ask.
 */
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LakeError } from '../wire/lake-error.ts'
import { type Conditions, checkSource, checkWrite } from './conditions.ts'
import { checkLease } from './lease.ts'
import { type DirectoryNode, type FileNode, type Node, namesTo, newDirectory, newFile, type Stamps } from './node.ts'

export interface ChangeOptions {
  conditions: Conditions
  leaseId: string
}

export interface RenameOptions extends ChangeOptions {
  sourceConditions: Conditions
  sourceLeaseId: string
}

export class FileSystem {
  readonly name: string
  readonly root: DirectoryNode
  /** Where it is on disk. */
  readonly folder: string
  readonly #stamps: Stamps
  readonly #now: () => number

  constructor(name: string, folder: string, stamps: Stamps, now: () => number) {
    this.name = name
    this.folder = folder
    this.#stamps = stamps
    this.#now = now
    this.root = newDirectory('', null, stamps)
    mkdirSync(folder, { recursive: true })
    this.#take(this.root)
  }

  /** What is in the folder already. */
  #take(directory: DirectoryNode): void {
    for (const entry of readdirSync(this.onDisk(directory), { withFileTypes: true })) {
      const node = entry.isDirectory()
        ? newDirectory(entry.name, directory, this.#stamps)
        : newFile(entry.name, directory, this.#stamps)
      directory.children.set(entry.name, node)
      if (node.kind === 'directory') {
        this.#take(node)
        continue
      }
      const { size, mtimeMs } = statSync(this.onDisk(node))
      Object.assign(node, { length: size, modified: mtimeMs, created: mtimeMs })
    }
  }

  /** Null when nothing is there. */
  find(path: readonly string[]): Node | null {
    let node: Node = this.root
    for (const name of path) {
      const child: Node | undefined = node.kind === 'directory' ? node.children.get(name) : undefined
      if (child === undefined) return null
      node = child
    }
    return node
  }

  /** @throws {LakeError} PathNotFound */
  get(path: readonly string[]): Node {
    const node = this.find(path)
    if (node === null) throw new LakeError('PathNotFound')
    return node
  }

  /** @throws {LakeError} PathNotFound, and PathConflict for a directory. */
  file(path: readonly string[]): FileNode {
    const node = this.get(path)
    if (node.kind === 'directory') throw new LakeError('PathConflict')
    return node
  }

  /** The disk's name of a path. */
  onDisk(node: Node): string {
    return join(this.folder, ...namesTo(node))
  }

  /** An empty file, in place of one that was there; missing parents are made. */
  createFile(path: readonly string[], { conditions, leaseId }: ChangeOptions): FileNode {
    const existing = this.find(path)
    checkWrite(conditions, existing)
    if (existing?.kind === 'directory') throw new LakeError('PathConflict')
    if (existing !== null) checkLease(existing.lease, leaseId, this.#now())
    const parent = this.makeDirectory(path.slice(0, -1))
    const file = newFile(path[path.length - 1], parent, this.#stamps)
    if (existing !== null) {
      file.lease = existing.lease
      dropStaged(existing)
    }
    const onDisk = join(this.onDisk(parent), file.name)
    // A reader of the old file keeps what it opened.
    rmSync(onDisk, { force: true })
    writeFileSync(onDisk, '')
    parent.children.set(file.name, file)
    return file
  }

  /** A directory; one that is there stays, with all that is in it. */
  createDirectory(path: readonly string[], { conditions, leaseId }: ChangeOptions): DirectoryNode {
    const existing = this.find(path)
    checkWrite(conditions, existing)
    if (existing?.kind === 'file') throw new LakeError('PathConflict')
    if (existing !== null) checkLease(existing.lease, leaseId, this.#now())
    const directory = this.makeDirectory(path)
    Object.assign(directory, this.#stamps.next())
    return directory
  }

  /** The directory and its parents, made where they are missing. @throws {LakeError} PathConflict on a file in the way. */
  makeDirectory(path: readonly string[]): DirectoryNode {
    let node = this.root
    for (const name of path) {
      let child = node.children.get(name)
      if (child?.kind === 'file') throw new LakeError('PathConflict')
      if (child === undefined) {
        child = newDirectory(name, node, this.#stamps)
        mkdirSync(this.onDisk(child), { recursive: true })
        node.children.set(name, child)
      }
      node = child
    }
    return node
  }

  /** Moves a file or a directory. A file keeps its tag and its time, as a hierarchical namespace does. */
  rename(
    source: { filesystem: FileSystem; path: readonly string[] },
    path: readonly string[],
    options: RenameOptions,
  ): Node {
    const now = this.#now()
    const node = source.path.length === 0 ? null : source.filesystem.find(source.path)
    if (node === null) throw new LakeError('SourcePathNotFound')
    checkSource(options.sourceConditions, node)
    checkLease(node.lease, options.sourceLeaseId, now)
    const parent = this.find(path.slice(0, -1))
    if (parent === null) throw new LakeError('RenameDestinationParentPathNotFound')
    if (parent.kind === 'file') throw new LakeError('PathConflict')
    const existing = this.find(path)
    checkWrite(options.conditions, existing)
    if (options.leaseId !== '' && existing !== null) checkLease(existing.lease, options.leaseId, now)
    checkPlace(node, existing, parent)
    const from = source.filesystem.onDisk(node)
    const name = path[path.length - 1]
    const to = join(this.onDisk(parent), name)
    if (existing === node) return node
    if (existing !== null) this.#forget(existing)
    renameSync(from, to)
    node.parent?.children.delete(node.name)
    node.name = name
    node.parent = parent
    node.lease = { id: null, until: 0, seconds: 0, broken: false }
    if (node.kind === 'file') dropStaged(node)
    parent.children.set(name, node)
    return node
  }

  /** Removes a file, or a directory with at most `most` paths in it; false when some are left. */
  remove(path: readonly string[], recursive: boolean, options: ChangeOptions, most = Infinity): boolean {
    const node = this.get(path)
    checkWrite(options.conditions, node)
    checkLease(node.lease, options.leaseId, this.#now())
    if (node.kind === 'directory' && node.children.size > 0 && !recursive) throw new LakeError('DirectoryNotEmpty')
    return this.#removeSome(node, most) >= 0
  }

  /** Leaves first; returns how many more it might have removed, or less than 0 when it had to stop. */
  #removeSome(node: Node, most: number): number {
    let left = most
    if (node.kind === 'directory') {
      for (const child of [...node.children.values()]) {
        left = this.#removeSome(child, left)
        if (left < 0) return left
      }
    }
    if (left < 1) return -1
    this.#forget(node)
    return left - 1
  }

  #forget(node: Node): void {
    rmSync(this.onDisk(node), { recursive: true })
    if (node.kind === 'file') dropStaged(node)
    node.parent?.children.delete(node.name)
  }
}

function checkPlace(node: Node, existing: Node | null, parent: DirectoryNode): void {
  if (node.kind === 'directory') {
    if (existing === node) throw new LakeError('InvalidRenameSourcePath')
    for (let above: DirectoryNode | null = parent; above !== null; above = above.parent) {
      if (above === node) throw new LakeError('InvalidRenameSourcePath')
    }
  }
  if (existing === null) return
  if (existing.kind !== node.kind) throw new LakeError('InvalidSourceOrDestinationResourceType')
  if (existing.kind === 'directory' && existing.children.size > 0) throw new LakeError('DirectoryNotEmpty')
}

/** Appended bytes that no flush took. */
export function dropStaged(file: FileNode): void {
  if (file.stagedIn !== null) rmSync(file.stagedIn, { force: true })
  file.staged.clear()
  file.stagedIn = null
}
