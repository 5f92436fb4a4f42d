/** A lake for tests: the stand-in, the real SDK on it under the addresses of Azure, and the disk below it for independent readers. */
import { mkdirSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { LakePlace } from '../../lib/lake/config.ts'
import type { LakeOptions } from '../../lib/lake/lake.ts'
import { addressOf } from '../stand-ins/data-lake/connect.ts'
import type { Effect } from '../stand-ins/data-lake/faults.ts'
import { LoopbackHttpClient } from '../stand-ins/data-lake/loopback.ts'
import { type DataLake, type DataLakeOptions, startDataLake } from '../stand-ins/data-lake/server.ts'

export interface TestLake extends AsyncDisposable {
  standIn: DataLake
  place: LakePlace
  /** The way to it, with hardly any waiting between tries. */
  options: LakeOptions
  /** Folder of the file system on this machine's disk. */
  folder: string
}

/** Where a lakehouse of the stand-in is. */
export const LAKEHOUSE = { workspace: 'Trials', item: 'Lake.Lakehouse' }

/** Where a mirrored database of the stand-in is. */
export const MIRROR = { workspace: 'Trials', item: 'Mirror.MirroredDatabase' }

/** @param ids the lakehouse goes by its ids, else by its names */
export async function startTestLake(options: DataLakeOptions = {}): Promise<TestLake> {
  const standIn = await startDataLake(options)
  const onelake = standIn.personality === 'onelake'
  // What the identity of a container asks; tokens of the stand-in are good for it alone.
  Object.assign(process.env, standIn.identity)
  const filesystem = onelake ? LAKEHOUSE.workspace : 'lake'
  return {
    standIn,
    place: {
      service: standIn.personality,
      account_url: addressOf(standIn),
      filesystem,
      authentication: onelake ? { type: 'managed_identity' } : { type: 'storage_key', key: standIn.accountKey },
    },
    options: { httpClient: new LoopbackHttpClient(standIn.url), firstWait: 1, timeout: 2000 },
    folder: join(standIn.folder, filesystem),
    [Symbol.asyncDispose]: () => standIn.close(),
  }
}

/** Files in a folder on disk, by name; null when there is no such folder. */
export async function filesOnDisk(folder: string): Promise<[name: string, bytes: Uint8Array][] | null> {
  const names = await readdir(folder).catch(() => null)
  return names && Promise.all(names.map(async name => [name, await readFile(join(folder, name))]))
}

/** Everything below a folder on disk, folders too, with `/` between names. */
export async function pathsOnDisk(folder: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true })
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.map(entry => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
}

/** What becomes of a call that meets a bad moment; all of it passes. */
export const PASSING_FAULTS: Record<string, Effect> = {
  ...Object.fromEntries([408, 429, 500, 502, 503, 504].map(status => [`${status}`, { status: { status } }])),
  '500, though it was done': { status: { status: 500 }, applied: true },
  '409 OperationAborted': { status: { status: 409 } },
  reset: { reset: true },
  'reset, though it was done': { reset: true, applied: true },
  'half a request': { halfBody: 'request' },
  'half an answer': { halfBody: 'answer' },
  'no answer': { hang: true },
  'no answer, though it was done': { hang: true, applied: true },
}
