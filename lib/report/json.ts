/** What `--json` prints: one JSON object per line, each held to `schemas/events.schema.json`. */
import type { ErrorFacts } from '../errors.ts'
import type { RunEvent } from '../events.ts'
import type { Plan } from '../plan/plan.ts'

/** The last line when there was no run, or when it ended without a `run.finished`. */
export interface ErrorLine {
  type: 'error'
  /** ISO 8601, UTC. */
  time: string
  exit_code: number
  error: ErrorFacts
}

/** The only line of a dry run. */
export interface PlanLine extends Plan {
  type: 'plan'
  /** ISO 8601, UTC. */
  time: string
}

/** Everything `--json` can print. */
export type JsonLine = RunEvent | PlanLine | ErrorLine

export function jsonLine(line: JsonLine): string {
  // The type first, for eyes.
  const { type, ...rest } = line
  return `${JSON.stringify({ type, ...rest })}\n`
}
