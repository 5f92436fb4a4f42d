/**
 * Reading over TCP from the SQL Server stand-in, which is a process of its own: tedious' row events into Arrow-layout columns (the baseline),
 * hygge's home into Arrow-layout columns, and the same bytes thrown away at the same seam. CPU time of this process, all in one run.
 * `npm run bench -- read [--rows n]`
 */
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { Connection, type ConnectionConfiguration, Request } from 'tedious'
import { buffersOf } from '../lib/columns/batch.ts'
import { giveBuffers } from '../lib/columns/buffers.ts'
import { HomeError } from '../lib/errors.ts'
import { mssqlHome } from '../lib/homes/mssql/home.ts'
import { opened, SessionPool } from '../lib/mssql/pool.ts'
import { spawnStandIn } from '../test/stand-ins/sql-server/spawn.ts'
import { DiscardingConnection } from './decode/discard.ts'
import { RowColumns } from './decode/row-events.ts'
import { cpuSeconds, heading, ratioTable } from './report.ts'

const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' }, smoke: { type: 'boolean' } } })
const rows = values.smoke ? 20_000 : Number(values.rows)
const ROUNDS = values.smoke ? 1 : 5
const never = new AbortController().signal

heading(`read over TCP, ${rows.toLocaleString('en')} rows`)
const standIn = await spawnStandIn({ seed: ['volume'], rows })
const { server, port = 1433, authentication } = standIn.connection
if (authentication.type !== 'sql') throw new Error('the stand-in has SQL logins')
const { user: userName, password } = authentication
const settings: ConnectionConfiguration = {
  server,
  authentication: { type: 'default', options: { userName, password } },
  options: { port, database: 'volume', encrypt: false, packetSize: 32_767, requestTimeout: 0 },
}

async function open<Kind extends Connection>(connection: Kind): Promise<Kind> {
  connection.connect()
  const [error] = await once(connection, 'connect')
  if (error) throw error
  return connection
}

/** Runs the statement and resolves when the server is done with it. */
function execute(connection: Connection, statement: string, watch: (request: Request) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new Request(statement, error => (error ? reject(error) : resolve()))
    watch(request)
    connection.execSqlBatch(request)
  })
}

async function rowEvents(statement: string): Promise<number> {
  const connection = await open(new Connection(settings))
  let columns = new RowColumns([])
  await execute(connection, statement, request => {
    request.on('columnMetadata', metadata => {
      columns = new RowColumns(metadata as ConstructorParameters<typeof RowColumns>[0])
    })
    request.on('row', cells => columns.add(cells))
  })
  connection.close()
  return columns.rows
}

async function ours(table: string): Promise<number> {
  const connection = { ...standIn.connection, database: 'volume' }
  await using pool = new SessionPool(connection, {
    size: 1,
    acquireTimeout: 0,
    raises: HomeError,
    open: opened(HomeError),
  })
  const home = mssqlHome(pool, { type: 'mssql', connection: 'stand-in', table })
  const { ranges, schema } = await home.describe(never)
  let count = 0
  for (const range of ranges) {
    for await (const batch of home.read(range, schema, never)) {
      count += batch.rows
      // As the flow does when a row group is encoded.
      giveBuffers(buffersOf(batch))
    }
  }
  await home.close()
  return count
}

async function discarded(statement: string): Promise<number> {
  const connection = await open(new DiscardingConnection(settings))
  connection.arm()
  await execute(connection, statement, () => {})
  connection.close()
  return rows
}

try {
  for (const table of ['dbo.wide', 'dbo.narrow']) {
    const statement = `SELECT * FROM ${table}`
    const subjects: [string, () => Promise<number>][] = [
      ['tedious row events → Arrow columns', () => rowEvents(statement)],
      ['hygge home → Arrow columns', () => ours(table)],
      ['bytes thrown away at the seam', () => discarded(statement)],
    ]
    // Rounds are interleaved and the best of each counts: a neighbour's load hits all alike, and compiling is over.
    const best = new Map<string, number>()
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, subject] of subjects) {
        const { seconds, result } = await cpuSeconds(subject)
        if (result !== rows) throw new Error(`${name}: ${result} rows of ${rows}`)
        best.set(name, Math.max(best.get(name) ?? 0, rows / seconds))
      }
    }
    ratioTable(`${table}: rows per CPU second of the client`, [...best])
  }
} finally {
  await standIn.stop()
}
