/** Which files a home has: one file, those below a folder, or those that a glob names; always in the same order. */
import type { BigIntStats } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import picomatch from 'picomatch'
import { isErrno, step } from '../../disk.ts'
import { HomeError } from '../../errors.ts'
import type { SourceFile } from '../home.ts'
import type { LocalHomeConfig } from './config.ts'

/** Names of files that belong to a format, when a folder is read. */
const ENDINGS: Record<LocalHomeConfig['format'], RegExp> = {
  parquet: /\.(parquet|pq)$/i,
  csv: /\.(csv|tsv)(\.gz|\.zst)?$/i,
  ndjson: /\.(ndjson|jsonl)(\.gz|\.zst)?$/i,
}

/** Files looked at side by side. */
const LANES = 16

/**
 * The files as they are now, by path. What is hidden or whose name begins with `_` is passed by, unless the path itself says so: these are
 * journals, staging, and what other tools have not finished.
 * @param orNone nothing in the folder is fine @throws {HomeError} `FILES_NOT_FOUND`
 */
export async function listFiles(
  { root, pattern, format }: LocalHomeConfig,
  signal: AbortSignal,
  orNone = false,
): Promise<SourceFile[]> {
  const found = await statOf(root)
  signal.throwIfAborted()
  if (found === null) throw notFound(root, 'There is nothing at')
  if (found.isFile() && pattern === null) return [sourceFile(basename(root), found)]
  if (!found.isDirectory()) throw notFound(root, 'There is no folder at')
  const matches = pattern === null ? null : picomatch(pattern, { dot: true })
  const names = await namesBelow(root, '', passedBy(pattern), signal, new Set())
  const paths = names.filter(path => (matches === null ? ENDINGS[format].test(path) : matches(path))).toSorted()
  if (paths.length === 0 && orNone) return []
  if (paths.length === 0 && pattern === null) throw notFound(root, `There is no ${format} file below`)
  if (paths.length === 0) throw notFound(join(root, pattern ?? ''), 'No file is called')
  return withFacts(root, paths, signal)
}

/** The folder that the paths of the files are below: a root that is a file is in it. */
export async function folderOf({ root, pattern }: Pick<LocalHomeConfig, 'root' | 'pattern'>): Promise<string> {
  return pattern === null && (await statOf(root))?.isFile() ? dirname(root) : root
}

/** The file as it is now; null when it is gone. */
export async function fileAt(root: string, path: string): Promise<SourceFile | null> {
  const found = await statOf(join(root, path))
  return found === null ? null : sourceFile(path, found)
}

/** Which names are not looked at: a pattern that has a segment of their kind asks for them. */
function passedBy(pattern: string | null): (name: string) => boolean {
  const segments = pattern?.split('/') ?? []
  const marks = ['.', '_'].filter(mark => !segments.some(segment => segment.startsWith(mark)))
  return name => marks.some(mark => name.startsWith(mark))
}

/** Paths of files, with slashes. Links are followed, each folder once. */
async function namesBelow(
  root: string,
  below: string,
  passed: (name: string) => boolean,
  signal: AbortSignal,
  seen: Set<string>,
): Promise<string[]> {
  const folder = join(root, below)
  const own = await statOf(folder)
  const identity = `${own?.dev} ${own?.ino}`
  if (own === null || seen.has(identity)) return []
  seen.add(identity)
  const entries = await step('list folder', folder, () => readdir(folder, { withFileTypes: true }))
  signal.throwIfAborted()
  const paths: string[] = []
  for (const entry of entries) {
    if (passed(entry.name)) continue
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    const kind = entry.isSymbolicLink() ? await statOf(join(root, path)) : entry
    if (kind?.isFile()) paths.push(path)
    else if (kind?.isDirectory()) paths.push(...(await namesBelow(root, path, passed, signal, seen)))
  }
  return paths
}

async function withFacts(root: string, paths: string[], signal: AbortSignal): Promise<SourceFile[]> {
  const files: (SourceFile | null)[] = []
  const waiting = paths.entries()
  const lane = async () => {
    for (const [at, path] of waiting) {
      files[at] = await fileAt(root, path)
      signal.throwIfAborted()
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  // Gone since they were listed: they were never there.
  return files.filter(file => file !== null)
}

function statOf(path: string): Promise<BigIntStats | null> {
  return step('look at', path, async () => {
    try {
      return await stat(path, { bigint: true })
    } catch (error) {
      if (isErrno(error, 'ENOENT')) return null
      throw error
    }
  })
}

function sourceFile(path: string, { size, mtimeNs }: BigIntStats): SourceFile {
  return { path, bytes: Number(size), modified: String(mtimeNs), checksum: null }
}

function notFound(path: string, what: string): HomeError {
  return new HomeError('FILES_NOT_FOUND', `${what} ${path}.`, {
    advice:
      'Look at `path` and `format` of the home. Files and folders that are hidden, or whose name begins with `_`, are passed by.',
    facts: { path },
  })
}
