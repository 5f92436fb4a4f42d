/** `flows.yml` → Workspace: read, understood, checked and expanded before anything is opened. */
import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import type { ConfigError } from '../errors.ts'
import { expand } from './expand.ts'
import { configError, type Problem } from './problem.ts'
import { checkSchema } from './schema.ts'
import { applySets } from './set.ts'
import { Source } from './source.ts'
import { nearest } from './suggest.ts'
import { Tree } from './tree.ts'
import type { Workspace } from './workspace.ts'
import { readYaml } from './yaml.ts'

export interface LoadOptions {
  /** Where `${NAME}` is looked up; default: the environment of the process. */
  env?: NodeJS.ProcessEnv
  /** Changes as on the command line: `flow.<flow>.<path>=value`. Paths in them belong to the file, as if it said them. */
  set?: string[]
}

/**
 * Loads one file.
 * @throws {ConfigError} `CONFIG_INVALID`: the message is the whole text for people, the fact `problems` has every problem.
 */
export async function loadWorkspace(file: string, options: LoadOptions = {}): Promise<Workspace> {
  const env = options.env ?? process.env
  const tree = new Tree()
  let workspace: Workspace | undefined
  try {
    tree.value = readYaml(new Source(file, await readText(file)), { tree, pointer: '', env })
    if (tree.value === null && tree.problems.length === 0) {
      throw noFile(file, 'the file is empty', 'name connections and flows in it; `hygge-run schema` says how')
    }
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
  if (workspace === undefined || tree.problems.length > 0) throw configError(file, tree.problems)
  return workspace
}

async function readText(file: string): Promise<string> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(file)
  } catch (error) {
    throw await unreadable(file, error)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw noFile(file, 'the file is not UTF-8 text', 'save it as UTF-8')
  }
}

async function unreadable(file: string, error: unknown): Promise<ConfigError> {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const names = await readdir(code === 'EISDIR' ? file : dirname(resolve(file))).catch(() => [])
  const flows = names.filter(name => /\.ya?ml$/.test(name))
  if (code === 'EISDIR') {
    const like = flows.includes('flows.yml') ? 'flows.yml' : flows[0]
    return noFile(
      file,
      'this is a folder, not a file',
      `name a file in it${like ? `: ${resolve(file, like)}` : '; there is no YAML file'}`,
    )
  }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    const near = flows.find(name => stem(name) === nearest(stem(basename(file)), flows.map(stem)))
    const hint = near ? `did you mean \`${near}\`?` : 'check the spelling, or change to the folder of the file'
    return noFile(file, `there is no such file; the current folder is ${process.cwd()}`, hint)
  }
  return noFile(file, `the file cannot be read (${String(code ?? error)})`, 'check the permissions of the file')
}

function stem(name: string): string {
  return name.replace(/\.ya?ml$/, '')
}

/** A problem of the file as a whole. */
function noFile(file: string, message: string, advice: string): ConfigError {
  const problem: Problem = { file, line: 1, column: 1, key: '', message, advice }
  return configError(file, [problem])
}
