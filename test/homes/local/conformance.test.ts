/** The home over Parquet files that DuckDB wrote: one file, and several in a folder. */
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { after } from 'node:test'
import { homeConformance } from '../../conformance/home.ts'
import type { MakeHome } from '../../conformance/home-under-test.ts'
import { execute } from '../../support/duckdb.ts'
import { homeOf, makeFolder, openBelow, readers } from './files-under-test.ts'

after(() => readers.close())

/** Rows with these ids, in row groups that end somewhere in a batch. */
function write(path: string, from: number, to: number, amount = 'decimal(18,4)'): Promise<void> {
  const rows = `SELECT i::INT AS id, CASE WHEN i % 7 <> 0 THEN 'Zeile ' || i || ' – ' || repeat('ä', i % 40) END AS text, i % 2 = 0 AS flag,
    CASE WHEN i % 5 <> 0 THEN encode('b' || i) END AS bytes, (i + 0.25)::${amount} AS amount FROM range(${from}, ${to}) t(i)`
  return execute(`COPY (${rows}) TO '${path}' (FORMAT parquet, ROW_GROUP_SIZE 3000)`)
}

function over(files: number): MakeHome {
  return async rows => {
    const folder = await makeFolder()
    let next = 1
    let made = 0
    const insert = async (count: number) => {
      await write(join(folder, `${String(made++).padStart(3, '0')}.parquet`), next, next + count)
      next += count
    }
    for (let file = 1; file < files; file++) await insert(Math.floor(rows / files))
    await insert(rows - (next - 1))
    return {
      home: () => homeOf(folder),
      insert,
      async change() {
        for (const name of await readdir(folder)) await write(join(folder, name), 1, 2, 'varchar')
      },
      spoilNextRead: () => false,
      held: () => openBelow(folder),
      [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
    }
  }
}

homeConformance('a Parquet file', { watermark: null, ordered: true }, over(1))
homeConformance('a folder of Parquet files', { watermark: null, ordered: true }, over(3))
