/** For logs and pipes: one line per start and finish, and a heartbeat, each with its time. */
import type { RunEvent } from '../events.ts'
import type { Colors } from './colors.ts'
import type { Display, Sink } from './display.ts'
import { formatCount } from './format.ts'
import {
  brokenLines,
  hookSentence,
  joined,
  milestoneSentence,
  mirroredSentence,
  notesAtStart,
  outcome,
  retrySentence,
  runSentence,
  totals,
  wayOf,
} from './phrases.ts'
import { statusColor } from './table.ts'
import { entityName, Tally } from './tally.ts'
import { padEnd, printable } from './width.ts'

const HEARTBEAT = 30_000
/** As wide as the longest of the words at the start of a line. */
const WORD = 7

/** The lines for one event, told before the tally knows of it; progress has none. */
export function plainLines(event: RunEvent, tally: Tally, verbose: boolean, colors: Colors): string[] {
  switch (event.type) {
    case 'run.started': {
      const lines = [line(event.time, 'RUN', runSentence(event))]
      if (verbose) lines.push(line(event.time, '', `run ${event.run}, hygge ${event.version}`))
      return lines
    }
    case 'flow.broken':
      return brokenLines(event).map((text, index) => line(event.time, index === 0 ? 'BROKEN' : '', text))
    case 'run.milestone': {
      const text = milestoneSentence(event)
      return text === null ? [] : [line(event.time, 'ROWS', text)]
    }
    case 'entity.started': {
      const estimate = event.estimate === null ? null : `≈${formatCount(event.estimate)} rows`
      const text = `${printable(entityName(event))}: ${joined([event.mode, wayOf(event), estimate])}`
      return [
        line(event.time, 'START', text),
        ...notesAtStart(event.notes, verbose).map(note => line(event.time, '', note)),
      ]
    }
    case 'entity.retry':
      return [line(event.time, 'RETRY', `${printable(entityName(event))}: ${retrySentence(event)}`)]
    case 'entity.finished': {
      const word = statusColor(event.status, colors)(padEnd(event.status.toUpperCase(), WORD))
      const lines = [line(event.time, word, `${printable(entityName(event))}: ${outcome(event)}`)]
      if (verbose) {
        for (const { path, rows } of event.files)
          lines.push(line(event.time, '', `${printable(path)} (${formatCount(rows)} rows)`))
      }
      return [...lines, ...tally.newNotes(event).map(note => line(event.time, '', `note: ${printable(note)}`))]
    }
    case 'journal.mirrored':
      return !event.error && !verbose ? [] : [line(event.time, 'JOURNAL', mirroredSentence(event))]
    case 'hook.finished':
      return event.ok && !verbose ? [] : [line(event.time, 'HOOK', hookSentence(event))]
    default:
      return []
  }
}

/** The line that says that the run is alive. */
export function heartbeat(tally: Tally, now: number): string {
  return line(new Date(now).toISOString(), 'ALIVE', totals(tally, now))
}

function line(time: string, word: string, text: string): string {
  return `${time.slice(0, 19)}Z ${padEnd(word, WORD)} ${text}`
}

export class PlainDisplay implements Display {
  readonly #sink: Sink
  readonly #verbose: boolean
  readonly #colors: Colors
  readonly #tally = new Tally()
  readonly #timer: NodeJS.Timeout

  constructor(sink: Sink, verbose: boolean, colors: Colors, period = HEARTBEAT) {
    this.#sink = sink
    this.#verbose = verbose
    this.#colors = colors
    this.#timer = setInterval(() => this.#beat(), period)
    this.#timer.unref()
  }

  event(event: RunEvent): void {
    const lines = plainLines(event, this.#tally, this.#verbose, this.#colors)
    this.#tally.add(event)
    for (const text of lines) this.#sink.write(`${text}\n`)
  }

  say(text: string): void {
    this.#sink.write(`${text}\n`)
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #beat(): void {
    if (this.#tally.run && !this.#tally.end) this.#sink.write(`${heartbeat(this.#tally, Date.now())}\n`)
  }
}
