/** SIGKILL while several ranges are read: each goes on by itself, by the plan of the run that died, however many ranges there would be now. */
import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import type { RunType } from '../../lib/events.ts'
import { type Ended, filesIn, filesNamedByJournal, type Place, place, rowsIn, runHygge } from '../support/crash.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

const ROWS = 900
const ROWS_PER_FILE = 100
const RANGES = 3

let server: TestServer
before(async () => {
  server = await startTestServer()
})
after(() => server[Symbol.asyncDispose]())

async function insert(table: string, from: number, to: number): Promise<string[]> {
  const ids = Array.from({ length: to - from + 1 }, (_, at) => from + at)
  await server.execute(`INSERT INTO ${table} (id, name) VALUES ${ids.map(id => `(${id}, N'n${id}')`).join(', ')}`)
  return ids.map(id => `${id}|n${id}`)
}

async function changeRanges({ file }: Place, ranges: number): Promise<void> {
  const text = await readFile(file, 'utf8')
  assert.ok(text.includes(`ranges: ${RANGES}`))
  await writeFile(file, text.replace(`ranges: ${RANGES}`, `ranges: ${ranges}`))
}

async function expectExact(spot: Place, rows: string[]): Promise<void> {
  assert.deepEqual(await rowsIn(spot), rows.toSorted())
  assert.deepEqual(await filesIn(spot), await filesNamedByJournal(spot))
}

/** Runs hygge; also how many reads of the table's rows the server was asked for. */
async function countingReads(table: string, spot: Place): Promise<Ended & { reads: number }> {
  const log = server.standIn?.statements ?? []
  const known = new Set(log)
  const ended = await runHygge(spot)
  const asked = log.filter(entry => !known.has(entry) && entry.statement.includes(table))
  return { ...ended, reads: asked.filter(({ statement }) => / ORDER BY \[id\]$/.test(statement)).length }
}

/**
 * How many times which fault point is passed before the process dies, how many reads are then left at the most, and in which mode the
 * short form has it.
 */
const CELLS: [fault: string, left: number, short?: RunType][] = [
  ['planned.after', RANGES],
  ['read.batch#5', RANGES, 'incremental'],
  ['staged.after#4', RANGES, 'full_drop'],
  ['range.done', RANGES - 1],
  ['range.done#2', RANGES - 2, 'full_drop'],
  ['committed.before', 0],
]
const LONG = process.env.HYGGE_TEST_LONG === '1'

describe('SIGKILL with several ranges', { concurrency: 2 }, () => {
  for (const [fault, left, short] of CELLS) {
    for (const mode of ['full_drop', 'incremental'] as const) {
      if (!LONG && mode !== short) continue
      test(`at ${fault} in a ${mode}`, async () => {
        const table = await server.createTable('id int NOT NULL PRIMARY KEY, name nvarchar(40) NULL', 'ranges')
        const spot = await place(server.connection(), table, mode, ROWS_PER_FILE, { home: { ranges: RANGES } })
        try {
          const rows = await insert(table, 1, ROWS)
          const killed = await runHygge(spot, { fault: `${fault}:kill` })
          assert.equal(killed.signal, 'SIGKILL', killed.stderr)
          await changeRanges(spot, 5)
          const { finished, code, stderr, reads } = await countingReads(table, spot)
          assert.equal(code, 0, `${stderr}${JSON.stringify(finished?.error)}`)
          assert.deepEqual(
            finished?.recovered?.map(({ how }) => how),
            ['resumed'],
          )
          // An increment is followed by the next one, which is one more read.
          assert.ok(reads <= left + (mode === 'incremental' ? 1 : 0), `${reads} reads`)
          await expectExact(spot, rows)
        } finally {
          await spot.remove()
        }
      })
    }
  }
})
