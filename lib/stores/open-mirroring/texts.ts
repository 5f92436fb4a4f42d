/** The small files beside the data: what Fabric reads of a table and of a partner, and what people read of its columns. */
import type { Schema } from '../../columns/schema.ts'
import { fabricColumns } from '../fabric/types.ts'
import type { OpenMirroringStoreConfig, Partner } from './config.ts'

export const METADATA = '_metadata.json'
export const SCHEMA = '_schema.json'
export const PARTNER_EVENTS = '_partnerEvents.json'

const STRATEGIES = { sequential: 'SequentialFileName', last_update: 'LastUpdateTimeFileDetection' } as const

/** What a `_metadata.json` says, ours or another's. */
export interface TableMetadata {
  keyColumns: string[]
  detection: OpenMirroringStoreConfig['file_detection']
}

/** @param keyColumns as the files name them */
export function metadataText(config: OpenMirroringStoreConfig, keyColumns: string[]): string {
  return text({
    keyColumns,
    fileDetectionStrategy: STRATEGIES[config.file_detection],
    // Rows without a marker are those of a first load: with a key, one that comes twice must not stand twice.
    ...(keyColumns.length > 0 && config.row_marker === 4 ? { isUpsertDefaultRowMarker: true } : {}),
  })
}

/** Null for what is no such file. Fabric's documents spell the key in two ways, and leave the strategy out for the default. */
export function metadataOf(bytes: Uint8Array): TableMetadata | null {
  const values = objectOf(bytes)
  if (values === null) return null
  const keys = values.get('keyColumns') ?? values.get('KeyColumns') ?? []
  if (!Array.isArray(keys)) return null
  const lastUpdate = values.get('fileDetectionStrategy') === STRATEGIES.last_update
  return { keyColumns: keys.map(String), detection: lastUpdate ? 'last_update' : 'sequential' }
}

/** The columns as the files have them, after polish, with the marker when there is one. */
export function schemaText(schema: Schema): string {
  return text({ columns: fabricColumns(schema) })
}

export function partnerText({ name, source_type, source_version }: Partner): string {
  const sourceInfo = {
    sourceType: source_type,
    ...(source_version === undefined ? {} : { sourceVersion: source_version }),
  }
  return text({ partnerName: name, sourceInfo })
}

/** Null when it names none. */
export function partnerOf(bytes: Uint8Array): string | null {
  const name = objectOf(bytes)?.get('partnerName')
  return typeof name === 'string' ? name : null
}

/** The keys of a JSON object; null for anything else. */
export function objectOf(bytes: Uint8Array): Map<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : null
  } catch {
    return null
  }
}

function text(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
