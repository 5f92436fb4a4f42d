/** Flows that did not load, where no run tells of them. */
import { brokenLines } from '../report/phrases.ts'
import type { Workspace } from '../workspace/workspace.ts'

/** A line for each flow, and one below it for each of its problems. */
export function brokenFlows({ broken = [] }: Workspace): string[] {
  return broken.flatMap(({ name, problems }) => brokenLines({ flow: name, problems }))
}
