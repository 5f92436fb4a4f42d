/** The files below `Files/Monitoring` in which the replicator says how it stands. */
import { readFileSync } from 'node:fs'
import type { FileSystem } from '../namespace/filesystem.ts'
import type { Lake } from '../namespace/lake.ts'
import { textOf, zoneOf } from './landing-zone.ts'
import { faultOfPartnerEvents } from './metadata.ts'
import type { TableStatus } from './mirrored-table.ts'

export const MONITORING = ['Files', 'Monitoring'] as const
export const TABLES_FILE = 'tables.json'

export interface DatabaseStatus {
  tables: TableStatus[]
}

const OPTIONS = {
  conditions: { ifMatch: '', ifNoneMatch: '', ifModifiedSince: Number.NaN, ifUnmodifiedSince: Number.NaN },
  leaseId: '',
}

/** Writes both files. */
export function tell(lake: Lake, filesystem: FileSystem, item: string, status: DatabaseStatus, polls: number): void {
  const zone = zoneOf(filesystem, item)
  const events = zone === null ? null : textOf(filesystem, zone, '_partnerEvents.json', readFileSync)
  const partnerEvents = events === null ? 'absent' : (faultOfPartnerEvents(events) ?? 'valid')
  write(lake, filesystem, [item, ...MONITORING, TABLES_FILE], status)
  write(lake, filesystem, [item, ...MONITORING, 'replicator.json'], { status: 'Running', polls, partnerEvents })
}

/** A database whose mirroring has just been started has no tables, and says so. */
export function tellOfStart(lake: Lake, filesystem: FileSystem, item: string): void {
  if (filesystem.find([item, ...MONITORING, TABLES_FILE]) === null) tell(lake, filesystem, item, { tables: [] }, 0)
}

function write({ staging }: Lake, filesystem: FileSystem, path: readonly string[], value: unknown): void {
  const bytes = Buffer.from(JSON.stringify(value, null, 2))
  const file = filesystem.createFile(path, OPTIONS)
  staging.append(file, 0, bytes)
  staging.flush(filesystem, file, bytes.length, false)
}
