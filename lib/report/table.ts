/** The receipt of a run: one row per entity, then one line. */
import type { EntityFinished, EntityStatus, RunFinished } from '../events.ts'
import type { Colors } from './colors.ts'
import { formatCompact, formatCount, formatDecimal } from './format.ts'
import { gridLines } from './grid.ts'
import { summary } from './phrases.ts'
import { entityName } from './tally.ts'
import { printable } from './width.ts'

const HEAD = ['entity', 'mode', 'rows', 'files', 'MB', 'seconds', 'rows/s', 'status']
/** The columns read as words; all others are numbers and end at the right. */
const WORDS = new Set([0, 1, 7])
const STATUS = 7

/**
 * The table and the summary line, ending in a line end.
 * @param width cells of the terminal; names are cut to fit. Infinity when nobody looks.
 */
export function renderTable(finished: EntityFinished[], end: RunFinished, colors: Colors, width: number): string {
  const lines = finished.length === 0 ? [] : [...tableLines(finished, colors, width), '']
  const paint = end.failed > 0 || end.exit_code !== 0 ? colors.red : colors.green
  return `${[...lines, paint(summary(end))].join('\n')}\n`
}

function tableLines(finished: EntityFinished[], colors: Colors, width: number): string[] {
  const paint = (cell: string, row: number, column: number) =>
    column === STATUS ? statusColor(finished[row]?.status, colors)(cell) : cell
  return gridLines({ head: HEAD, rows: finished.map(cells), words: WORDS, paint }, colors, width)
}

function cells(event: EntityFinished): string[] {
  return [
    printable(entityName(event)),
    event.mode,
    formatCount(event.rows),
    formatCount(event.files.length),
    formatDecimal(event.bytes / 1e6),
    formatDecimal(event.seconds),
    event.seconds > 0 && event.rows > 0 ? formatCompact(event.rows / event.seconds) : '-',
    statusWords(event),
  ]
}

/** `ok ✓`, `ok ✓ checksum, resumed`, `failed ✗ differs`: what became of it, and of looking at it again. */
export function statusWords({ status, receipts = [], recovered = [] }: EntityFinished): string {
  const differs = receipts.some(({ differences }) => differences.length > 0)
  const depth = receipts.at(-1)?.verify
  const seen = depth === undefined ? '' : differs ? ' ✗ differs' : depth === 'rows' ? ' ✓' : ` ✓ ${depth}`
  return [`${status}${seen}`, ...new Set(recovered.map(({ how }) => how))].join(', ')
}

/** The colour in which a status is said. */
export function statusColor(status: EntityStatus | undefined, colors: Colors): (text: string) => string {
  switch (status) {
    case 'ok':
      return colors.green
    case 'empty':
      return colors.yellow
    case 'failed':
      return colors.red
    default:
      return colors.dim
  }
}
