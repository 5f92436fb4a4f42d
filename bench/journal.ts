/**
 * What a journal costs a run at its start: the memories of 200 entities after 100,000 entity runs, against an empty journal and one after
 * the first run. Then what folding costs at that size. `--smoke`: a tenth of it, to see that it works.
 */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { foldHistory } from '../lib/flow/history.ts'
import type { Folder } from '../lib/journal/folder.ts'
import { FOLD_OVER, Journal } from '../lib/journal/journal.ts'
import { nameOf } from '../lib/journal/layout.ts'
import { listJournal } from '../lib/journal/listing.ts'
import { localFolder } from '../lib/journal/local-folder.ts'
import { type Finished, serialize } from '../lib/journal/record.ts'
import { heading, peakMemory } from './report.ts'

const { values } = parseArgs({ options: { smoke: { type: 'boolean' } } })
const ENTITIES = values.smoke ? 20 : 200
const RUNS = values.smoke ? 2500 : 100_000
/** How often each journal is looked at, in turns. */
const ROUNDS = values.smoke ? 3 : 9
/** Runs between two folds while the old journal is built. */
const BATCH = values.smoke ? 1250 : 20_000
const COLUMNS = 20

const names = Array.from({ length: ENTITIES }, (_, at) => `entity_${at}`)
const fields = Array.from({ length: COLUMNS }, (_, at) => `Column${at}`)

heading('Journal')
const root = mkdtempSync(join(tmpdir(), 'hygge-bench-journal-'))
try {
  await main()
} finally {
  rmSync(root, { recursive: true, force: true })
}

async function main(): Promise<void> {
  const empty = journalIn('empty')
  const first = journalIn('first')
  write(first, 0, ENTITIES)
  const old = await oldJournal()
  const full = journalIn('full')
  write(full, 0, FOLD_OVER + 4 * ENTITIES)

  const cases: [string, Journal][] = [
    ['empty', empty],
    ['after the first run of each', first],
    [`after ${RUNS.toLocaleString('en')} runs, folded`, old],
    ['just before a fold is due', full],
  ]
  const times = new Map(cases.map(([name]) => [name, [] as number[]]))
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, journal] of cases) times.get(name)!.push(await memories(journal, name !== 'empty'))
  }
  const medians = cases.map(([name]): [string, number] => [name, median(times.get(name)!)])
  print(`Memories of ${ENTITIES} entities, one after the other`, medians)

  const runs = async () => (await listJournal(old, [])).entries.length
  const due = await timed(() => old.foldable())
  const show = await timed(async () => assert.equal(await runs(), RUNS))
  write(old, RUNS, RUNS + FOLD_OVER)
  const fold = await timed(async () => assert.equal(await foldHistory(old, { run: 'bench', over: 0 }), FOLD_OVER))
  assert.equal(await runs(), RUNS + FOLD_OVER)
  print('The rest, on the old journal', [
    ['what every run asks at its end: is a fold due', due],
    ['journal show: all runs in order', show],
    [`folding ${FOLD_OVER} more, once in ${FOLD_OVER} runs`, fold],
  ])
  console.log(`\npeak memory of all of this: ${(peakMemory() / 1e6).toFixed(0)} MB`)
}

/** Built in memory, where a hundred thousand files cost nothing; what is left of them goes to disk. */
async function oldJournal(): Promise<Journal> {
  const files = new Map<string, Uint8Array>()
  const built = new Journal(inMemory(files))
  for (let from = 0; from < RUNS; from += BATCH) {
    for (let at = from; at < Math.min(RUNS, from + BATCH); at++) {
      const record = ended(at)
      files.set(nameOf(record), serialize(record))
    }
    await foldHistory(built, { run: 'bench', over: 0 })
  }
  const old = journalIn('old')
  for (const [name, bytes] of files) await old.folder.create(name, bytes)
  return old
}

function inMemory(files: Map<string, Uint8Array>): Folder {
  return {
    location: 'memory',
    create: async (name, bytes) => !files.has(name) && files.set(name, bytes).has(name),
    read: async name => files.get(name) ?? null,
    list: async prefix => [...files.keys()].filter(name => name.startsWith(prefix)).sort(),
    remove: async names => {
      for (const name of names) files.delete(name)
    },
    sweepDrafts: async () => {},
  }
}

function journalIn(name: string): Journal {
  return new Journal(localFolder(join(root, name)))
}

/** Ended runs as a run leaves them; without the syncs, which only cost time here. */
function write({ location }: Journal, from: number, to: number): void {
  for (let at = from; at < to; at++) {
    const record = ended(at)
    const path = join(location, ...nameOf(record).split('/'))
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, serialize(record))
  }
}

function ended(at: number): Finished {
  const began = new Date(Date.UTC(2026, 0, 1) + at * 60_000)
  const time = new Date(began.getTime() + 4200).toISOString()
  const id = at.toString(16).padStart(32, '0')
  const run = `${began.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z-${at.toString(16).padStart(8, '0')}`
  const parts = [0, 1].map(part => ({
    name: `${run}-r0000-p0000${part}.parquet`,
    rows: 1e6,
    bytes: 3e7 + at,
    checksum: id + id,
  }))
  return {
    kind: 'done',
    ...{ run, flow: 'erp', entity: names[at % ENTITIES]!, time },
    ...{ entity_run_id: id, coordinator_run_id: id, flow_run_id: id, coordinator: 'erp' },
    ...{ start_time: began.toISOString(), finish_time: time, status: 'success', run_type: 'incremental' },
    ...{ row_count: 2e6, duration: 4.2, primary_key: null },
    ...{ watermark_column: 'Column0', watermark_type: 'int', watermark: String(at), message: null },
    ...{ schema_version: '1.0', parts, bytes: 6e7 + 2 * at, attempts: 1, error: null, receipt: null },
    checksums: fields.map((column, field) => ({
      column,
      nulls: at,
      sum: ((at + field) * 2654435761).toString(16).padStart(16, '0'),
    })),
    schema: {
      fields: fields.map(name => ({ name, type: { kind: 'int', bits: 64 }, nullable: true, source: 'bigint' })),
    },
  }
}

async function memories(journal: Journal, some: boolean): Promise<number> {
  return timed(async () => {
    for (const name of names) {
      const { last, foreign } = await journal.entity('erp', name).memory()
      assert.deepEqual([last !== null, foreign], [some, []])
    }
  })
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

function median(times: number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1]!
}

/** Milliseconds, each with its ratio to the first. */
function print(title: string, rows: [string, number][]): void {
  const width = Math.max(...rows.map(([name]) => name.length))
  const baseline = rows[0]![1]
  console.log(`\n${title}`)
  for (const [name, ms] of rows) {
    console.log(`  ${name.padEnd(width)}  ${ms.toFixed(1).padStart(9)} ms  ${(ms / baseline).toFixed(2).padStart(8)} ×`)
  }
}
