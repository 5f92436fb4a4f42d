/** The home over files that DuckDB wrote: Parquet, CSV and JSON lines, one file and several in a folder. */
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { after } from 'node:test'
import type { LocalHomeConfig } from '../../../lib/homes/local/config.ts'
import { homeConformance } from '../../conformance/home.ts'
import type { MakeHome } from '../../conformance/home-under-test.ts'
import { execute } from '../../support/duckdb.ts'
import { homeOf, makeFolder, openBelow, readers } from './files-under-test.ts'

after(() => readers.close())

interface Kind {
  config: Partial<LocalHomeConfig>
  /** Of `COPY`. */
  options: string
  ending: string
  bytes: string
  /** What stands in the place of the last column when the file has changed. */
  other: string
}

// Row groups that end somewhere in a batch.
const PARQUET: Kind = {
  config: {},
  options: 'FORMAT parquet, ROW_GROUP_SIZE 3000',
  ending: 'parquet',
  bytes: 'encode(t)',
  other: "'a' AS amount",
}
const CSV: Kind = {
  config: { format: 'csv' },
  options: 'FORMAT csv, HEADER',
  ending: 'csv',
  bytes: "'0x' || hex(t)",
  other: '5 AS more',
}
const NDJSON: Kind = {
  // A file without rows has no names.
  config: { format: 'ndjson', types: { id: 'int64', text: 'text', amount: 'decimal(18,4)', bytes: 'binary' } },
  options: "FORMAT json, COMPRESSION 'zstd'",
  ending: 'ndjson.zst',
  bytes: "'0x' || hex(t)",
  other: '5 AS more',
}

/** Rows with these ids. */
function write(
  { options, bytes, other }: Kind,
  path: string,
  from: number,
  to: number,
  changed = false,
): Promise<void> {
  const amount = changed ? other : '(i + 0.25)::DECIMAL(18,4) AS amount'
  const rows = `SELECT i::INT AS id, CASE WHEN i % 7 <> 0 THEN 'Zeile ' || i || ' – ' || repeat('ä', i % 40) END AS text, i % 2 = 0 AS flag,
    CASE WHEN i % 5 <> 0 THEN ${bytes.replace('(t)', "('b' || i)")} END AS bytes, ${amount} FROM range(${from}, ${to}) r(i)`
  return execute(`COPY (${rows}) TO '${path}' (${options})`)
}

function over(kind: Kind, files: number): MakeHome {
  return async rows => {
    const folder = await makeFolder()
    let next = 1
    let made = 0
    const insert = async (count: number) => {
      await write(kind, join(folder, `${String(made++).padStart(3, '0')}.${kind.ending}`), next, next + count)
      next += count
    }
    for (let file = 1; file < files; file++) await insert(Math.floor(rows / files))
    await insert(rows - (next - 1))
    return {
      home: () => homeOf(folder, kind.config),
      insert,
      async change() {
        for (const name of await readdir(folder)) await write(kind, join(folder, name), 1, 2, true)
      },
      spoilNextRead: () => false,
      held: () => openBelow(folder),
      [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
    }
  }
}

const TRAITS = { watermark: null, ordered: true }
homeConformance('a folder of Parquet files', TRAITS, over(PARQUET, 3))
homeConformance('a folder of CSV files', TRAITS, over(CSV, 2))
homeConformance('a file of JSON lines', TRAITS, over(NDJSON, 1))
