/** The folder form of a workspace, read into one tree as if one file said it all: the places still know their own files. */
import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Source } from './source.ts'
import { readText, stem, wholeFile } from './text.ts'
import { below, isMap, newMap, type Tree, type TreeMap } from './tree.ts'
import { readYaml } from './yaml.ts'

/** The file that makes a folder a workspace. */
const ROOT = 'hygge.yml'
const FLOW = 'flow.yml'

/** Folders are read beside a `hygge.yml` only: other files say everything themselves. */
export function hasFolders(file: string): boolean {
  return basename(file) === ROOT
}

/** Adds `flows/<flow>/flow.yml` and `flows/<flow>/entities/*` to what `hygge.yml` says, both by name. */
export async function readFolders(tree: Tree, file: string, env: NodeJS.ProcessEnv): Promise<void> {
  const root = isMap(tree.value) ? tree.value : undefined
  if (root === undefined) return
  const folder = join(dirname(file), 'flows')
  const names = await flowFolders(folder)
  if (Object.hasOwn(root, 'flows')) {
    if (names.length === 0) return
    const advice = `keep one of the two: there is ${join(folder, names[0]!)}`
    tree.report('/flows', 'key', 'flows are said here and in the folder beside this file', advice)
    return
  }
  if (names.length === 0) {
    const advice = `write ${join(folder, '<flow>', FLOW)}, or \`flows:\` in this file`
    tree.report('', 'value', 'there are no flows', advice)
    root.flows = newMap()
    tree.markBroken('/flows')
    return
  }
  const flows = newMap()
  root.flows = flows
  for (const name of names) flows[name] = await readFlow(tree, join(folder, name), name, env)
}

async function readFlow(tree: Tree, folder: string, name: string, env: NodeJS.ProcessEnv): Promise<unknown> {
  const at = below('/flows', name)
  const flow = await readInto(tree, join(folder, FLOW), at, name, env)
  const entities = join(folder, 'entities')
  const files = (await namesIn(entities, 'files')).filter(file => /\.ya?ml$/.test(file))
  if (flow === null) tree.report(at, 'value', 'the file is empty', 'name the home and the store of the flow in it')
  if (!isMap(flow)) return flow
  const { entities: inline = [] } = flow
  if (files.length === 0 || !Array.isArray(inline)) return flow
  const pointer = below(at, 'entities')
  if (!tree.places.has(pointer)) tree.places.set(pointer, tree.place(at))
  flow.entities = inline
  for (const file of files) {
    const path = join(entities, file)
    inline.push(await readEntity(tree, path, below(pointer, inline.length), name, env))
  }
  return flow
}

/** A file is called like its entity unless it says otherwise; one without a word is the entity as the flow has it. */
async function readEntity(
  tree: Tree,
  file: string,
  at: string,
  flow: string,
  env: NodeJS.ProcessEnv,
): Promise<unknown> {
  const written = await readInto(tree, file, at, flow, env)
  if (written === undefined) return written
  const entity: TreeMap | undefined = written === null ? newMap() : isMap(written) ? written : undefined
  if (entity === undefined) {
    const advice = 'write what differs from the flow, as in `columns: [a, b]`'
    tree.report(at, 'value', 'expected a map of keys and values', advice)
    return null
  }
  if (entity.name === undefined) {
    entity.name = stem(basename(file))
    tree.places.set(below(at, 'name'), { source: tree.place(at).source, value: { start: 0, end: 0 } })
  }
  return entity
}

/** The value of a file at its place in the tree; undefined, and marked so, when it cannot be read. */
async function readInto(tree: Tree, file: string, at: string, flow: string, env: NodeJS.ProcessEnv): Promise<unknown> {
  const before = tree.problems.length
  const read = await readText(file)
  let value: unknown
  if ('problem' in read) tree.problems.push(read.problem)
  else {
    const source = new Source(file, read.text)
    tree.places.set(at, { source, value: { start: 0, end: 0 } })
    try {
      value = readYaml(source, { tree, pointer: at, env })
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      tree.problems.push(wholeFile(file, 'the file is nested too deeply', 'such a file has a handful of levels'))
    }
  }
  if (value === undefined) tree.markBroken(at)
  for (const problem of tree.problems.slice(before)) problem.flow = flow
  return value
}

/** Folders that are meant as flows; one with entities but without its file is told when that file is read. */
async function flowFolders(folder: string): Promise<string[]> {
  const flows: string[] = []
  for (const name of await namesIn(folder, 'folders')) {
    const path = join(folder, name)
    const inside = [...(await namesIn(path, 'files')), ...(await namesIn(path, 'folders'))]
    if (inside.some(item => item === FLOW || item === 'flow.yaml' || item === 'entities')) flows.push(name)
  }
  return flows
}

/** By name, the same on every system; hidden ones are not looked at. */
async function namesIn(folder: string, kind: 'files' | 'folders'): Promise<string[]> {
  const items = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') return []
    throw error
  })
  // A link counts as what it is called: flows may be shared between workspaces.
  const wanted = items.filter(item => item.isSymbolicLink() || (kind === 'files' ? item.isFile() : item.isDirectory()))
  return wanted
    .map(item => item.name)
    .filter(name => !name.startsWith('.'))
    .sort()
}
