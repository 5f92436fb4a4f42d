/** A plan's columns against those of the last run: what is told, what is refused, and in which version rows settle. */
import type { Schema } from '../columns/schema.ts'
import { FlowError } from '../errors.ts'
import type { RunType } from '../events.ts'
import type { Memory } from '../journal/journal.ts'
import type { Finished } from '../journal/record.ts'
import { type Drift, type DriftPolicy, driftInWords, driftOf, goneAfter, policyFor } from '../plan/drift.ts'
import { ROW_MARKER } from '../polish/config.ts'
import type { Rules } from '../workspace/workspace.ts'

/** The code that makes exit code 4. */
export const SCHEMA_DRIFT = 'SCHEMA_DRIFT'

export interface Drifted {
  drift: Drift[]
  /** Counts the folders or tables that the entity has settled in; 1 is the one that was configured. */
  version: number
  /** Columns of which files stand there and the run has no more. */
  gone: Schema['fields']
}

/**
 * @param settled the last run that settled; null when none did
 * @param stored what settles now
 * @throws {FlowError} `SCHEMA_DRIFT` for what the entity refuses; nothing was changed
 */
export function driftSince(entity: Rules, settled: Finished | null, stored: Schema): Drifted {
  const { run_type: mode, schema_drift = {} } = entity
  if (settled === null) return { drift: [], version: 1, gone: [] }
  const { version = 1, gone = [] } = settled
  const [before, now] = [columnsOf(settled.schema), columnsOf(stored)]
  // What a full_drop replaces need not go with what stands, only with what readers know.
  const drift = driftOf(before, mode === 'full_drop' ? [] : gone, now)
  const policy = policyFor(mode, schema_drift)
  const refused = drift.filter(({ kind }) => policy[kind] === 'fail')
  if (refused.length > 0) throw refusal(entity, refused, drift)
  const anew = drift.some(({ kind }) => kind === 'change') && policy.change === 'new_version'
  if (anew) return { drift, version: version + 1, gone: [] }
  return { drift, version, gone: mode === 'full_drop' ? [] : goneAfter(before, gone, now) }
}

/** The marker comes and goes with the kind of run: it says what is done with a row, and is none of its columns. */
function columnsOf({ fields }: Schema): Schema['fields'] {
  return fields.filter(({ name }) => name !== ROW_MARKER)
}

/** True when nothing of the entity stands yet in this version. */
export function isFirst(
  { last, settled }: Pick<Memory, 'last' | 'settled'>,
  { version = 1 }: { version?: number },
): boolean {
  return last === null || version > (settled?.version ?? 1)
}

function refusal({ flow, name, run_type }: Rules, refused: Drift[], drift: Drift[]): FlowError {
  const differences = refused.map(driftInWords)
  return new FlowError(
    SCHEMA_DRIFT,
    `The columns of ${flow}.${name} are no longer those of its last run: ${differences.join('; ')}.`,
    { advice: adviceOn(run_type, refused), facts: { entity: `${flow}.${name}`, refused, drift } },
  )
}

function adviceOn(mode: RunType, refused: Drift[]): string {
  const kinds = [...new Set(refused.map(({ kind }) => kind))]
  const words = kinds.map(
    kind => `${kind}: ${(kind === 'change' ? 'new_version' : 'allow') satisfies DriftPolicy[typeof kind]}`,
  )
  const allow = `\`schema_drift: { ${words.join(', ')} }\``
  const anew = kinds.includes('change') ? ', which lets it settle in a place of its own' : ''
  const nothing = 'Nothing was changed.'
  return mode === 'full_drop'
    ? `${nothing} If that is wanted, write ${allow}${anew}.`
    : `${nothing} If that is wanted, load it anew with --full-drop, or write ${allow}${anew}.`
}
