/** The kill sweep where data and journal are in a lake. The short form takes some points; all of all lakes: npm run stress -- lakes. */
import { after, before, describe, test } from 'node:test'
import { type SpawnedDataLake, spawnDataLake } from '../stand-ins/data-lake/spawn.ts'
import { type Cell, cellsOf, killCell } from '../support/kill-cell.ts'
import { inAdls, inMirror, inOneLake } from '../support/lake-places.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

const LONG = process.env.HYGGE_TEST_LONG === '1'

let server: TestServer
let adls: SpawnedDataLake
let onelake: SpawnedDataLake
before(async () => {
  ;[server, adls, onelake] = await Promise.all([
    startTestServer(),
    spawnDataLake(),
    // Who waits for a mirrored table to go makes the replicator go round.
    spawnDataLake(['--personality', 'onelake', '--poll-on-status']),
  ])
})
after(() => Promise.all([server[Symbol.asyncDispose](), adls.stop(), onelake.stop()]))

/** What a lake does of its own, and each of the ways in which a run is finished by another. */
const SHORT: Cell[] = [
  { point: 'committed.after', mode: 'full_drop', later: false },
  { point: 'publish.old-aside', mode: 'full_drop', later: true },
  { point: 'staged.after', mode: 'incremental', later: true },
  { point: 'publish.part-moved', mode: 'incremental', later: true },
]
const SHORT_ONELAKE: Cell[] = [{ point: 'publish.new-in-place', mode: 'full_drop', later: true }]
/** Deaths between two files and between two tables are in mirror.test.ts. */
const SHORT_MIRROR: Cell[] = [{ point: 'committed.after', mode: 'incremental', later: false }]
const ALL = (['full_drop', 'incremental'] as const).flatMap(cellsOf)

function sweep(cells: Cell[], destination: () => ReturnType<typeof inAdls>): void {
  for (const cell of cells) {
    const { point, mode, later } = cell
    test(`at ${point}, ${mode}, ${later ? 'later' : 'first'} run`, () => killCell(server, cell, destination()))
  }
}

describe('SIGKILL, into ADLS', { concurrency: 2 }, () => sweep(LONG ? ALL : SHORT, () => inAdls(adls)))
describe('SIGKILL, into OneLake', { concurrency: 2 }, () =>
  sweep(LONG ? ALL : SHORT_ONELAKE, () => inOneLake(onelake, onelake)),
)
describe('SIGKILL, into a mirrored database', { concurrency: 2 }, () =>
  sweep(LONG ? ALL : SHORT_MIRROR, () => inMirror(onelake, onelake.remote, onelake)),
)
