/** The stand-in as a process of its own: `npm run stand-in -- --rows 1000000`. */
import { parseArgs } from 'node:util'
import type { MssqlConnection } from '../../../lib/homes/mssql/config.ts'
import { DEFAULT_USER, StandInEngine } from './engine/engine.ts'
import { erp } from './seeds/erp.ts'
import type { Seed } from './seeds/seed.ts'
import { vega } from './seeds/vega.ts'
import { volume } from './seeds/volume.ts'
import { type StandIn, startServer } from './server.ts'
import type { TlsMode } from './wire/prelogin.ts'

/** What the program says on stdout with --json, in one line, when it is ready. */
export interface ReadyLine {
  port: number
  connection: MssqlConnection
  databases: string[]
  /** The server's certificate in PEM. */
  certificate: string
}

const USAGE = `Usage: npm run stand-in -- [options]

A server that speaks TDS 7.4 and 8.0, with seeded tables, for tests and trials. It is not Microsoft SQL Server.

  --seed <names>     databases to fill, of erp, vega, volume (default erp,volume)
  --rows <n>         rows of volume.dbo.wide and volume.dbo.narrow (default 1000000)
  --port <n>         default 0: any free port
  --tls <mode>       none, supported (default), required, strict
  --forbid-catalog   sys.dm_* answer "permission denied"
  --forbid-snapshot  snapshot isolation answers error 3952
  --json             one line of JSON with the connection settings when ready
  --help`

const TLS_MODES: readonly TlsMode[] = ['none', 'supported', 'required', 'strict']

function settings() {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: 'erp,volume' },
      rows: { type: 'string', default: '1000000' },
      port: { type: 'string', default: '0' },
      tls: { type: 'string', default: 'supported' },
      'forbid-catalog': { type: 'boolean', default: false },
      'forbid-snapshot': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const tls = TLS_MODES.find(mode => mode === values.tls)
  if (!tls) throw new RangeError(`--tls ${values.tls}: expected one of ${TLS_MODES.join(', ')}`)
  const rows = wholeNumber('--rows', values.rows, 100_000_000)
  const seeds: Record<string, Seed> = { erp, vega, volume: volume(rows) }
  const chosen = values.seed.split(',').map(name => {
    const seed = seeds[name.trim()]
    if (!seed) throw new RangeError(`--seed ${name}: expected some of ${Object.keys(seeds).join(', ')}`)
    return seed
  })
  return { ...values, tls, rows, port: wholeNumber('--port', values.port, 65_535), seeds: chosen }
}

function wholeNumber(option: string, text: string, most: number): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number > most) {
    throw new RangeError(`${option} ${text}: expected a whole number from 0 to ${most.toLocaleString('en')}`)
  }
  return number
}

async function main(): Promise<void> {
  const { help, json, seeds, port, tls, ...options } = settings()
  if (help) {
    process.stdout.write(`${USAGE}\n`)
    return
  }
  const engine = await StandInEngine.create({
    forbidCatalog: options['forbid-catalog'],
    forbidSnapshot: options['forbid-snapshot'],
  })
  for (const seed of seeds) await seed.plant(engine)
  const server = await startServer({ engine, port, tls })
  stopWhenTold(engine, server)
  const connection: MssqlConnection = {
    type: 'mssql',
    server: '127.0.0.1',
    port: server.port,
    database: seeds[0]!.database,
    encrypt: tls === 'strict' ? 'strict' : tls === 'required',
    ...(tls === 'strict' || tls === 'required' ? { trust_server_certificate: true } : {}),
    authentication: { type: 'sql', ...DEFAULT_USER },
  }
  const databases = seeds.map(({ database }) => database)
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
