/** A failure in full: what happened, why, what is safe now, what to do. */
import type { ErrorFacts } from '../errors.ts'
import type { EntityFinished } from '../events.ts'
import type { Colors } from './colors.ts'
import { formatDuration, plural } from './format.ts'
import { entityName } from './tally.ts'
import { padEnd, printable, printableLines, textWidth } from './width.ts'

/** Facts that have a line of their own. */
const TOLD = new Set(['code', 'message', 'advice', 'safe', 'cause'])
/** A fact longer than this is for `--json`. */
const LONGEST = 400

/** Lines for a failed entity. */
export function failureLines(event: EntityFinished, colors: Colors): string[] {
  const error = event.error ?? { code: 'UNEXPECTED', message: 'no reason was given' }
  const after = `after ${formatDuration(event.seconds)}`
  return [
    `${colors.red('✗')} ${colors.bold(printable(entityName(event)))} failed ${after}: ${colors.red(printable(error.code))}`,
    ...errorLines(error, colors),
    `    ${colors.dim('safe now:')} ${printable(safety(event, error))}`,
    `    ${colors.dim('do:')} ${printable(error.advice ?? 'Remove the cause and run the same command again.')}`,
  ]
}

/** The message and the facts of an error, indented; no advice. */
export function errorLines(error: ErrorFacts, colors: Colors): string[] {
  const facts: [string, string][] = []
  for (const cause of chain(error.cause)) facts.push(['cause', cause])
  for (const [key, value] of Object.entries(error)) {
    if (TOLD.has(key) || value === undefined || value === null || value === '') continue
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    if (text.length <= LONGEST) facts.push([key, text])
  }
  const width = Math.max(0, ...facts.map(([key]) => textWidth(printable(key))))
  return [
    ...printableLines(error.message).map(line => `    ${line}`),
    ...facts.map(([key, text]) => `      ${colors.dim(padEnd(printable(key), width))}  ${printable(text)}`),
  ]
}

/** A cause may be a message, facts with a cause of their own, or several. */
function chain(cause: unknown): string[] {
  const causes: string[] = []
  let next = Array.isArray(cause) ? cause : [cause]
  while (next.length > 0) {
    const [first, ...rest] = next
    next = rest
    if (typeof first === 'string' && first !== '') causes.push(first)
    if (typeof first !== 'object' || first === null) continue
    const { message, cause: deeper } = first as { message?: unknown; cause?: unknown }
    if (typeof message === 'string' && message !== '') causes.push(message)
    if (deeper !== undefined) next = [...(Array.isArray(deeper) ? deeper : [deeper]), ...rest]
  }
  return causes
}

/** Whoever failed knows best and says it as the fact `safe`; else the files that were published tell. */
function safety(event: EntityFinished, error: ErrorFacts): string {
  if (typeof error.safe === 'string') return error.safe
  if (event.files.length > 0)
    return `${plural(event.files.length, 'file')} of this run had been published and can be read.`
  return 'no half-written file can be seen; the next run goes on from what is recorded, nothing lost and nothing twice.'
}
