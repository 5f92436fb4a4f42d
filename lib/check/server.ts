/** The way to a SQL Server, hop by hop: its name, its port, its certificate, the login, the database, the catalog, the clock. */
import { lookup } from 'node:dns/promises'
import { connect, isIP } from 'node:net'
import { HomeError } from '../errors.ts'
import { NETWORK_ADVICE } from '../mssql/advice.ts'
import { certificateOf } from '../mssql/certificate.ts'
import type { MssqlConnection } from '../mssql/connection.ts'
import { type Row, Session } from '../mssql/session.ts'
import type { Finding, Step } from './hop.ts'

const DEFAULT_PORT = 1433
const DAY = 86_400_000
/** A certificate that ends sooner is worth a word. */
const SOON = 30 * DAY
/** Seconds that clocks may differ before it is worth a word: leases and tokens live for minutes. */
const CLOCK_TOLERANCE = 30

/** What `hygge-run check` tries of a connection; the session of the login serves the steps behind it. */
export function serverSteps(connection: MssqlConnection): { steps: Step[]; close: () => Promise<void> } {
  const { server: host, port = DEFAULT_PORT } = connection
  let opened: Session | undefined
  const ask = async (statement: string, signal: AbortSignal): Promise<Row> => {
    const [row] = (await opened?.rows({ statement, parameters: [] }, signal)) ?? []
    return row ?? {}
  }
  const steps: Step[] = [
    { name: 'name', run: () => resolveName(host) },
    { name: 'port', run: signal => reachPort(host, port, signal) },
    { name: 'certificate', run: signal => lookAtCertificate(connection, host, port, signal) },
    {
      name: 'login',
      async run(signal) {
        opened = await Session.open(connection, HomeError, signal)
        const row = await ask('SELECT CAST(SUSER_SNAME() AS nvarchar(128)) AS who', signal)
        return `logged in as ${row.who ?? 'somebody that the server does not name'}`
      },
    },
    { name: 'database', run: async signal => describeDatabase(await ask(DATABASE, signal)) },
    { name: 'catalog', run: signal => lookAtCatalog(ask, signal) },
    { name: 'clock', run: signal => compareClocks(ask, signal) },
  ]
  return { steps, close: async () => opened?.close() }
}

async function resolveName(host: string): Promise<Finding> {
  if (isIP(host)) return `${host} is an address`
  try {
    const found = await lookup(host, { all: true })
    return `${host} is ${found.map(({ address }) => address).join(', ')}`
  } catch (cause) {
    throw new HomeError('NAME_UNKNOWN', `Nobody knows the name ${host}.`, {
      advice: 'Check `server` for a slip, and whether this machine needs a VPN or a private DNS zone to know it.',
      cause,
    })
  }
}

function reachPort(host: string, port: number, signal: AbortSignal): Promise<Finding> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, signal })
    socket.once('connect', () => {
      socket.destroy()
      resolve(`${port} answers in ${Math.ceil(performance.now() - began)} ms`)
    })
    socket.once('error', (cause: NodeJS.ErrnoException) => {
      const advice = NETWORK_ADVICE[cause.code ?? '']
      const options = { cause, ...(advice === undefined ? {} : { advice }) }
      reject(new HomeError('PORT_CLOSED', `Port ${port} of ${host} does not answer: ${cause.message}`, options))
    })
  })
}

async function lookAtCertificate(
  { encrypt = true, trust_server_certificate: trusting = false }: MssqlConnection,
  host: string,
  port: number,
  signal: AbortSignal,
): Promise<Finding> {
  if (encrypt === false) {
    const advice = 'Leave `encrypt` out, unless the way to the server is your own.'
    return { warning: 'not looked at: `encrypt: false` sends everything but the login readable', advice }
  }
  const facts = await certificateOf(host, port, encrypt === 'strict', signal)
  if (facts === null) {
    throw new HomeError('NO_TLS', 'The server has no TLS.', {
      advice: 'Give it a certificate, or write `encrypt: false` if the way to it is your own.',
    })
  }
  const { protocol, subject, issuer, validTo, untrusted } = facts
  const until = validTo.toISOString().slice(0, 10)
  const words = `${protocol}, ${subject}, issued by ${issuer}, valid until ${until}`
  if (untrusted !== null && !trusting) {
    throw new HomeError('CERTIFICATE_REFUSED', `The certificate is not trusted (${untrusted}): ${words}.`, {
      advice:
        'Use the name that is in the certificate as `server`, or name its authority in NODE_EXTRA_CA_CERTS; `trust_server_certificate: true` is for test servers.',
    })
  }
  if (untrusted !== null) return { warning: `${words}; trusted by \`trust_server_certificate\` alone (${untrusted})` }
  if (validTo.getTime() - Date.now() < SOON) return { warning: words, advice: 'Renew it before it ends.' }
  return words
}

const DATABASE =
  "SELECT DB_NAME() AS name, CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128)) AS version, " +
  "CAST(SERVERPROPERTY('Edition') AS nvarchar(128)) AS edition"

function describeDatabase({ name, version, edition }: Row): Finding {
  return `${name}, ${edition ?? 'an edition that is not told'}, version ${version ?? 'not told'}`
}

type Ask = (statement: string, signal: AbortSignal) => Promise<Row>

/** Row counts, for estimates: without the right to see them everything else works. */
async function lookAtCatalog(ask: Ask, signal: AbortSignal): Promise<Finding> {
  try {
    await ask('SELECT TOP (1) row_count FROM sys.dm_db_partition_stats', signal)
    return 'row counts can be read'
  } catch (error) {
    signal.throwIfAborted()
    return {
      warning: `no row counts, so no estimates: ${error instanceof Error ? error.message : error}`,
      advice: 'GRANT VIEW DATABASE STATE (or VIEW DATABASE PERFORMANCE STATE) to the login, or do without.',
    }
  }
}

async function compareClocks(ask: Ask, signal: AbortSignal): Promise<Finding> {
  const before = Date.now()
  const { now } = await ask('SELECT CONVERT(nvarchar(30), SYSUTCDATETIME(), 126) AS now', signal)
  const middle = (before + Date.now()) / 2
  const ahead = (Date.parse(`${String(now).slice(0, 23)}Z`) - middle) / 1000
  const words = `the server's clock is ${Math.abs(ahead).toFixed(1)} s ${ahead < 0 ? 'behind' : 'ahead of'} this machine's`
  if (!(Math.abs(ahead) > CLOCK_TOLERANCE)) return words
  return { warning: words, advice: 'Let both machines take the time from the network: leases and tokens depend on it.' }
}
