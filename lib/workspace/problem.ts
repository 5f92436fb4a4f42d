/** What is wrong with a flows file, and where: plain facts, and the text that people read. */
import { ConfigError } from '../errors.ts'
import { COMMAND_LINE, type Source, type Span } from './source.ts'

export interface Problem {
  /** The file as it was named, or `--set`. */
  file: string
  /** From 1. */
  line: number
  /** From 1, in UTF-16 units. */
  column: number
  /** The key it is about: `flows.erp.store.path`; empty for the file as a whole. */
  key: string
  message: string
  advice?: string
  /** The line and a caret under the place, secrets masked. */
  excerpt?: string
  /** The flow that cannot run because of it; absent when nothing can. */
  flow?: string
}

/** A problem at a place of a text. */
export function problemAt(source: Source, span: Span, key: string, message: string, advice?: string): Problem {
  const { line, column } = source.position(span.start)
  const place = { file: source.name, line, column, key, message, excerpt: source.excerpt(span) }
  return advice === undefined ? place : { ...place, advice }
}

/** All problems as one error, in the order of the places, each with its line, a caret and the fix. */
export function configError(file: string, problems: Problem[]): ConfigError {
  // What an alias repeats is one mistake.
  const once = new Map(
    problems.map(problem => [
      `${problem.file}\n${problem.excerpt}\n${problem.line}:${problem.column}\n${problem.message}`,
      problem,
    ]),
  )
  const sorted = [...once.values()].sort(
    (a, b) =>
      Number(a.file === COMMAND_LINE) - Number(b.file === COMMAND_LINE) ||
      Number(b.file === file) - Number(a.file === file) ||
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
      (a.file === COMMAND_LINE ? 0 : a.line - b.line || a.column - b.column),
  )
  const count = sorted.length === 1 ? 'a problem' : `${sorted.length} problems`
  const heading = sorted.length === 1 && sorted[0]!.excerpt === undefined ? '' : `${file} has ${count}:\n\n`
  const text = `${heading}${sorted.map(paragraph).join('\n\n')}\n`
  return new ConfigError('CONFIG_INVALID', text, {
    advice: `Nothing was opened. Correct ${sorted.some(problem => problem.file !== sorted[0]!.file) ? 'them' : 'the file'} and run again.`,
    facts: { file, problems: sorted },
  })
}

/** One problem as people read it. */
function paragraph({ file, line, column, key, message, advice, excerpt }: Problem): string {
  // On the command line a flow's keys begin with `flow.`
  const place =
    file === COMMAND_LINE
      ? `--set ${key.replace(/^flows\b/, 'flow')}`
      : excerpt === undefined
        ? file
        : `${file}:${line}:${column}: ${key}`
  const lines = [`${place.trimEnd().replace(/:?$/, ':')} ${message}`]
  if (excerpt !== undefined) lines.push(excerpt)
  if (advice !== undefined) lines.push(`     = ${advice}`)
  return lines.join('\n')
}
