/** File-system steps that survive a crash, with errors that say what to do. */
import { createHash } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { DiskError } from './errors.ts'

const ADVICE: Record<string, string> = {
  ENOENT: 'It is not there: look at the path, and whether something else removes or renames it.',
  ENOSPC: 'Free some space on that volume, then run again: nothing that was there before has changed.',
  EDQUOT: 'The disk quota is used up: raise it or free some space, then run again.',
  EACCES: 'Give the user that runs hygge the right to write there.',
  EPERM: 'Give the user that runs hygge the right to write there.',
  EROFS: 'The volume is mounted read-only: choose another path or mount it for writing.',
  ENOTDIR: 'A part of that path is a file, not a folder: choose another path or move the file away.',
  EEXIST: 'A file stands where a folder is needed: choose another path or move the file away.',
  EMFILE: 'Too many open files: raise the limit (ulimit -n) or lower options.concurrency.',
  EIO: 'The disk reported an input/output error: check it before you run again.',
  EXDEV: 'Staging and destination lie on different volumes: choose a store path whose folders share one.',
}

function hasErrno(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
}

export function isErrno(error: unknown, ...codes: string[]): boolean {
  return hasErrno(error) && codes.includes(error.code ?? '')
}

/** Runs one step; what the file system says becomes a DiskError that names the step and the path. */
export async function step<T>(action: string, path: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!hasErrno(error)) throw error
    const advice = ADVICE[error.code ?? '']
    throw new DiskError('DISK', `Could not ${action} ${path}: ${error.message}`, {
      cause: error,
      facts: { path, errno: error.code },
      ...(advice === undefined ? {} : { advice }),
    })
  }
}

/**
 * Makes the names in a folder durable; one that is gone has none. Windows cannot open folders; its renames are journaled by NTFS.
 */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  await step('sync folder', folder, async () => {
    const handle = await open(folder, constants.O_RDONLY).catch(error => {
      if (isErrno(error, 'ENOENT')) return null
      throw error
    })
    try {
      await handle?.sync()
    } finally {
      await handle?.close()
    }
  })
}

/** Makes a folder with its parents, each durable in the one above it. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await step('make folder', folder, () => makeWithParents(folder, 100))
  if (first === undefined) return
  for (let child = folder; child.length >= first.length; child = dirname(child)) await syncFolder(dirname(child))
}

/** A neighbour may remove a parent that is empty just before we put something in it: then once more. */
async function makeWithParents(folder: string, tries: number): Promise<string | undefined> {
  try {
    return await mkdir(folder, { recursive: true })
  } catch (error) {
    if (tries > 0 && isErrno(error, 'ENOENT')) return makeWithParents(folder, tries - 1)
    throw error
  }
}

export async function move(from: string, to: string): Promise<void> {
  await step('rename', `${from} to ${to}`, () => rename(from, to))
}

export async function removeAll(path: string): Promise<void> {
  await step('remove', path, () => rm(path, { recursive: true, force: true, maxRetries: 3 }))
}

/** Names in a folder; null when there is no such folder. */
export async function namesIn(folder: string): Promise<string[] | null> {
  return step('list folder', folder, async () => {
    try {
      return await readdir(folder)
    } catch (error) {
      if (isErrno(error, 'ENOENT')) return null
      throw error
    }
  })
}

/** Length of a file in bytes; null when there is none. */
export async function lengthOf(path: string): Promise<number | null> {
  return step('look at', path, async () => {
    try {
      return (await stat(path)).size
    } catch (error) {
      if (isErrno(error, 'ENOENT')) return null
      throw error
    }
  })
}

/** SHA-256 of a file's bytes, hex. */
export async function checksumOf(path: string): Promise<string> {
  return step('read', path, async () => {
    const hash = createHash('sha256')
    await pipeline(createReadStream(path, { highWaterMark: 2 ** 20 }), hash)
    return hash.digest('hex')
  })
}

/** Removes folders from `folder` upwards while they are empty; `top` itself is the last that may go. */
export async function pruneEmpty(folder: string, top: string): Promise<void> {
  for (let at = folder; at.startsWith(top); at = dirname(at)) {
    const gone = await step('remove folder', at, async () => {
      try {
        await rmdir(at)
        return true
      } catch (error) {
        if (isErrno(error, 'ENOENT')) return true
        if (isErrno(error, 'ENOTEMPTY', 'EEXIST', 'EBUSY', 'EPERM')) return false
        throw error
      }
    })
    if (!gone) return
  }
}

/** Opens a new file for writing; one that exists is a leftover of the same run and is begun anew. */
export function create(path: string): Promise<FileHandle> {
  return step('create', path, () => open(path, 'w'))
}

/** Bytes of a file from `from` on, at most `count`; fewer at its end. */
export function readPart(path: string, from: number, count: number): Promise<Uint8Array> {
  return step('read', path, async () => {
    const handle = await open(path, constants.O_RDONLY)
    try {
      const { buffer, bytesRead } = await handle.read(new Uint8Array(count), 0, count, from)
      return buffer.subarray(0, bytesRead)
    } finally {
      await handle.close()
    }
  })
}
