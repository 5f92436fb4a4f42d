/** `flows.yml` → Workspace: read, understood, checked and expanded before anything is opened. */
import { resolve } from 'node:path'
import type { ConfigError } from '../errors.ts'
import { expand } from './expand.ts'
import { fileOf } from './locate.ts'
import { configError } from './problem.ts'
import { hasFolders, readFolders } from './read-folder.ts'
import { checkSchema } from './schema.ts'
import { applySets } from './set.ts'
import { setAside } from './set-aside.ts'
import { Source } from './source.ts'
import { readText, wholeFile } from './text.ts'
import { newMap, Tree } from './tree.ts'
import type { Workspace } from './workspace.ts'
import { readYaml } from './yaml.ts'

export interface LoadOptions {
  /** Where `${NAME}` is looked up; default: the environment of the process. */
  env?: NodeJS.ProcessEnv
  /** Changes as on the command line: `flow.<flow>.<path>=value`. Paths in them belong to the file, as if it said them. */
  set?: string[]
  /** Flows with problems are set aside as `broken` of the workspace; without this they are an error. What all flows need is always one. */
  partly?: boolean
}

/**
 * Loads a file with `flows:`, a `hygge.yml` with its folders, or the folder that holds either.
 * @throws {ConfigError} `CONFIG_INVALID`: the message is the whole text for people, the fact `problems` has every problem.
 */
export async function loadWorkspace(path: string, options: LoadOptions = {}): Promise<Workspace> {
  const env = options.env ?? process.env
  const file = await fileOf(path)
  const tree = new Tree()
  let workspace: Workspace | undefined
  try {
    await readTree(tree, file, env)
    // What YAML cannot read is not guessed at.
    if (tree.value !== undefined) {
      applySets(tree, options.set ?? [], env)
      checkSchema(tree)
      workspace = expand(tree, resolve(file))
    }
  } catch (error) {
    if (error instanceof RangeError)
      throw noFile(file, 'the file is nested too deeply', 'a flows file has a handful of levels')
    throw error
  }
  if (workspace !== undefined && tree.problems.length === 0) return workspace
  const rest = workspace && options.partly ? setAside(workspace, tree) : undefined
  if (rest === undefined) throw configError(file, tree.problems)
  return rest
}

async function readTree(tree: Tree, file: string, env: NodeJS.ProcessEnv): Promise<void> {
  const read = await readText(file)
  if ('problem' in read) throw configError(file, [read.problem])
  tree.value = readYaml(new Source(file, read.text), { tree, pointer: '', env })
  if (tree.value === null && tree.problems.length === 0) {
    if (!hasFolders(file))
      throw noFile(file, 'the file is empty', 'name connections and flows in it; `hygge-run schema` says how')
    tree.value = newMap()
  }
  if (hasFolders(file)) await readFolders(tree, file, env)
}

/** A problem of the file as a whole. */
function noFile(file: string, message: string, advice: string): ConfigError {
  return configError(file, [wholeFile(file, message, advice)])
}
