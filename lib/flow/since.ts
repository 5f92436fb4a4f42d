/** From where on an entity's next run reads, by what the journal remembers: a pure decision. */
import { ConfigError } from '../errors.ts'
import type { Since, WatermarkType } from '../homes/home.ts'
import type { Memory } from '../journal/journal.ts'
import type { Finished } from '../journal/record.ts'
import type { Entity } from '../workspace/workspace.ts'

const TYPES: ReadonlySet<string> = new Set<WatermarkType>([
  'int',
  'decimal',
  'date',
  'datetime',
  'datetimeoffset',
  'rowversion',
  'string',
])

type Mark = Pick<Finished, 'watermark_column' | 'watermark_type' | 'watermark'>

/**
 * Nothing for an entity without a watermark. A full_drop reads everything and says how far it got.
 * @throws {ConfigError} `WATERMARK_MISSING`, `WATERMARK_CHANGED`, `WATERMARK_UNKNOWN`: what is there cannot be added to without reading rows twice
 */
export function sinceOf(
  { flow, name, run_type, watermark }: Pick<Entity, 'flow' | 'name' | 'run_type' | 'watermark'>,
  { last, rewound }: Pick<Memory, 'last' | 'rewound'>,
): Since | undefined {
  const id = `${flow}.${name}`
  if (watermark === undefined) {
    if (run_type === 'incremental') throw withoutWatermark([id])
    return undefined
  }
  const { column } = watermark
  if (run_type === 'full_drop') return { column, low: null }
  const to = rewound?.to
  if (to && 'value' in to) return { column, low: { value: to.value, type: null } }
  const mark: Mark | null = to ?? last
  // A full_drop of an empty table left nothing that could be read twice.
  if (mark === null || (mark === last && last?.run_type === 'full_drop' && last.row_count === 0)) {
    return { column, low: null }
  }
  if (mark.watermark_column === null) {
    // A run that a person went back to may have had none: then everything is read, as was asked for.
    if (mark === to) return { column, low: null }
    throw new ConfigError(
      'WATERMARK_UNKNOWN',
      `The last run of ${id} had no watermark: nobody knows what is new since.`,
      {
        advice: `Run it once with --full-drop, or say from where to go on: hygge-run journal rewind <file> ${id} --to <value>.`,
        facts: { entity: id, column },
      },
    )
  }
  if (mark.watermark_column.toLowerCase() !== column.toLowerCase()) throw changed(id, mark.watermark_column, column)
  if (mark.watermark === null) return { column, low: null }
  const type = mark.watermark_type ?? ''
  return { column, low: { value: mark.watermark, type: isType(type) ? type : null } }
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

function isType(type: string): type is WatermarkType {
  return TYPES.has(type)
}

function changed(id: string, was: string, column: string): ConfigError {
  return new ConfigError(
    'WATERMARK_CHANGED',
    `The watermark of ${id} is now ${column}, and the journal knows how far it was moved by ${was}.`,
    {
      advice: `Say from where to go on: hygge-run journal rewind <file> ${id} --to <value of ${column}>. Or run it once with --full-drop.`,
      facts: { entity: id, was, column },
    },
  )
}
