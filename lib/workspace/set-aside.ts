/** Flows with problems, apart from those that can run: a run that does not select them need not stop for them. */
import type { Problem } from './problem.ts'
import { COMMAND_LINE } from './source.ts'
import { below, isMap, type Tree } from './tree.ts'
import type { BrokenFlow, Workspace } from './workspace.ts'

/** The workspace without its broken flows; undefined when nothing is left, or when the problems are not only theirs. */
export function setAside(workspace: Workspace, tree: Tree): Workspace | undefined {
  const problems = new Map<string, Problem[]>()
  for (const problem of tree.problems) {
    // Whoever changes a flow on the command line means to run it.
    if (problem.flow === undefined || problem.file === COMMAND_LINE) return undefined
    problems.set(problem.flow, [...(problems.get(problem.flow) ?? []), problem])
  }
  const entities = workspace.entities.filter(({ flow }) => !problems.has(flow))
  const patterns = workspace.patterns?.without(new Set(problems.keys()))
  if (entities.length === 0 && !patterns?.all.length) return undefined
  const broken = [...problems].map(
    ([name, list]): BrokenFlow => ({ name, entities: namesIn(tree, name), problems: list }),
  )
  return { ...workspace, entities, ...(patterns && { patterns }), broken }
}

function namesIn(tree: Tree, flow: string): string[] {
  const list = tree.at(below(below('/flows', flow), 'entities'))
  const names = (Array.isArray(list) ? list : []).map((item: unknown) => (isMap(item) ? item.name : item))
  return names.filter(name => typeof name === 'string')
}
