/** The journal as a table for people. */

import type { Entry } from '../journal/listing.ts'
import type { Finished, Rewound } from '../journal/record.ts'
import { markInWords } from '../plan/watermark.ts'
import type { Colors } from './colors.ts'
import { formatCount, formatDecimal, plural } from './format.ts'
import { gridLines } from './grid.ts'
import { printable } from './width.ts'

/** An entry with its record loaded, when it has one. */
export interface Line {
  entry: Entry
  record: Finished | Rewound | null
}

const HEAD = ['entity', 'run', 'status', 'mode', 'rows', 'parts', 'MB', 'seconds', 'watermark', 'when']
const WORDS = new Set([0, 1, 2, 3, 8, 9])
const STATUS = 2

/** @param older how many entries are not shown. */
export function renderJournal(lines: Line[], older: number, colors: Colors, width: number): string {
  if (lines.length === 0) return 'The journal has no runs yet.\n'
  const paint = (cell: string, row: number, column: number) =>
    column === STATUS ? colorOf(lines[row], colors)(cell) : cell
  const grid = gridLines({ head: HEAD, rows: lines.map(cells), words: WORDS, paint }, colors, width)
  const notes = [
    ...lines.flatMap(holderNote),
    ...(older > 0
      ? [`${plural(older, 'older entry', 'older entries')}: --last ${lines.length + older} shows all`]
      : []),
  ]
  return `${[...grid, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n')}\n`
}

function cells({ entry, record }: Line): string[] {
  const start = [printable(`${entry.flow}.${entry.entity}`), printable(entry.run)]
  if (entry.state === 'unfinished') {
    const { parts, unfinished } = entry
    const [rows, bytes] = [sum(parts.map(part => part.rows)), sum(parts.map(part => part.bytes))]
    const facts = [unfinished.planned.mode, formatCount(rows), formatCount(parts.length), formatDecimal(bytes / 1e6)]
    return [...start, stateOf(entry), ...facts, '-', '-', moment(entry.time)]
  }
  if (record === null) return [...start, stateOf(entry), '-', '-', '-', '-', '-', '-', moment(entry.time)]
  if (record.kind === 'rewound') {
    const { to, time } = record
    const goal = to === null ? '-' : printable('value' in to ? to.value : (markInWords(to) ?? `run ${to.run}`))
    return [...start, to === null ? 'reset' : 'rewound', '-', '-', '-', '-', '-', goal, moment(time)]
  }
  const { run_type, row_count, parts, bytes, duration, finish_time } = record
  const numbers = [
    formatCount(row_count),
    formatCount(parts.length),
    formatDecimal(bytes / 1e6),
    formatDecimal(duration),
  ]
  return [...start, stateOf(entry), run_type, ...numbers, printable(markInWords(record) ?? '-'), moment(finish_time)]
}

/** How an entry stands, in a word. */
function stateOf(entry: Entry): string {
  switch (entry.state) {
    case 'ended':
      return entry.status
    case 'held':
      return 'starting'
    case 'unfinished':
      if (entry.unfinished.committed) return entry.holder ? 'publishing' : 'unpublished'
      return entry.holder ? 'running' : 'unfinished'
  }
}

function holderNote({ entry }: Line): string[] {
  if (entry.state === 'ended' || !entry.holder) return []
  const { owner, host, pid, since } = entry.holder
  return [
    printable(
      `${entry.flow}.${entry.entity} is held by the run ${owner} on ${host} (process ${pid}) since ${moment(since)}`,
    ),
  ]
}

function colorOf(line: Line | undefined, colors: Colors): (text: string) => string {
  if (line?.entry.state !== 'ended') return colors.cyan
  switch (line.entry.status) {
    case 'success':
      return colors.green
    case 'fail':
      return colors.red
    default:
      return colors.yellow
  }
}

/** `2026-11-23T10:00:01.234Z` → `2026-11-23 10:00:01Z` */
function moment(iso: string): string {
  return printable(iso.replace(/^(\S{10})T(\d\d:\d\d:\d\d)(\.\d+)?/, '$1 $2'))
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
