/** Which file a workspace begins with: the one that was named, the one in a folder, or the nearest above the current folder. */
import { readdir, stat } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { ConfigError } from '../errors.ts'
import { ancestors } from './folder.ts'
import { configError } from './problem.ts'
import { wholeFile } from './text.ts'

/** What a workspace is called when nobody names a file; the first that is there counts. */
const WORKSPACE_FILES = ['hygge.yml', 'flows.yml']

/**
 * The nearest `hygge.yml` or `flows.yml`, in the folder or above it, as a path from that folder.
 * @throws {ConfigError} `NO_WORKSPACE`, naming every path that was tried.
 */
export async function findWorkspace(folder: string): Promise<string> {
  const tried: string[] = []
  for (const at of [resolve(folder), ...ancestors(resolve(folder))]) {
    for (const name of WORKSPACE_FILES) {
      const file = join(at, name)
      if (await isFile(file)) return relative(folder, file)
      tried.push(file)
    }
  }
  const list = tried.map(path => `  ${path}`).join('\n')
  const message = `No file was named, and there is no ${WORKSPACE_FILES.join(' or ')} here or above. Tried:\n${list}`
  throw new ConfigError('NO_WORKSPACE', message, {
    advice: 'Name the file, as in hygge-run path/to/flows.yml, or change to a folder that has one.',
    facts: { tried },
  })
}

/**
 * A file stays what it is; a folder stands for the `hygge.yml` or `flows.yml` in it.
 * @throws {ConfigError} `CONFIG_INVALID` when the folder has neither.
 */
export async function fileOf(path: string): Promise<string> {
  if (!(await isFolder(path))) return path
  const within = path.replace(/[\\/]+$/, '')
  for (const name of WORKSPACE_FILES) if (await isFile(`${within}/${name}`)) return `${within}/${name}`
  const other = (await readdir(path).catch(() => [])).filter(name => /\.ya?ml$/.test(name)).sort()[0]
  const message = `this is a folder, and there is no ${WORKSPACE_FILES.join(' or ')} in it`
  const advice = other === undefined ? 'name a file; there is no YAML file in it' : `name a file: ${within}/${other}`
  throw configError(path, [wholeFile(path, message, advice)])
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() === true
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true
}
