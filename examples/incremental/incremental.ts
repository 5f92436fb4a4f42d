/** `npm run example:incremental`: two runs of one flows file, rows that change between them, and what the second run moved. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { DuckDBInstance } from '@duckdb/node-api'
import { Connection, Request } from 'tedious'
import { spawnStandIn } from '../../test/stand-ins/sql-server/spawn.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// The server below begins anew each time, so what earlier examples left must go.
for (const folder of ['out', '.hygge']) await rm(here(folder), { recursive: true, force: true })

console.error('Starting a SQL Server stand-in with a small ERP …')
await using standIn = await spawnStandIn({ seed: ['erp'] })
const { server, port, authentication } = standIn.connection
if (authentication.type !== 'sql') throw new Error('the stand-in has SQL logins')
const { user, password } = authentication
const env = { ...process.env, EXAMPLE_SERVER: server, EXAMPLE_PORT: String(port), EXAMPLE_PASSWORD: password }

/** Runs `hygge-run flows.yml`. */
async function move(): Promise<void> {
  const words = ['--import', 'tsx', here('../../bin/hygge-run.ts'), here('flows.yml'), '--plain', '--quiet']
  const [code] = await once(spawn(process.execPath, words, { stdio: 'inherit', env }), 'exit')
  if (code !== 0) throw new Error(`hygge-run ended with ${code}`)
}

/** What people do in the ERP meanwhile. */
async function change(...statements: string[]): Promise<void> {
  const options = { port, database: 'erp', encrypt: false, trustServerCertificate: true }
  const login = { type: 'default' as const, options: { userName: user, password } }
  const connection = new Connection({ server, options, authentication: login })
  await new Promise<void>((resolve, reject) => connection.connect(error => (error ? reject(error) : resolve())))
  try {
    for (const statement of statements) {
      console.error(`  ${statement}`)
      await new Promise<void>((resolve, reject) =>
        connection.execSqlBatch(new Request(statement, error => (error ? reject(error) : resolve()))),
      )
    }
  } finally {
    connection.close()
  }
}

console.error('\nThe first run moves everything:')
await move()
console.error('\nThen rows change:')
await change(
  "UPDATE dbo.stock_levels SET Quantity = 0 WHERE Warehouse = N'Oslo' AND Quantity < 500",
  `INSERT INTO dbo.orders (OrderId, CustomerId, OrderDate, Status, Total)
   SELECT 1000000 + CustomerId, CustomerId, '2026-11-23', 'new', 99.5 FROM dbo.customers WHERE CustomerId <= 40`,
  `INSERT INTO dbo.customers (CustomerGuid, Name, Country, IsActive, CreatedAt)
   SELECT NEWID(), N'Came late', 'NO', 1, DATEADD(minute, -30, MAX(CreatedAt)) FROM dbo.customers`,
  'UPDATE dbo.products SET Price = Price + 1 WHERE ProductId <= 3',
)
console.error('\nThe second run moves what is new, and the small table as a whole:')
await move()
console.error('\nThe third finds nothing:')
await move()

console.error(
  '\nThe files, read by DuckDB: every state of a row that a run saw. The newest by its Version is the row of today.',
)
const duckdb = await (await DuckDBInstance.create(':memory:')).connect()
const reader = await duckdb.runAndReadAll(`
  SELECT parse_filename(filename) AS file, count(*) AS rows, count(*) FILTER (Quantity = 0) AS sold_out
  FROM read_parquet('${here('out/stock_levels/*.parquet').replaceAll("'", "''")}', filename = true) GROUP BY ALL ORDER BY file`)
for (const { file, rows, sold_out } of reader.getRowObjects())
  console.log(`${file}  ${rows} rows, ${sold_out} sold out`)
duckdb.closeSync()
