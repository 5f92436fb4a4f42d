/** The kill sweep into SQLite: also in the middle of its transaction. The short form takes some points; all of them with HYGGE_TEST_LONG=1. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Cell, cellsOf, killCell } from '../support/kill-cell.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'
import { inSqlite } from '../support/sqlite-place.ts'

const LONG = process.env.HYGGE_TEST_LONG === '1'

let server: TestServer
before(async () => {
  server = await startTestServer()
})
after(() => server[Symbol.asyncDispose]())

/** Within the transaction, and right behind it. */
const SHORT: Cell[] = [
  { point: 'publish.part-moved', mode: 'full_drop', later: true },
  { point: 'publish.part-moved', mode: 'incremental', later: true },
  { point: 'publish.new-in-place', mode: 'incremental', later: true },
]

/** There are no files to move aside, and the transaction has points of its own. */
const MOVES: Cell['point'][] = [
  'publish.old-aside',
  'publish.old-removed',
  'publish.part-moved',
  'publish.new-in-place',
]
const ALL = [
  ...(['full_drop', 'incremental'] as const).flatMap(cellsOf).filter(({ point }) => !MOVES.includes(point)),
  ...SHORT.filter(({ point }) => MOVES.includes(point)),
]

describe('SIGKILL, into SQLite', { concurrency: 2 }, () => {
  for (const cell of LONG ? ALL : SHORT) {
    const { point, mode, later } = cell
    test(`at ${point}, ${mode}, ${later ? 'later' : 'first'} run`, async t => {
      const folder = await mkdtemp(join(tmpdir(), 'hygge-kill-sqlite-'))
      t.after(() => rm(folder, { recursive: true, force: true }))
      await killCell(server, cell, inSqlite(folder))
    })
  }
})
