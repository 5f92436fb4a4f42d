/** The README's first command, on a copy of its flows file: every table it writes against the seed or the file it came from. */
import assert from 'node:assert/strict'
import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { type Ended, runProgram } from '../cli/process.ts'
import { ERP_TABLES } from '../stand-ins/sql-server/seeds/erp.ts'
import { VEGA_TABLES, vegaFile } from '../stand-ins/sql-server/seeds/vega.ts'
import type { SqlColumn, SqlType } from '../stand-ins/sql-server/types.ts'
import { contentsOf, type Outcome, outcomeOf, temporaryFolder } from './support/project.ts'
import {
  assertRows,
  byDuckdb,
  byHyparquet,
  duckdbTable,
  partsOf,
  query,
  quoteName,
  quoteText,
} from './support/read-back.ts'
import { cellOf, columnsOf, duckdbType } from './support/sql-types.ts'

const FLOWS = fileURLToPath(new URL('../../examples/quickstart/flows.yml', import.meta.url))
/** Entities whose table has another name. */
const ERP_NAMES: Record<string, string> = { 'Ørder [Details]': `Ørder [Details] "2024" it's.ok` }

suite('npm run quickstart', () => {
  const folder = temporaryFolder('quickstart')
  const out = join(folder, 'out')
  const file = join(folder, 'flows.yml')
  let first: Ended
  let before1: Record<string, string>
  let second: Outcome

  before(async () => {
    copyFileSync(FLOWS, file)
    first = await quickstart()
    before1 = existsSync(out) ? contentsOf(out) : {}
    // The flights are the slow part, and replaced like the others.
    second = outcomeOf(await quickstart('--json', '--exclude', 'vega.flights'))
  })

  const quickstart = (...words: string[]) => runProgram('examples/quickstart/quickstart.ts', [file, ...words])

  test('ends well and prints the receipt', () => {
    assert.equal(first.code, 0, first.stderr)
    const entities = entitiesOf('erp').length + entitiesOf('vega').length
    assert.match(first.stdout, /^entity +mode +rows +files +MB +seconds +rows\/s +status\n/)
    assert.match(first.stdout, /\nerp\.returns +full_drop +0 +1 .* empty ✓\n/)
    assert.match(first.stdout, /\nvega\.flights +full_drop +3,000,000 +3 .* ok ✓\n/)
    assert.ok(
      first.stdout.includes(`\nDone. OK=${entities - 1} EMPTY=1 FAILED=0 of ${entities} · 3.1M rows`),
      first.stdout,
    )
    assert.ok(first.stderr.includes(out), first.stderr)
    assert.match(first.stderr, /ROWS +[123] million rows so far/)
  })

  test('a second run replaces the files', () => {
    assert.deepEqual([second.code, second.end.failed], [0, 0])
    const now = contentsOf(out)
    const flights = (path: string) => path.startsWith(join('vega', 'flights'))
    const others = Object.keys(now).filter(path => !flights(path))
    assert.equal(others.length, Object.keys(before1).filter(path => !flights(path)).length)
    for (const path of others) assert.ok(!(path in before1), `${path} is left of the first run`)
    for (const path of Object.keys(before1).filter(flights)) assert.equal(now[path], before1[path])
    assert.deepEqual(others.map(path => join(out, path)).sort(), filesOf(second).sort())
    assert.ok(!existsSync(join(out, 'erp', '_tmp')) && !existsSync(join(out, 'vega', '_tmp')))
  })

  suite('the ERP, by DuckDB and by hyparquet', () => {
    let shapes: Map<string, SqlColumn[]>
    before(async () => {
      shapes = await columnsOf(ERP_TABLES)
    })

    test('every seeded table is in the flows file', () => {
      const named = entitiesOf('erp').map(name => ERP_NAMES[name] ?? name)
      const seeded = ERP_TABLES.map(({ path }) => path[1])
      assert.deepEqual(named.filter(name => name !== 'orders_with_names').sort(), seeded.sort())
    })

    for (const entity of entitiesOf('erp').filter(name => name !== 'orders_with_names')) {
      test(entity, async () => {
        const name = ERP_NAMES[entity] ?? entity
        const columns = shapes.get(name)!
        const { rows } = ERP_TABLES.find(({ path }) => path[1] === name)!
        const expected = rows.map(row => row.map((value, index) => cellOf(columns[index]!.type, value)))
        const names = columns.map(column => column.name)
        const files = partsOf(join(out, 'erp', entity))
        const read = await byDuckdb(files)
        assert.deepEqual(
          read.types,
          columns.map(({ type }) => duckdbType(type)),
        )
        assertRows(read, names, expected, 'DuckDB')
        assertRows(await byHyparquet(files), names, expected, 'hyparquet')
      })
    }

    test('orders_with_names, which is a query', async () => {
      const [orders, customers] = ['orders', 'customers'].map(name => table(name, shapes))
      const names = ['OrderId', 'OrderDate', 'Status', 'Customer']
      const byId = new Map(customers!.rows.map(row => [row.get('CustomerId'), row.get('Name')!]))
      const expected = orders!.rows.map(row => [
        ...names.slice(0, 3).map(name => row.get(name)!),
        byId.get(row.get('CustomerId'))!,
      ])
      const files = partsOf(join(out, 'erp', 'orders_with_names'))
      assertRows(await byDuckdb(files), names, expected, 'DuckDB')
      assertRows(await byHyparquet(files), names, expected, 'hyparquet')
    })
  })

  suite('the npm package vega-datasets, by DuckDB', () => {
    let shapes: Map<string, SqlColumn[]>
    before(async () => {
      shapes = await columnsOf(VEGA_TABLES.map(({ name, columns }) => ({ path: ['dbo', name], columns })))
    })

    test('every seeded table is in the flows file', () => {
      assert.deepEqual(entitiesOf('vega').sort(), VEGA_TABLES.map(({ name }) => name).sort())
    })

    for (const { name, file: source, select = {}, from } of VEGA_TABLES) {
      test(`${name} equals ${source}, EXCEPT ALL both ways`, async () => {
        const columns = shapes.get(name)!
        const ours = duckdbTable(partsOf(join(out, 'vega', name)))
        const described = await query(`DESCRIBE SELECT * FROM ${ours}`)
        assert.deepEqual(
          described.map(([column, type]) => [column, type]),
          columns.map(column => [column.name, duckdbType(column.type)]),
        )
        const values = columns.map(column => cast(column.type, select[column.name] ?? quoteName(column.name)))
        const theirs = `SELECT ${values.join(', ')} FROM ${from?.(vegaFile(source)) ?? foreign(vegaFile(source))}`
        const [counts] = await query(`WITH a AS MATERIALIZED (SELECT * FROM ${ours}), b AS MATERIALIZED (${theirs})
          SELECT (SELECT count(*) FROM b), (SELECT count(*) FROM (FROM a EXCEPT ALL FROM b)),
            (SELECT count(*) FROM (FROM b EXCEPT ALL FROM a))`)
        const [rows, surplus, missing] = counts!.map(Number)
        assert.ok(rows! > 0)
        assert.deepEqual({ surplus, missing }, { surplus: 0, missing: 0 })
      })
    }
  })
})

function entitiesOf(flow: 'erp' | 'vega'): string[] {
  const { flows }: { flows: Record<string, { entities: (string | { name: string })[] }> } = parse(
    readFileSync(FLOWS, 'utf8'),
  )
  return flows[flow]!.entities.map(entity => (typeof entity === 'string' ? entity : entity.name))
}

function filesOf({ entities }: Outcome): string[] {
  return Object.values(entities).flatMap(({ files }) => files.map(({ path }) => path))
}

/** A seeded table's cells by column name. */
function table(name: string, shapes: Map<string, SqlColumn[]>) {
  const columns = shapes.get(name)!
  const { rows } = ERP_TABLES.find(({ path }) => path[1] === name)!
  return {
    rows: rows.map(row => new Map(columns.map((column, index) => [column.name, cellOf(column.type, row[index]!)]))),
  }
}

/** The file as DuckDB reads it of its own accord. */
function foreign(path: string): string {
  if (path.endsWith('.csv')) return `read_csv(${quoteText(path)}, sample_size = -1)`
  return path.endsWith('.json') ? `read_json(${quoteText(path)})` : `read_parquet(${quoteText(path)})`
}

/** A value of the file in the type that the table gives it: SQL Server pads char, and its moments have no zone but datetimeoffset's. */
function cast(type: SqlType, value: string): string {
  if (type.name === 'char') return `rpad(CAST(${value} AS VARCHAR), ${type.length}, ' ')`
  if (type.name === 'datetimeoffset') return `CAST(${value} AS TIMESTAMP) AT TIME ZONE 'UTC'`
  return `CAST(${value} AS ${duckdbType(type)})`
}
