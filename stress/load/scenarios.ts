/** What a bad or a big day is made of: each scenario is a workspace, a server that behaves in its way, and what must be true afterwards. */
import { join } from 'node:path'
import type { Fault } from '../../test/stand-ins/sql-server/faults.ts'
import { type Complaint, filesIn, flat, idsOnce } from './checks.ts'
import type { Recorded } from './run.ts'

export interface Scale {
  full: boolean
  /** The small form's number, or the full form's. */
  rows(small: number, full: number): number
}

export interface Scenario {
  name: string
  /** What it shows. */
  title: string
  entities(scale: Scale): object[]
  options?: object
  connection?: object
  store?: object
  /** How the server behaves from the beginning. */
  server?: { faults?: Fault[]; maxConnections?: number; refusal?: 'error' | 'close' }
  /** T-SQL that makes tables before. */
  prepare?: (scale: Scale) => string[]
  database?: string
  /** Through a lake whose answers take this long, ms. */
  lakeDelay?: number
  /** Beside what must be true of every run. */
  check(folder: string, recorded: Recorded, scale: Scale): Promise<Complaint[]>
}

/** `count` entities of neighbouring ids of a volume table, each with as many rows. */
function slices(table: string, count: number, rows: number): object[] {
  return Array.from({ length: count }, (_, i) => ({
    name: `${table}_${String(i).padStart(4, '0')}`,
    home: { table: `dbo.${table}` },
    where: `id > ${i * rows} AND id <= ${(i + 1) * rows}`,
  }))
}

async function slicesOnce(folder: string, table: string, count: number, rows: number): Promise<Complaint[]> {
  const complaints: Complaint[] = []
  for (let i = 0; i < count; i++)
    complaints.push(
      await idsOnce(join(folder, 'out', `${table}_${String(i).padStart(4, '0')}`), i * rows + 1, (i + 1) * rows),
    )
  return complaints
}

/** Reads of rows, not what is asked before. */
const READ = /^SELECT \[id\],[\s\S]*FROM \[dbo\]\.\[narrow\]/i

/** Every n-th read goes wrong, in turn by a deadlock, a dropped socket and a server that says it is busy. */
function oneIn(n: number, times: number): Fault[] {
  const effects = [
    {
      error: {
        number: 1205,
        message: 'Transaction was deadlocked and has been chosen as the deadlock victim.',
        class: 13,
        afterRows: 40,
      },
    },
    { dropAfterBytes: 20_000 },
    { error: { number: 40501, message: 'The service is currently busy.', class: 20 } },
  ]
  return Array.from({ length: times }, (_, i) => ({
    match: READ,
    skip: i * n + (i % 3),
    times: 1,
    ...effects[i % 3],
  }))
}

const TALL: Scenario = {
  name: 'tall',
  title: 'one narrow table, memory flat from its beginning to its end',
  entities: ({ rows }) => [{ name: 'narrow', where: `id <= ${rows(1_000_000, 100_000_000)}` }],
  check: async (folder, recorded, { rows }) => [
    await idsOnce(join(folder, 'out', 'narrow'), 1, rows(1_000_000, 100_000_000)),
    flat(recorded, 0.05),
  ],
}

const WIDE: Scenario = {
  name: 'wide',
  title: 'one wide table',
  entities: ({ rows }) => [{ name: 'wide', where: `id <= ${rows(200_000, 20_000_000)}` }],
  check: async (folder, recorded, { rows }) => [
    await idsOnce(join(folder, 'out', 'wide'), 1, rows(200_000, 20_000_000)),
    flat(recorded, 0.05),
  ],
}

const TWELVE: Scenario = {
  name: 'twelve',
  title: 'twelve tables side by side, wide and narrow',
  options: { concurrency: 12 },
  entities: ({ rows }) => [
    ...slices('narrow', 6, rows(30_000, 5_000_000)),
    ...slices('wide', 6, rows(15_000, 1_000_000)),
  ],
  check: async (folder, _, { rows }) => [
    ...(await slicesOnce(folder, 'narrow', 6, rows(30_000, 5_000_000))),
    ...(await slicesOnce(folder, 'wide', 6, rows(15_000, 1_000_000))),
  ],
}

const FIFTY: Scenario = {
  name: 'fifty',
  title: 'fifty tables side by side under one small budget',
  options: { concurrency: 50, memory: '64 MiB' },
  entities: ({ rows }) => slices('wide', 50, rows(2_000, 1_000_000)),
  check: async (folder, _, { rows }) => slicesOnce(folder, 'wide', 50, rows(2_000, 1_000_000)),
}

const THREE: Scenario = {
  name: 'three-connections',
  title: 'fifty tables on a server that allows three connections and refuses more',
  options: { concurrency: 50, tries: 50 },
  connection: { pool: { size: 3 } },
  server: { maxConnections: 3, refusal: 'error' },
  entities: ({ rows }) => slices('narrow', 50, rows(1_000, 100_000)),
  check: async (folder, _, { rows }) => slicesOnce(folder, 'narrow', 50, rows(1_000, 100_000)),
}

const ONE: Scenario = {
  name: 'one-connection',
  title: 'fifty tables through a pool of one, nobody starves',
  options: { concurrency: 50 },
  connection: { pool: { size: 1 } },
  entities: ({ rows }) => slices('narrow', 50, rows(1_000, 100_000)),
  check: async (folder, _, { rows }) => slicesOnce(folder, 'narrow', 50, rows(1_000, 100_000)),
}

const FALLING: Scenario = {
  name: 'falling',
  title: 'a server that ends one read in ten: deadlocks, dropped sockets, throttling',
  options: { concurrency: 4, tries: 10 },
  server: { faults: oneIn(10, 6) },
  entities: ({ rows }) => slices('narrow', 40, rows(2_000, 500_000)),
  async check(folder, recorded, { rows }) {
    const arrived = await slicesOnce(folder, 'narrow', 40, rows(2_000, 500_000))
    return [...arrived, recorded.retries > 0 ? null : 'no read was ended, so nothing was shown']
  },
}

const STALLING: Scenario = {
  name: 'stalling',
  title: 'a source that stalls in the middle of a table, and goes on at the second try',
  connection: { request_timeout: 2 },
  server: { faults: [{ match: READ, times: 1, hang: { afterRows: 5_000 } }] },
  entities: ({ rows }) => [{ name: 'narrow', where: `id <= ${rows(50_000, 5_000_000)}` }],
  async check(folder, recorded, { rows }) {
    const arrived = await idsOnce(join(folder, 'out', 'narrow'), 1, rows(50_000, 5_000_000))
    return [arrived, recorded.retries > 0 ? null : 'it did not stall, so nothing was shown']
  },
}

const SLOW: Scenario = {
  name: 'slow-source',
  title: 'a source that gives a megabyte a second',
  server: { faults: [{ match: READ, times: 8, throttle: 2 ** 20 }] },
  entities: ({ rows }) => [{ name: 'narrow', where: `id <= ${rows(40_000, 1_000_000)}` }],
  check: async (folder, _, { rows }) => [await idsOnce(join(folder, 'out', 'narrow'), 1, rows(40_000, 1_000_000))],
}

const TALL_VALUES: Scenario = {
  name: 'tall-values',
  title: 'values of eight megabytes under a budget of sixteen',
  options: { memory: '16 MiB' },
  database: 'erp',
  prepare: ({ rows }) => [
    'CREATE TABLE dbo.tall_values (id bigint NOT NULL PRIMARY KEY, body nvarchar(max) NULL)',
    ...Array.from(
      { length: rows(3, 40) },
      (_, i) =>
        `INSERT INTO dbo.tall_values VALUES (${i + 1}, REPLICATE(CAST(N'hygge${i % 10}ab' AS nvarchar(max)), 524288))`,
    ),
  ],
  entities: () => [{ name: 'tall_values' }],
  check: async (folder, _, { rows }) => [await idsOnce(join(folder, 'out', 'tall_values'), 1, rows(3, 40))],
}

const COLUMNS = 1024

const MANY_COLUMNS: Scenario = {
  name: 'many-columns',
  title: 'a table of 1,024 columns',
  database: 'erp',
  prepare: () => {
    const columns = Array.from({ length: COLUMNS - 1 }, (_, i) => `c${i} int NULL`)
    return [
      `CREATE TABLE dbo.many_columns (id bigint NOT NULL PRIMARY KEY, ${columns.join(', ')})`,
      ...[1, 2, 3].map(id => `INSERT INTO dbo.many_columns (id, c0, c1022) VALUES (${id}, ${id}, NULL)`),
    ]
  },
  entities: () => [{ name: 'many_columns' }],
  async check(folder) {
    const path = join(folder, 'out', 'many_columns')
    return [await idsOnce(path, 1, 3), filesIn(path, '.parquet').length === 1 ? null : 'more than one file']
  },
}

const TINY: Scenario = {
  name: 'tiny',
  title: 'thousands of tiny tables',
  options: { concurrency: 8 },
  entities: ({ rows }) => slices('narrow', rows(60, 2_000), 3),
  check: async (folder, _, { rows }) => slicesOnce(folder, 'narrow', rows(60, 2_000), 3),
}

const SLOW_STORE: Scenario = {
  name: 'slow-store',
  title: 'a lake whose every answer takes a while',
  options: { memory: '32 MiB' },
  lakeDelay: 40,
  entities: ({ rows }) => [{ name: 'wide', where: `id <= ${rows(30_000, 2_000_000)}` }],
  // What stands in the lake is looked at by the run itself, every value, and counted.
  check: async (_, { end }, { rows }) => [end.rows === rows(30_000, 2_000_000) ? null : `${end.rows} rows arrived`],
}

export const SCENARIOS: readonly Scenario[] = [
  TALL,
  WIDE,
  TWELVE,
  FIFTY,
  THREE,
  ONE,
  FALLING,
  STALLING,
  SLOW,
  SLOW_STORE,
  TALL_VALUES,
  MANY_COLUMNS,
  TINY,
]
