/** The stand-in as a process of its own: `npm run stand-in -- --rows 1000000`. */
import type { MssqlConnection } from '../../../lib/mssql/connection.ts'
import { DEFAULT_USER, StandInEngine } from './engine/engine.ts'
import { parseOptions, type SeedName, USAGE } from './program-options.ts'
import { erp } from './seeds/erp.ts'
import type { Seed } from './seeds/seed.ts'
import { vega } from './seeds/vega.ts'
import { volume } from './seeds/volume.ts'
import { type StandIn, startServer } from './server.ts'

/** What the program says on stdout with --json, in one line, when it is ready. */
export interface ReadyLine {
  port: number
  connection: MssqlConnection
  databases: string[]
  /** The server's certificate in PEM. */
  certificate: string
}

async function main(): Promise<void> {
  const { help, json, seeds, rows, port, tls, ...options } = parseOptions(process.argv.slice(2))
  if (help) {
    process.stdout.write(`${USAGE}\n`)
    return
  }
  const known: Record<SeedName, Seed> = { erp, vega, volume: volume(rows) }
  const engine = await StandInEngine.create(options)
  for (const seed of seeds) await known[seed].plant(engine)
  const server = await startServer({ engine, port, tls })
  stopWhenTold(engine, server)
  const connection: MssqlConnection = {
    type: 'mssql',
    server: '127.0.0.1',
    port: server.port,
    database: known[seeds[0]!].database,
    encrypt: tls === 'strict' ? 'strict' : tls === 'required',
    ...(tls === 'strict' || tls === 'required' ? { trust_server_certificate: true } : {}),
    authentication: { type: 'sql', ...DEFAULT_USER },
  }
  const databases = seeds.map(seed => known[seed].database)
  const ready: ReadyLine = { port: server.port, connection, databases, certificate: server.certificate }
  process.stdout.write(json ? `${JSON.stringify(ready)}\n` : humanLines(ready))
}

function humanLines({ connection, databases }: ReadyLine): string {
  const { server, port, database, encrypt } = connection
  return `The SQL Server stand-in is ready. Stop it with Ctrl-C.

connections:
  stand_in:
    type: mssql
    server: ${server}
    port: ${port}
    database: ${database}    # there are: ${databases.join(', ')}
    encrypt: ${encrypt}
${connection.trust_server_certificate ? '    trust_server_certificate: true\n' : ''}    authentication: { type: sql, user: ${DEFAULT_USER.user}, password: ${DEFAULT_USER.password} }
`
}

/** Stops on a signal, and when the parent process is gone; faults come as messages and are acknowledged. */
function stopWhenTold(engine: StandInEngine, server: StandIn): void {
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    if (process.connected) process.disconnect()
    void server.close().then(() => engine.close())
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  if (!process.send) return
  process.once('disconnect', stop)
  process.on('message', message => {
    let error: string | null = null
    try {
      if (!server.faults.receive(message)) error = 'expected a message of type "faults"'
    } catch (cause) {
      error = cause instanceof Error ? cause.message : String(cause)
    }
    process.send?.({ type: 'done', error })
  })
}

main().catch((error: unknown) => {
  process.stderr.write(`stand-in: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = error instanceof RangeError || error instanceof TypeError ? 2 : 1
})
