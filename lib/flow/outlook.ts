/** Beside the plan of a dry run: what the journal and the decisions of this start make of it. */
import type { Memory } from '../journal/journal.ts'
import { expectedSize, type Outlook } from '../plan/outlook.ts'
import type { EntityPlan } from '../plan/plan.ts'
import type { Entity } from '../workspace/workspace.ts'
import { fingerprintOf, type Wiring } from './entity-run.ts'
import { type Circumstances, decide } from './resume.ts'

/** Who chose the mode; `asked`: whoever started the run, not the workspace. */
export const modeInWords = ({ run_type: mode }: Pick<Entity, 'run_type'>, asked: boolean): string =>
  asked ? `${mode} was asked for when this was started` : `the workspace says ${mode}`

export function outlookOf(
  plan: EntityPlan,
  memory: Memory,
  wiring: Wiring,
  circumstances: Circumstances,
  asked: boolean,
): Outlook {
  const { estimate, ranges } = plan
  const { settled } = memory
  const size = expectedSize({ estimate, ranges: ranges.length, rowsPerFile: wiring.rowsPerFile, last: settled })
  return {
    why: `${modeInWords({ run_type: plan.mode }, asked)}: ${beginningInWords(plan, memory)}`,
    earlier: earlierInWords(plan, memory, wiring, circumstances),
    bytes: size.bytes,
    files: wiring.intoTable ? null : size.files,
  }
}

function beginningInWords({ mode, watermark }: EntityPlan, { last, rewound, settled }: Memory): string {
  if (mode === 'full_drop')
    return settled === null ? 'everything is read, for the first time' : 'everything is read anew'
  if (rewound)
    return rewound.to === null
      ? 'everything is read, as the journal was reset'
      : 'it goes on from where the journal was rewound to'
  if (last === null)
    return watermark?.low == null ? 'its first run reads everything' : 'its first run begins at `initial`'
  return `it goes on behind the run of ${last.start_time}`
}

/** As the run will decide it. */
function earlierInWords(plan: EntityPlan, memory: Memory, wiring: Wiring, circumstances: Circumstances): string[] {
  const fingerprint = fingerprintOf(plan, wiring)
  return memory.unfinished.map(earlier => {
    const decision = decide(earlier, circumstances)
    const { run, planned } = earlier
    if (decision.action === 'roll-forward') return `finishes publishing the run ${run}: ${decision.why}`
    if (decision.action === 'sweep') return `sweeps the unfinished run ${run}: ${decision.why}`
    if (planned.fingerprint !== fingerprint)
      return `sweeps the unfinished run ${run}: the plan, the schema or the store changed since`
    return `goes on with the unfinished run ${run}: ${decision.why}`
  })
}
