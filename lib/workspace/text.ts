/** The text of a file that a user wrote, or why there is none. */
import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { nearest } from '../suggest.ts'
import type { Problem } from './problem.ts'

/** The text of a file, or the problem that keeps it from being read. */
export async function readText(file: string): Promise<{ text: string } | { problem: Problem }> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(file)
  } catch (error) {
    return { problem: await unreadable(file, error) }
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return { problem: wholeFile(file, 'the file is not UTF-8 text', 'save it as UTF-8') }
  }
}

/** A problem of the file as a whole. */
export function wholeFile(file: string, message: string, advice: string): Problem {
  return { file, line: 1, column: 1, key: '', message, advice }
}

async function unreadable(file: string, error: unknown): Promise<Problem> {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    const names = await readdir(dirname(resolve(file))).catch(() => [])
    const flows = names.filter(name => /\.ya?ml$/.test(name))
    const near = flows.find(name => stem(name) === nearest(stem(basename(file)), flows.map(stem)))
    const hint = near ? `did you mean \`${near}\`?` : 'check the spelling, or change to the folder of the file'
    return wholeFile(file, `there is no such file; the current folder is ${process.cwd()}`, hint)
  }
  return wholeFile(file, `the file cannot be read (${String(code ?? error)})`, 'check the permissions of the file')
}

/** The name of a YAML file without its ending. */
export function stem(name: string): string {
  return name.replace(/\.ya?ml$/, '')
}
