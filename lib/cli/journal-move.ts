/** `journal rewind` and `journal reset`: what the next run of an entity goes on from, moved by hand and remembered as a record. */
import { randomBytes } from 'node:crypto'
import { ConfigError, JournalError } from '../errors.ts'
import { FORMS, isWatermarkType } from '../homes/measure.ts'
import type { Journal, Memory } from '../journal/journal.ts'
import type { Lease } from '../journal/lease.ts'
import { type Entry, listJournal } from '../journal/listing.ts'
import type { Rewound, RewoundTo } from '../journal/record.ts'
import { newestFirst } from '../journal/runs.ts'
import { runId } from '../plan/names.ts'
import { markInWords } from '../plan/watermark.ts'
import { printable } from '../report/width.ts'
import { nearest, shortList } from '../suggest.ts'
import type { Entity } from '../workspace/workspace.ts'
import { confirm } from './confirm.ts'
import type { MoveArguments } from './journal-arguments.ts'
import type { Screen } from './screen.ts'

export async function moveMemory(
  { to: word, yes, json }: MoveArguments,
  entity: Entity,
  journal: Journal,
  stdin: NodeJS.ReadStream,
  screen: Screen,
): Promise<number> {
  const { flow, name, run_type, by_files = false } = entity
  const id = `${flow}.${name}`
  const memories = journal.entity(flow, name)
  if (by_files && word !== null) throw withoutPlace(id)
  const to = word === null ? null : await target(word, journal, entity)
  const memory = await memories.memory()
  if (to === null && isEmpty(memory)) {
    screen.err.write(`${printable(id)} has nothing to forget: its next run is like its first.\n`)
    return 0
  }
  for (const note of notesOf(memory, run_type)) screen.err.write(`${printable(note)}\n`)
  if (!yes && !(await confirm(printable(`${id}: ${effect(to, by_files)}`), stdin, screen.err.stream))) {
    screen.err.write('Nothing was changed.\n')
    return 1
  }
  const now = new Date()
  const run = runId(now, randomBytes(4).toString('hex'))
  const taken = await memories.take(run)
  if (!taken.lease) {
    const { holder } = taken
    throw new JournalError(
      'ENTITY_BUSY',
      `The run ${holder.owner} on ${holder.host} (process ${holder.pid}) has ${id}.`,
      {
        advice: 'Wait until it has ended, then try again. Nothing was changed.',
        facts: { holder },
      },
    )
  }
  const record: Rewound = { kind: 'rewound', run, flow, entity: name, time: now.toISOString(), to }
  await writeHeld(taken.lease, () => memories.write(record))
  const { kind, ...facts } = record
  await screen.out.send(
    json ? `${JSON.stringify({ type: kind, ...facts })}\n` : `${printable(`${id}: ${effect(to, by_files)}`)}.\n`,
  )
  return 0
}

async function writeHeld(lease: Lease, write: () => Promise<void>): Promise<void> {
  try {
    await lease.verify()
    await write()
  } finally {
    await lease.release()
  }
}

function isEmpty({ last, rewound, unfinished }: Memory): boolean {
  // What was planned before a reset is given up by the next run: another reset would say nothing new.
  const open = unfinished.filter(({ planned }) => rewound === null || planned.time >= rewound.time)
  return last === null && open.length === 0 && (rewound === null || rewound.to === null)
}

/** What was taken is remembered once, as it is now. */
function withoutPlace(id: string): ConfigError {
  return new ConfigError('REWIND_FILES', `${id} is moved file by file: there is no place to go back to.`, {
    advice: `Let it take all files again: hygge-run journal reset <file> ${id}. Or move those that it is not to take out of its path first.`,
    facts: { entity: id },
  })
}

/** What will happen, as a sentence without its point. */
function effect(to: RewoundTo | null, byFiles: boolean): string {
  if (to === null && byFiles) return 'the files that were taken are forgotten, the next incremental run takes all'
  if (to === null) return 'the watermark is forgotten, the next incremental run reads everything'
  if ('value' in to) return `the next incremental run goes on from the watermark ${to.value}`
  if (to.watermark === null)
    return `the next incremental run goes on from the run ${to.run}, which has no watermark, and reads everything`
  return `the next incremental run goes on from the run ${to.run}, watermark ${markInWords(to)}`
}

function notesOf({ unfinished }: Memory, mode: Entity['run_type']): string[] {
  const open = unfinished.map(({ run, committed }) =>
    committed
      ? `The run ${run} is complete and not published: the next run publishes it, or gives it up when its staged files are gone.`
      : `The run ${run} is unfinished: the next run decides what becomes of it; --fresh begins anew.`,
  )
  const means =
    mode === 'full_drop'
      ? 'Its runs are full_drop and replace everything: this matters to runs with --incremental only.'
      : 'What is in the store stays: rows that are read again are added again, unless a run with --full-drop replaces them.'
  return [...open, means]
}

/** Runs of the entity that ended well, newest first, wherever they are kept. */
async function runsOf(journal: Journal, flow: string, entity: string): Promise<EndedEntry[]> {
  const { entries } = await listJournal(journal, [])
  return entries.filter(
    (entry): entry is EndedEntry =>
      entry.flow === flow &&
      entry.entity === entity &&
      entry.state === 'ended' &&
      (entry.status === 'success' || entry.status === 'skip'),
  )
}

type EndedEntry = Extract<Entry, { state: 'ended' }>

/** Run ids begin with a time to the second and a dash, which no watermark does. */
const LIKE_A_RUN = /^\d{8}T\d{6}Z-/

async function target(word: string, journal: Journal, { flow, name }: Entity): Promise<RewoundTo> {
  const id = `${flow}.${name}`
  if (!LIKE_A_RUN.test(word)) {
    // The newest run with a watermark is never folded away.
    const { ended } = await journal.entity(flow, name).runs()
    const marked = ended.toSorted(newestFirst).find(({ record }) => record.kind === 'done' && record.watermark !== null)
    checkValue(word, marked?.record.kind === 'done' ? marked.record.watermark_type : null)
    return { value: word }
  }
  const runs = await runsOf(journal, flow, name)
  const found = await runs.find(({ run }) => run === word)?.load()
  if (found && found.kind !== 'rewound') {
    const { run, primary_key, watermark_column, watermark_type, watermark } = found
    return { run, primary_key, watermark_column, watermark_type, watermark }
  }
  const ids = runs.map(({ run }) => run)
  const near = nearest(word, ids)
  const there = ids.length === 0 ? 'It has none.' : `There are: ${shortList(ids, 10)}.`
  throw new ConfigError(
    'NO_RUN',
    `${id} has no successful run ${word}.${near ? ` Did you mean \`${near}\`?` : ''}\n${there}`,
    {
      advice: `See hygge-run journal show <file> ${id}.`,
      facts: { entity: id, run: word, runs: ids.slice(0, 100) },
    },
  )
}

/** @throws {ConfigError} `BAD_WATERMARK` when the value cannot be one of the kind that the entity's runs have recorded. */
function checkValue(value: string, type: string | null): void {
  const [form, words] = isWatermarkType(type) ? FORMS[type] : FORMS.string
  if (form.test(value)) return
  throw new ConfigError('BAD_WATERMARK', `--to ${value}: the watermark of this entity is ${words}.`, {
    advice: 'Write such a value, or the id of a successful run.',
    facts: { value, type },
  })
}
