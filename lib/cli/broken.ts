/** Flows that did not load and that this run does not need: told, so that nobody finds out too late. */
import { printable } from '../report/width.ts'
import type { Workspace } from '../workspace/workspace.ts'

/** A line for each flow, and one below it for each of its problems. */
export function brokenLines({ broken = [] }: Workspace): string[] {
  return broken.flatMap(({ name, problems }) => [
    `The flow ${printable(name)} cannot run and is left out; this run does not need it:`,
    ...problems.map(
      ({ file, line, column, key, message }) =>
        `    ${printable(`${file}:${line}:${column}: ${key === '' ? '' : `${key}: `}${message}`)}`,
    ),
  ])
}
