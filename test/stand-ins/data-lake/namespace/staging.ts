/** Appended bytes: invisible, in any order, any part twice, until a flush makes a run of them the file's. */
import { closeSync, copyFileSync, ftruncateSync, openSync, readSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { LakeError } from '../wire/lake-error.ts'
import { dropStaged, type FileSystem } from './filesystem.ts'
import type { FileNode, Stamps } from './node.ts'

const COPY_BYTES = 1 << 20

export class Staging {
  readonly #folder: string
  readonly #stamps: Stamps
  #files = 0

  /** `folder` is there and is not part of any filesystem. */
  constructor(folder: string, stamps: Stamps) {
    this.#folder = folder
    this.#stamps = stamps
  }

  append(file: FileNode, position: number, bytes: Buffer): void {
    file.stagedIn ??= join(this.#folder, String(this.#files++))
    const descriptor = openSync(file.stagedIn, file.staged.size === 0 ? 'w' : 'r+')
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at, bytes.length - at, position + at)
    } finally {
      closeSync(descriptor)
    }
    file.staged.set(position, bytes.length)
  }

  /** Where the next byte belongs that has no gap before it. */
  endOf(file: FileNode): number {
    let end = file.length
    for (let block = file.staged.get(end); block !== undefined; block = file.staged.get(end)) end += block
    return end
  }

  /**
   * Makes the file `length` bytes long. Bytes staged beyond are an error, or kept when the client says so.
   * @throws {LakeError} InvalidFlushPosition
   */
  flush(filesystem: FileSystem, file: FileNode, length: number, retain: boolean): void {
    let end = file.length
    const used: number[] = []
    for (let block = file.staged.get(end); block !== undefined && end < length; block = file.staged.get(end)) {
      used.push(end)
      end += block
    }
    const beyond = file.staged.size - used.length
    if (end !== length || (beyond > 0 && !retain)) throw new LakeError('InvalidFlushPosition')
    if (file.stagedIn !== null && used.length > 0) {
      commit(file.stagedIn, filesystem.onDisk(file), file.length, length, beyond > 0)
      file.length = length
    }
    if (beyond === 0) dropStaged(file)
    for (const position of used) file.staged.delete(position)
    Object.assign(file, this.#stamps.next())
  }
}

/** A first flush is a rename of the staged bytes; a reader of the old file keeps what it opened. */
function commit(staged: string, target: string, from: number, to: number, keep: boolean): void {
  if (from === 0 && !keep) {
    renameSync(staged, target)
    return
  }
  const temporary = `${staged}.whole`
  copyFileSync(target, temporary)
  const source = openSync(staged, 'r')
  const sink = openSync(temporary, 'r+')
  try {
    ftruncateSync(sink, from)
    const buffer = Buffer.alloc(Math.min(COPY_BYTES, to - from))
    for (let at = from; at < to; ) {
      const read = readSync(source, buffer, 0, Math.min(buffer.length, to - at), at)
      writeSync(sink, buffer, 0, read, at)
      at += read
    }
  } finally {
    closeSync(source)
    closeSync(sink)
  }
  renameSync(temporary, target)
}
