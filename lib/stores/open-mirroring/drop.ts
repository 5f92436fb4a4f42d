/** Dropping a mirrored table: its folder goes, and then Fabric must say that the table is gone, before another one may have its name. */
import { setTimeout as pause } from 'node:timers/promises'
import { StoreError } from '../../errors.ts'
import { isRefusal } from '../../lake/errors.ts'
import type { Lake } from '../../lake/lake.ts'
import { objectOf } from './texts.ts'

/** A table of a mirrored database. */
export interface MirroredTable {
  lake: Lake
  /** The mirrored database: the first folder of its workspace. */
  mirror: string
  /** Its folder in the landing zone. */
  path: string
  /** '' for tables that lie in the landing zone itself. */
  schema: string
  name: string
  /** How long it may take to go. */
  waitSeconds: number
}

/** The longest time between two looks, s. */
const BETWEEN = 5
/** Looks at the least. */
const LOOKS = 10
/** The schema of tables that name none. */
const DEFAULT_SCHEMA = 'dbo'

/** How often it is looked, and how long is waited in between. */
function patience(waitSeconds: number): { looks: number; delay: number } {
  if (waitSeconds === 0) return { looks: 1, delay: 0 }
  const delay = Math.min(BETWEEN, waitSeconds / LOOKS)
  return { looks: Math.ceil(waitSeconds / delay) + 1, delay: delay * 1000 }
}

/** Removes the table's folder; resolves when there is none. The replicator may hold files for a while. */
export async function removeTable({ lake, path, waitSeconds }: MirroredTable): Promise<void> {
  const { looks, delay } = patience(waitSeconds)
  for (let look = 1; ; look++) {
    const version = await lake.stat(path)
    if (version === null) return
    try {
      await lake.removeVersion(path, version.etag)
    } catch (error) {
      // A file came or went between the two looks, or one is being read.
      if (![409, 412].some(status => isRefusal(error, status))) throw error
      if (look >= looks) throw held(lake.location(path), waitSeconds, error)
      await pause(delay)
    }
  }
}

/** Resolves when Fabric knows the table no more. @throws {StoreError} `MIRROR_TABLE_STAYS` */
export async function tableGone(table: MirroredTable): Promise<void> {
  const { looks, delay } = patience(table.waitSeconds)
  for (let look = 1; ; look++) {
    const known = await isListed(table)
    if (known === false) return
    // Nobody tells: then the time itself has to do.
    if (look >= looks && known === null) return
    if (look >= looks) throw stays(table)
    await pause(delay)
  }
}

export function monitoringOf(mirror: string): string {
  return `${mirror}/Files/Monitoring/tables.json`
}

/** Whether the replicator lists the table; null when it says nothing. One request. */
async function isListed({ lake, mirror, schema, name }: MirroredTable): Promise<boolean | null> {
  const bytes = await lake.read(monitoringOf(mirror))
  const tables = bytes && objectOf(bytes)?.get('tables')
  if (!Array.isArray(tables)) return null
  return tables.some((table: unknown) => {
    const known = new Map<string, unknown>(Object.entries(Object(table)))
    const inSchema = known.get('sourceSchemaName') || DEFAULT_SCHEMA
    return known.get('sourceTableName') === name && inSchema === (schema || DEFAULT_SCHEMA)
  })
}

function held(where: string, seconds: number, cause: unknown): StoreError {
  return new StoreError('MIRROR_FOLDER_HELD', `The table's folder could not be removed within ${seconds} s: ${where}`, {
    cause,
    advice:
      'The replicator, or somebody else, holds its files. Wait until mirroring is quiet, or raise `folder_deletion_wait_seconds`.',
    facts: { url: where },
  })
}

function stays({ lake, mirror, path, waitSeconds }: MirroredTable): StoreError {
  const where = lake.location(path)
  return new StoreError(
    'MIRROR_TABLE_STAYS',
    `The mirrored table is still there ${waitSeconds} s after its folder went: ${where}`,
    {
      advice:
        'See in Fabric whether the mirrored database is running and its capacity is not paused; raise `folder_deletion_wait_seconds` when it is only slow.',
      facts: { url: where, monitoring: lake.location(monitoringOf(mirror)) },
    },
  )
}
