/** `_metadata.json` of a table, and `_partnerEvents.json` of the landing zone. */
import { MirrorError } from './mirror-error.ts'

export type DetectionStrategy = 'SequentialFileName' | 'LastUpdateTimeFileDetection'

export interface TableMetadata {
  keyColumns: string[]
  detection: DetectionStrategy
  /** Rows without a marker are upserts, and not inserts. */
  upsertByDefault: boolean
}

/** The service's own documents spell the first one in both ways. */
const KNOWN = new Set(['keyColumns', 'KeyColumns', 'fileDetectionStrategy', 'isUpsertDefaultRowMarker'])

/** @throws {MirrorError} for anything that the stand-in would have to overlook. */
export function tableMetadata(text: string): TableMetadata {
  const values = objectOf(text, '_metadata.json')
  for (const name of values.keys()) {
    if (!KNOWN.has(name)) throw invalid(`"${name}" is no key of _metadata.json that the stand-in knows`)
  }
  const keys = values.get('keyColumns') ?? values.get('KeyColumns') ?? []
  const strategy = values.get('fileDetectionStrategy') ?? 'SequentialFileName'
  const upsert = values.get('isUpsertDefaultRowMarker') ?? false
  if (!isTexts(keys)) throw invalid('keyColumns is a list of names')
  if (strategy !== 'SequentialFileName' && strategy !== 'LastUpdateTimeFileDetection') {
    throw invalid(`fileDetectionStrategy is "${String(strategy)}"`)
  }
  if (typeof upsert !== 'boolean') throw invalid('isUpsertDefaultRowMarker is true or false')
  if (upsert && keys.length === 0) throw invalid('isUpsertDefaultRowMarker needs keyColumns')
  return { keyColumns: keys, detection: strategy, upsertByDefault: upsert }
}

/** Null when it is well formed, else what is wrong with it. */
export function faultOfPartnerEvents(text: string): string | null {
  try {
    const values = objectOf(text, '_partnerEvents.json')
    if (typeof values.get('partnerName') !== 'string') return 'partnerName is a text'
    const source = new Map(Object.entries(Object(values.get('sourceInfo'))))
    return typeof source.get('sourceType') === 'string' ? null : 'sourceInfo.sourceType is a text'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function objectOf(text: string, file: string): Map<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw invalid(`${file} is not JSON`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(`${file} is not an object`)
  return new Map(Object.entries(value))
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(item => typeof item === 'string')
}

function invalid(message: string): MirrorError {
  return new MirrorError('InvalidMetadata', message)
}
