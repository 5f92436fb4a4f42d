/** Files that hygge did not write, moved by hygge as its users have it, and read back by DuckDB. */
import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { stringify } from 'yaml'
import { runHygge } from '../support/crash.ts'
import { execute, rowsOf } from '../support/duckdb.ts'

const ROWS = 30_000
let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hygge-e2e-files-'))
  await mkdir(join(folder, 'in', 'orders', '_tmp'), { recursive: true })
  for (let file = 0; file < 3; file++) {
    const from = (ROWS / 3) * file
    await execute(
      `COPY (SELECT i AS id, 'row ' || i AS name, (i / 4.0)::DECIMAL(12,2) AS price, DATE '2024-01-01' + (i % 900)::INT AS day
      FROM range(${from}, ${from + ROWS / 3}) t(i)) TO '${folder}/in/orders/${file}.parquet' (FORMAT parquet, ROW_GROUP_SIZE 4096)`,
    )
  }
  await writeFile(join(folder, 'in', 'orders', '_tmp', 'half.parquet'), 'PAR1')
})
after(() => rm(folder, { recursive: true, force: true }))

async function place(name: string, journal: object = {}): Promise<{ file: string; out: string }> {
  const file = join(folder, `${name}.yml`)
  const home = { type: 'local', path: 'in' }
  const store = { type: 'local', path: name, rows_per_file: 4000 }
  await writeFile(file, stringify({ ...journal, flows: { f: { home, store, entities: ['orders'] } } }))
  return { file, out: join(folder, name, 'orders') }
}

/** What is in one of the two and not as often in the other. */
async function difference(out: string): Promise<unknown[][]> {
  const [source, stored] = [`${folder}/in/orders/*.parquet`, `${out}/*.parquet`].map(
    path => `SELECT * FROM read_parquet('${path}')`,
  )
  return rowsOf(`(${source} EXCEPT ALL ${stored}) UNION ALL (${stored} EXCEPT ALL ${source})`)
}

test('Parquet files to Parquet files: every row once, and the journal may live beside the source', async () => {
  const spot = await place('plain', { journal: { location: 'home' } })
  const first = await runHygge(spot)
  assert.equal(first.code, 0, first.stderr)
  assert.equal(first.finished?.rows, ROWS)
  assert.deepEqual(await difference(spot.out), [])
  // The journal in the home is no data of it.
  const second = await runHygge(spot)
  assert.equal(second.finished?.rows, ROWS)
  assert.deepEqual(await rowsOf(`SELECT count(*) > 0 FROM glob('${folder}/in/.hygge_journal/**/done.json')`), [[true]])
})

for (const fault of ['staged.after#3', 'committed.after']) {
  test(`killed at ${fault}, the next run goes on behind the last staged part`, async () => {
    const spot = await place(`killed-${fault.replace(/\W/g, '-')}`)
    const died = await runHygge(spot, { fault: `${fault}:kill` })
    assert.equal(died.signal, 'SIGKILL')
    const { code, stderr, finished } = await runHygge(spot)
    assert.equal(code, 0, stderr)
    assert.equal(finished?.recovered?.[0]?.how, fault.startsWith('staged') ? 'resumed' : 'published')
    assert.deepEqual(await difference(spot.out), [])
  })
}
