/** For a person at a terminal: a line per running entity and a total that are redrawn, and a line that stays for each that is done. */
import { createLogUpdate } from 'log-update'
import type { EntityFinished, RunEvent } from '../events.ts'
import type { Colors } from './colors.ts'
import type { Display } from './display.ts'
import { formatBytes, formatCompact, formatCount, formatGuess } from './format.ts'
import {
  brokenLines,
  bytesPerSecond,
  hookSentence,
  milestoneSentence,
  mirroredSentence,
  notesAtStart,
  outcome,
  retrySentence,
  rowsPerSecond,
  runSentence,
  totals,
  wayOf,
} from './phrases.ts'
import { statusColor } from './table.ts'
import { entityName, type Running, remainingOf, Tally } from './tally.ts'
import { cut, padEnd, padStart, printable, textWidth } from './width.ts'

/** Five times a second: enough for the eye, little for the thread that decodes. */
const REDRAW = 200
const GAP = '  '
const MARKS = { ok: '✓', empty: '○', failed: '✗', skipped: '–' }

/** What the moving part of the screen shows now; no line is wider than `width`, and there are fewer lines than `height`. */
export function frame(tally: Tally, now: number, width: number, height: number, colors: Colors): string[] {
  const entities = [...tally.running.values()]
  const room = Math.max(1, height - 3)
  const shown = entities.length > room ? entities.slice(0, room - 1) : entities
  const lines = progressLines(shown, now, width, colors)
  const hidden = entities.length - shown.length
  if (hidden > 0) lines.push(cut(`  and ${formatCount(hidden)} more`, width))
  return [...lines, colors.bold(cut(totals(tally, now), width))]
}

/** Columns in order of importance: those that do not fit are left out from the end. */
function progressLines(entities: Running[], now: number, width: number, colors: Colors): string[] {
  const rows = entities.map(running => progressCells(running, now))
  const longest = Math.max(0, ...entities.map(({ name }) => textWidth(printable(name))))
  const name = Math.max(1, Math.min(longest, Math.floor(width * 0.4)))
  const widths: number[] = []
  let used = 2 + name
  for (let column = 0; column < (rows[0]?.length ?? 0); column++) {
    const room = Math.max(...rows.map(cells => textWidth(cells[column] ?? '')))
    if (used + GAP.length + room > width) break
    used += room === 0 ? 0 : GAP.length + room
    widths.push(room)
  }
  return entities.map((running, index) => {
    const label = padEnd(cut(printable(running.name), name), name)
    const cells = widths.flatMap((room, column) => (room === 0 ? [] : padStart(rows[index]?.[column] ?? '', room)))
    return [`${colors.cyan('▸')} ${label}`, ...cells].join(GAP)
  })
}

function progressCells(running: Running, now: number): string[] {
  const { rows, bytes, estimate, meter, since } = running
  const rate = meter.rate(now)
  const remaining = remainingOf(running, now)
  return [
    estimate === null ? `${formatCompact(rows)} rows` : `${formatCompact(rows)} of ≈${formatCompact(estimate)} rows`,
    rate === null ? '' : rowsPerSecond(rate),
    remaining === null ? '' : `ETA ≈${formatGuess(remaining)}`,
    formatBytes(bytes),
    rate === null ? '' : bytesPerSecond(rate),
    formatGuess(Math.max(0, Math.floor((now - since) / 1000))),
  ]
}

/** The line that stays when an entity is done. */
function finishedLine(event: EntityFinished, colors: Colors): string {
  const paint = statusColor(event.status, colors)
  const word = event.status === 'ok' ? '' : `${paint(event.status)}: `
  return `${paint(MARKS[event.status])} ${printable(entityName(event))}  ${word}${outcome(event)}`
}

/** The lines that stay for an event, told before the tally knows of it; progress has none. */
export function permanentLines(event: RunEvent, tally: Tally, verbose: boolean, colors: Colors): string[] {
  switch (event.type) {
    case 'run.started':
      return [runSentence(event), ...(verbose ? [colors.dim(`run ${event.run}, hygge ${event.version}`)] : [])]
    case 'flow.broken': {
      const [first = '', ...rest] = brokenLines(event)
      return [`${colors.yellow('!')} ${first}`, ...rest]
    }
    case 'run.milestone': {
      const text = milestoneSentence(event)
      return text === null ? [] : [colors.dim(`    ${text}`)]
    }
    case 'entity.started': {
      const name = printable(entityName(event))
      const way = verbose ? [`${colors.dim('▸')} ${name}  ${wayOf(event)}`] : []
      return [...way, ...notesAtStart(event.notes, verbose).map(note => colors.dim(`    ${name}  ${note}`))]
    }
    case 'entity.retry':
      return [`${colors.yellow('↻')} ${printable(entityName(event))}  ${retrySentence(event)}`]
    case 'entity.finished': {
      const files = verbose ? event.files.map(({ path }) => colors.dim(`    ${printable(path)}`)) : []
      const notes = tally.newNotes(event).map(note => colors.dim(`    note: ${printable(note)}`))
      return [finishedLine(event, colors), ...files, ...notes]
    }
    case 'journal.mirrored': {
      const mark = event.error ? colors.yellow('!') : colors.dim('▸')
      return !event.error && !verbose ? [] : [`${mark} ${mirroredSentence(event)}`]
    }
    case 'hook.finished': {
      const mark = event.ok ? colors.dim('▸') : colors.yellow('!')
      return event.ok && !verbose ? [] : [`${mark} ${hookSentence(event)}`]
    }
    default:
      return []
  }
}

/** A terminal that tells its size. */
type SizedStream = NodeJS.WritableStream & { columns: number; rows: number }

export class TerminalDisplay implements Display {
  readonly #stream: SizedStream
  readonly #verbose: boolean
  readonly #colors: Colors
  readonly #update: ReturnType<typeof createLogUpdate>
  readonly #tally = new Tally()
  readonly #timer: NodeJS.Timeout

  constructor(stream: SizedStream, verbose: boolean, colors: Colors) {
    this.#stream = stream
    this.#verbose = verbose
    this.#colors = colors
    // The cursor stays: a process that is killed could not give it back.
    this.#update = createLogUpdate(stream, { showCursor: true })
    this.#timer = setInterval(() => this.#draw(), REDRAW)
    this.#timer.unref()
  }

  event(event: RunEvent): void {
    const lines = permanentLines(event, this.#tally, this.#verbose, this.#colors)
    this.#tally.add(event)
    for (const line of lines) this.#keep(line)
  }

  say(text: string): void {
    this.#keep(text)
    this.#draw()
  }

  close(): void {
    clearInterval(this.#timer)
    this.#update.clear()
  }

  /** Written past log-update, which would break a long line for good; the terminal wraps it and can unwrap it. */
  #keep(line: string): void {
    this.#update.clear()
    this.#stream.write(`${line}\n`)
  }

  #draw(): void {
    if (!this.#tally.run || this.#tally.end) return
    // The last column stays free: some terminals begin a new line when it is written.
    const width = Math.max(20, this.#stream.columns - 1)
    this.#update(frame(this.#tally, Date.now(), width, this.#stream.rows, this.#colors).join('\n'))
  }
}
