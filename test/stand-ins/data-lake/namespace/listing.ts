/** Paths below a directory, depth first and by name, page by page. */
import type { DirectoryNode, Node } from './node.ts'

export interface Listed {
  path: string[]
  node: Node
}

/** The paths after `after`, which need not be there any more. */
export function* walk(
  directory: DirectoryNode,
  recursive: boolean,
  after: readonly string[] | null,
  above: readonly string[] = [],
): Generator<Listed> {
  const names = [...directory.children.keys()].sort()
  const reached = after?.[above.length]
  for (const name of names) {
    if (reached !== undefined && name < reached) continue
    const node = directory.children.get(name)
    if (node === undefined) continue
    const path = [...above, name]
    const on = name === reached
    if (!on) yield { path, node }
    if (recursive && node.kind === 'directory') yield* walk(node, true, on ? after : null, path)
  }
}

/** One page, and the last path of it when there is more. */
export function page(paths: Iterable<Listed>, most: number): { listed: Listed[]; last: string[] | null } {
  const listed: Listed[] = []
  for (const path of paths) {
    if (listed.length === most) return { listed, last: listed[most - 1].path }
    listed.push(path)
  }
  return { listed, last: null }
}
