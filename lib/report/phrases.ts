/** The sentences that the terminal and the plain lines share. */
import type {
  EntityFinished,
  EntityRetry,
  EntityStarted,
  FlowBroken,
  HookFinished,
  JournalMirrored,
  RunFinished,
  RunMilestone,
  RunStarted,
} from '../events.ts'
import { formatBytes, formatCompact, formatCount, formatDuration, formatGuess, plural } from './format.ts'
import type { Rate, Tally } from './tally.ts'
import { printable } from './width.ts'

const SEPARATOR = ' · '

export function joined(parts: (string | null)[]): string {
  return parts.filter(part => part !== null).join(SEPARATOR)
}

/** `erp: 13 entities · 4 side by side · 2 encoding threads · at most 512.0 MB of rows in memory` */
export function runSentence(event: RunStarted): string {
  return joined([
    `${printable(event.name)}: ${plural(event.entities, 'entity', 'entities')}`,
    `${formatCount(event.concurrency)} side by side`,
    plural(event.workers, 'encoding thread'),
    `at most ${formatBytes(event.memory)} of rows in memory`,
  ])
}

/** What keeps a flow from running, a line for each problem below one for the flow. */
export function brokenLines({ flow, problems }: Pick<FlowBroken, 'flow' | 'problems'>): string[] {
  return [
    `The flow ${printable(flow)} cannot run and is left out; this run does not need it:`,
    ...problems.map(
      ({ file, line, column, key, message }) =>
        `    ${printable(`${file}:${line}:${column}: ${key === '' ? '' : `${key}: `}${message}`)}`,
    ),
  ]
}

/** `3 million rows so far · 12s`; null for those that are not told: the higher, the fewer. */
export function milestoneSentence({ rows, seconds }: RunMilestone): string | null {
  const millions = rows / 1e6
  if (!/^[1-9]0*$/.test(String(millions))) return null
  return joined([`${formatCount(millions)} million rows so far`, formatDuration(seconds)])
}

/** `mssql erp dbo.orders → /out/orders` */
export function wayOf(event: EntityStarted): string {
  return `${printable(event.home)} → ${printable(event.store)}`
}

/** What became of an entity, in one line without its name. */
export function outcome(event: EntityFinished): string {
  const took = formatDuration(event.seconds)
  switch (event.status) {
    case 'ok':
      return joined([
        plural(event.rows, 'row'),
        plural(event.files.length, 'file'),
        formatBytes(event.bytes),
        took,
        event.seconds > 0 ? `${formatCompact(event.rows / event.seconds)} rows/s` : null,
        alteredSentence(event),
        attemptsSentence(event),
      ])
    case 'empty':
      return joined([emptySource(event), emptyFiles(event), took, attemptsSentence(event)])
    case 'failed':
      return joined([
        printable(event.error?.message.split('\n', 1)[0] ?? 'no reason was given'),
        `after ${took}`,
        attemptsSentence(event),
      ])
    case 'skipped':
      return joined(['not run', event.error ? printable(event.error.message.split('\n', 1)[0] ?? '') : null])
  }
}

/** `The connection was lost. · again in 2s, try 2 of 5` */
export function retrySentence({ attempt, of, wait_seconds, error }: EntityRetry): string {
  return joined([
    printable(error.message.split('\n', 1)[0] ?? ''),
    `again in ${formatDuration(wait_seconds)}, try ${attempt + 1} of ${of}`,
  ])
}

/** Told only when it took more than one try. */
function attemptsSentence({ attempts }: EntityFinished): string | null {
  return attempts > 1 ? `${attempts} tries` : null
}

function alteredSentence({ altered }: EntityFinished): string | null {
  return altered === 0 ? null : `${plural(altered, 'value')} lost precision`
}

function emptySource({ files, mode }: EntityFinished): string {
  return mode === 'incremental' && files.length === 0 ? 'nothing is new' : 'the source gave no rows'
}

function emptyFiles({ files, mode }: EntityFinished): string {
  if (files.length > 0) return `${plural(files.length, 'file')} with the columns only`
  return mode === 'incremental' ? 'nothing was added' : 'no file was written'
}

/** `3 of 13 finished · 2 running · 12.3M rows · 890 MB · 410k rows/s · 29.1 MB/s · 32s · ETA ≈1m02s` */
export function totals(tally: Tally, now: number): string {
  const rate = tally.rate(now)
  const remaining = tally.remaining(now)
  return joined([
    `${formatCount(tally.finishedCount)} of ${formatCount(tally.run?.entities ?? 0)} finished`,
    `${formatCount(tally.running.size)} running`,
    `${formatCompact(tally.rows)} rows`,
    formatBytes(tally.bytes),
    rate === null ? null : rowsPerSecond(rate),
    rate === null ? null : bytesPerSecond(rate),
    formatGuess(Math.max(0, Math.floor((now - tally.since) / 1000))),
    remaining === null ? null : `ETA ≈${formatGuess(remaining)}`,
  ])
}

export function rowsPerSecond({ rows }: Rate): string {
  return `${formatCompact(rows)} rows/s`
}

export function bytesPerSecond({ bytes }: Rate): string {
  return `${formatBytes(bytes)}/s`
}

/** `Done. OK=11 EMPTY=1 FAILED=1 of 13 · 41.2M rows · 3.1 GB · 2m11s` */
export function summary(event: RunFinished): string {
  const of = event.ok + event.empty + event.failed + event.skipped
  const interrupted = event.exit_code === 130 || event.exit_code === 143
  const skipped = event.skipped > 0 ? ` SKIPPED=${event.skipped}` : ''
  return joined([
    `${interrupted ? 'Interrupted.' : 'Done.'} OK=${event.ok} EMPTY=${event.empty} FAILED=${event.failed}${skipped} of ${of}`,
    `${formatCompact(event.rows)} ${event.rows === 1 ? 'row' : 'rows'}`,
    formatBytes(event.bytes),
    formatDuration(event.seconds),
  ])
}

/** The notes told when an entity begins: all when asked for, else the first ones, which weigh most, and how many more there are. */
export function notesAtStart(notes: string[], verbose: boolean): string[] {
  const shown = verbose || notes.length <= 2 ? notes : notes.slice(0, 1)
  const hidden = notes.length - shown.length
  const lines = shown.map(note => `note: ${printable(note)}`)
  return hidden === 0 ? lines : [...lines, `and ${plural(hidden, 'more note', 'more notes')}; -v shows them`]
}

/** What the journal's table got, or why it got nothing. */
export function mirroredSentence({ table, rows, error }: JournalMirrored): string {
  if (!error) return `The journal's table has the run (${plural(rows, 'row', 'rows')} sent): ${printable(table)}`
  const why = printable(error.message.split('\n', 1)[0] ?? '')
  return joined([
    `The journal's table does not have the run yet: ${why}`,
    'the next run brings it, and this one does not fail of it',
  ])
}

/** `notify.sh was called` or why it was not. */
export function hookSentence({ hook, ok, attempts, error }: HookFinished): string {
  const times = attempts > 1 ? `after ${attempts} tries` : null
  if (ok) return joined([`${printable(hook)} was called`, times])
  return joined([printable(error?.message.split('\n', 1)[0] ?? `${hook} failed`), times, 'the run does not fail of it'])
}
