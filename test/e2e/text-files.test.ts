/** CSV in, JSON lines out, and back: by hygge as its users have it, read back by DuckDB. */
import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { stringify } from 'yaml'
import { runHygge } from '../support/crash.ts'
import { execute, rowsOf } from '../support/duckdb.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hygge-e2e-text-'))
  await mkdir(join(folder, 'in', 'orders'), { recursive: true })
  for (const [name, from] of [
    ['a.csv.gz', 0],
    ['b.csv', 7000],
  ] as const) {
    await execute(
      `COPY (SELECT i AS id, CASE WHEN i % 5 > 0 THEN 'say "' || i || E'",\\nplease' END AS text, (i * 1.25)::DECIMAL(12,2) AS price,
      TIMESTAMP '2024-01-01' + INTERVAL (i) MINUTE AS at, i % 2 = 0 AS even FROM range(${from}, ${from + 7000}) t(i))
      TO '${folder}/in/orders/${name}' (FORMAT csv, HEADER)`,
    )
  }
})
after(() => rm(folder, { recursive: true, force: true }))

test('CSV to JSON lines to compressed CSV: the same rows at both ends', async () => {
  const flow = (home: object, store: object) => ({ home, store, entities: ['orders'] })
  const types = { price: 'decimal(12,2)' }
  const flows = {
    one: flow(
      { type: 'local', path: 'in', format: 'csv', types },
      { type: 'local', path: 'json', format: 'ndjson', rows_per_file: 3000 },
    ),
    two: flow(
      { type: 'local', path: 'json', format: 'ndjson', types },
      { type: 'local', path: 'csv', format: 'csv', compression: 'zstd' },
    ),
  }
  const file = join(folder, 'flows.yml')
  await writeFile(file, stringify({ flows, defaults: { verify: 'checksum' } }))
  for (const name of ['one', 'two']) {
    const { code, stderr, finished } = await runHygge({ file }, { args: ['--select', name] })
    assert.equal(code, 0, stderr)
    assert.equal(finished?.rows, 14_000)
    assert.match(finished?.files[0]?.path ?? '', name === 'one' ? /p00000\.ndjson$/ : /p00000\.csv\.zst$/)
  }
  const columns = "{'id': 'BIGINT', 'text': 'VARCHAR', 'price': 'DECIMAL(12,2)', 'at': 'TIMESTAMP', 'even': 'BOOLEAN'}"
  const csv = (path: string) =>
    `SELECT * FROM read_csv('${folder}/${path}', columns = ${columns}, header = true, quote = '"')`
  const json = `SELECT * FROM read_json('${folder}/json/orders/*.ndjson', columns = ${columns}, format = 'newline_delimited')`
  for (const stored of [json, csv('csv/orders/*.csv.zst')]) {
    const source = csv('in/orders/*')
    assert.deepEqual(await rowsOf(`(${source} EXCEPT ALL ${stored}) UNION ALL (${stored} EXCEPT ALL ${source})`), [])
    assert.deepEqual(await rowsOf(`SELECT count(*)::INT FROM (${stored})`), [[14_000]])
  }
})
