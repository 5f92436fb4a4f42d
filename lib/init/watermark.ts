/** Which column tells new rows from old ones best: a guess from types and names. Pure. */
import type { Field } from '../columns/schema.ts'

export interface Candidate {
  column: string
  /** The type as the server names it. */
  source: string
}

/** `ModifiedAt`, `last_update`, `LastEditedWhen`, `rowchangedate`, `updated_on`, `SysStartTime` … */
const CHANGED = /modif|updat|chang|edit|last_?(write|touch|sync)|sys_?start|valid_?from/i
const CLOCK = /^(datetime2|datetimeoffset|datetime|smalldatetime)/

/**
 * A rowversion, which misses nothing; else a time that looks like the last change; null when none does.
 * @param version the table's column of type rowversion
 */
export function bestWatermark(fields: readonly Field[], version: string | undefined): Candidate | null {
  if (version !== undefined) return { column: version, source: 'rowversion' }
  const clock = fields.find(({ name, source }) => CLOCK.test(source) && CHANGED.test(name))
  return clock ? { column: clock.name, source: clock.source } : null
}
