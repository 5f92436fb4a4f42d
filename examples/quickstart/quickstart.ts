/** `npm run quickstart`: a SQL Server stand-in of its own process, filled with data, and `hygge-run` against it over TCP. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { spawnStandIn } from '../../test/stand-ins/sql-server/spawn.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// Another flows file may come first, then options of hygge-run.
const more = process.argv.slice(2)
const file = relative(process.cwd(), more[0]?.endsWith('.yml') ? more.shift()! : here('flows.yml'))

console.error('Starting a SQL Server stand-in with a small ERP and three million flights …')
await using standIn = await spawnStandIn({ seed: ['erp', 'vega'] })
const { server, port, authentication } = standIn.connection
if (authentication.type !== 'sql') throw new Error('the stand-in has SQL logins')
console.error(`It listens on ${server}:${port}. Running: hygge-run ${[file, ...more].join(' ')}\n`)

const words = ['--import', 'tsx', here('../../bin/hygge-run.ts'), file, ...more]
const env = {
  ...process.env,
  QUICKSTART_SERVER: server,
  QUICKSTART_PORT: String(port),
  QUICKSTART_PASSWORD: authentication.password,
}
const child = spawn(process.execPath, words, { stdio: 'inherit', env })
const [code] = await once(child, 'exit')
process.exitCode = code ?? 1
if (code === 0) console.error(`\nThe Parquet files are under ${join(dirname(file), 'out')}`)
