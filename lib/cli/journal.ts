/** `hygge-run journal show|rewind|reset`: what was moved when, and where the next run goes on. */
import { journalOf, journalsOf } from '../flow/journals.ts'
import { type Entry, listJournal } from '../journal/listing.ts'
import type { Finished, Rewound } from '../journal/record.ts'
import { type Line, renderJournal } from '../report/journal.ts'
import { Redactor, secretsOf } from '../report/redact.ts'
import { printable } from '../report/width.ts'
import { findEntity } from '../workspace/find.ts'
import { loadWorkspace } from '../workspace/load.ts'
import type { Workspace } from '../workspace/workspace.ts'
import type { JournalArguments, ShowArguments } from './journal-arguments.ts'
import { moveMemory } from './journal-move.ts'
import type { Screen } from './screen.ts'

/** How many entries people see unless they ask for more. */
const SHOWN = 20

export async function journalCommand(
  wanted: JournalArguments,
  stdin: NodeJS.ReadStream,
  screen: Screen,
): Promise<number> {
  const workspace = await loadWorkspace(wanted.file, { env: screen.env })
  screen.redactor = new Redactor(secretsOf(workspace))
  if (wanted.action === 'show') return show(wanted, workspace, screen)
  const entities = [...workspace.entities, ...(workspace.patterns?.named(wanted.entity) ?? [])]
  const known = entities.map(entity => ({ flow: entity.flow, entity: entity.name, whole: entity }))
  const { whole } = findEntity(wanted.entity, known)
  return moveMemory(wanted, whole, journalOf(workspace, whole), stdin, screen)
}

async function show({ entity, last, json }: ShowArguments, workspace: Workspace, screen: Screen): Promise<number> {
  const { entries, foreign: strange } = await listAll(workspace)
  // These are the whole journal's: who asks for one entity does not ask for them.
  const foreign = entity === null ? strange : []
  const chosen = entity === null ? entries : chooseEntity(entity, entries, workspace)
  const shown = chosen.slice(0, last ?? (json ? chosen.length : SHOWN))
  if (json) {
    for (const entry of shown) await screen.out.send(`${JSON.stringify(jsonOf(await lineOf(entry, screen)))}\n`)
    for (const file of foreign) await screen.out.send(`${JSON.stringify({ type: 'foreign', file })}\n`)
    return 0
  }
  const lines: Line[] = []
  for (const entry of shown) lines.push(await lineOf(entry, screen))
  const width = screen.out.stream.columns ?? Number.POSITIVE_INFINITY
  await screen.out.send(renderJournal(lines, chosen.length - shown.length, screen.outColors, width))
  for (const file of foreign) screen.err.write(`Torn or not hygge's own, left alone: ${printable(file)}\n`)
  return 0
}

/** All journals of the workspace in one list, newest first. */
async function listAll(workspace: Workspace): Promise<{ entries: Entry[]; foreign: string[] }> {
  const entries: Entry[] = []
  const foreign: string[] = []
  // Which entities a pattern has, its journal knows.
  const samples = (workspace.patterns?.all ?? []).map(({ sample }) => sample.entity)
  for (const journal of journalsOf(workspace, [...workspace.entities, ...samples])) {
    const mine = workspace.entities.filter(entity => journalOf(workspace, entity).location === journal.location)
    const listing = await listJournal(
      journal,
      mine.map(({ flow, name }) => ({ flow, entity: name })),
    )
    for (const entry of listing.entries) entries.push(entry)
    foreign.push(...listing.foreign.map(file => `${journal.location}/${file}`))
  }
  return {
    entries: entries.sort((one, other) => (one.time < other.time ? 1 : one.time > other.time ? -1 : 0)),
    foreign,
  }
}

/** Entities that are no longer in the file still have a past. */
function chooseEntity(word: string, entries: Entry[], { entities }: Workspace): Entry[] {
  const named = [...entities.map(({ flow, name }) => ({ flow, entity: name })), ...entries]
  const known = new Map(named.map(({ flow, entity }) => [JSON.stringify([flow, entity]), { flow, entity }]))
  const { flow, entity } = findEntity(word, [...known.values()])
  return entries.filter(entry => entry.flow === flow && entry.entity === entity)
}

/** Messages of drivers and paths may hold what must not be printed. */
async function lineOf(entry: Entry, { redactor }: Screen): Promise<Line> {
  const record = entry.state === 'ended' ? await entry.load() : null
  return { entry, record: record && record.kind !== 'rewound' ? safe(record, redactor) : record }
}

function safe(record: Finished, redactor: Redactor): Finished {
  const { message, error } = record
  return { ...record, message: message && redactor.text(message), error: error && redactor.error(error) }
}

function jsonOf({ entry, record }: Line): object {
  if (record) return jsonOfRecord(record)
  const { flow, entity, run, time } = entry
  if (entry.state !== 'unfinished')
    return { type: entry.state, flow, entity, run, time, holder: 'holder' in entry ? entry.holder : null }
  const { parts, unfinished } = entry
  const { planned, committed } = unfinished
  return {
    type: 'unfinished',
    ...{ flow, entity, run, time },
    run_type: planned.mode,
    began: planned.began,
    ranges: planned.ranges.length,
    parts: parts.length,
    rows: parts.reduce((sum, part) => sum + part.rows, 0),
    bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
    committed: committed !== null,
    holder: entry.holder,
  }
}

function jsonOfRecord(record: Finished | Rewound): object {
  const { kind, time, ...rest } = record
  return kind === 'rewound' ? { type: kind, time, ...rest } : { type: 'run', ...rest }
}
