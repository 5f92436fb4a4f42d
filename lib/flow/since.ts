/** From where on an entity's next run reads, by what the journal remembers: a pure decision. */
import { ConfigError } from '../errors.ts'
import type { Since } from '../homes/home.ts'
import { isWatermarkType } from '../homes/measure.ts'
import type { Memory } from '../journal/journal.ts'
import { keyText, markOf } from '../journal/mark.ts'
import type { RecordedMark } from '../journal/record.ts'
import type { Entity, WatermarkConfig } from '../workspace/workspace.ts'

/**
 * Nothing for an entity without a watermark. A full_drop reads everything and says how far it got.
 * @throws {ConfigError} `WATERMARK_MISSING`, `WATERMARK_CHANGED`, `WATERMARK_UNKNOWN`: what is there cannot be added to without reading rows twice
 */
export function sinceOf(
  { flow, name, run_type, watermark, by_files }: Pick<Entity, 'flow' | 'name' | 'run_type' | 'watermark' | 'by_files'>,
  { last, rewound }: Pick<Memory, 'last' | 'rewound'>,
): Since | undefined {
  const id = `${flow}.${name}`
  if (watermark === undefined) {
    if (run_type === 'incremental' && !by_files) throw withoutWatermark([id])
    return undefined
  }
  const { initial, ...wanted } = watermark
  if (run_type === 'full_drop') return { ...wanted, low: null }
  const to = rewound?.to
  if (to && 'value' in to) return { ...wanted, low: { value: to.value, type: null } }
  const recorded: RecordedMark | null = to ?? last
  if (recorded === null) return { ...wanted, low: beginning(initial) }
  // A full_drop of an empty table left nothing that could be read twice.
  if (recorded === last && last?.run_type === 'full_drop' && last.row_count === 0) return { ...wanted, low: null }
  if (recorded.watermark_column === null) {
    // A run that a person went back to may have had none: then everything is read, as was asked for.
    if (recorded === to) return { ...wanted, low: null }
    throw unknown(id, wanted)
  }
  checkSame(id, wanted, recorded)
  const mark = markOf(recorded)
  if (mark === null) return { ...wanted, low: null }
  const type = recorded.watermark_type
  const seen = recorded === last ? last?.seen : undefined
  return {
    ...wanted,
    low: { ...mark, type: isWatermarkType(type) ? type : null },
    ...(seen && wanted.overlap !== undefined ? { known: { ...seen.behind, sqlType: seen.sqlType } } : {}),
  }
}

/** Where the first run begins. */
function beginning(initial: WatermarkConfig['initial']): Since['low'] {
  if (initial === undefined) return null
  return initial === 'now' ? 'now' : { value: String(initial), type: null }
}

/** A key may be added: what was moved up to a value stays moved. Another one, or none, would compare what was never recorded. */
function checkSame(id: string, { column, key }: Pick<WatermarkConfig, 'column' | 'key'>, recorded: RecordedMark): void {
  const was = recorded.watermark_column ?? ''
  if (was.toLowerCase() !== column.toLowerCase()) throw changed(id, 'watermark', was, column, column)
  const before = recorded.primary_key
  const now = keyText(key)
  if (before !== null && before.toLowerCase() !== now?.toLowerCase())
    throw changed(id, "watermark's key", before, now ?? 'none', column)
}

/** An entity that would add everything again with every run. */
export function withoutWatermark(entities: string[]): ConfigError {
  const several = entities.length > 1
  return new ConfigError(
    'WATERMARK_MISSING',
    `${several ? 'Entities have' : 'The entity has'} no watermark, so an incremental run cannot know what is new: ${entities.join(', ')}.`,
    { advice: 'Add `watermark: { column: … }`, or run with --full-drop.', facts: { entities } },
  )
}

function changed(id: string, what: string, was: string, now: string, column: string): ConfigError {
  return new ConfigError(
    'WATERMARK_CHANGED',
    `The ${what} of ${id} is now ${now}, and the journal knows how far it was moved by ${was}.`,
    {
      advice: `Say from where to go on: hygge-run journal rewind <file> ${id} --to <value of ${column}>. Or run it once with --full-drop.`,
      facts: { entity: id, was, now },
    },
  )
}

function unknown(id: string, { column }: Pick<WatermarkConfig, 'column'>): ConfigError {
  return new ConfigError(
    'WATERMARK_UNKNOWN',
    `The last run of ${id} had no watermark: nobody knows what is new since.`,
    {
      advice: `Run it once with --full-drop, or say from where to go on: hygge-run journal rewind <file> ${id} --to <value>.`,
      facts: { entity: id, column },
    },
  )
}
