/** `npm run quickstart:lake`: a SQL Server and a data lake, both stand-ins of their own processes, and `hygge-run` between them. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { spawnDataLake } from '../../test/stand-ins/data-lake/spawn.ts'
import { spawnStandIn } from '../../test/stand-ins/sql-server/spawn.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const folder = here('out')

console.error('Starting a SQL Server stand-in with a small ERP, and a data lake stand-in …')
await using standIn = await spawnStandIn({ seed: ['erp'] })
await using lake = await spawnDataLake(['--folder', folder])
const { server, port, authentication } = standIn.connection
if (authentication.type !== 'sql') throw new Error('the stand-in has SQL logins')

const words = ['--import', 'tsx', here('../../bin/hygge-run.ts'), here('flows.yml'), ...process.argv.slice(2)]
const env = {
  ...process.env,
  QUICKSTART_SERVER: server,
  QUICKSTART_PORT: String(port),
  QUICKSTART_PASSWORD: authentication.password,
  QUICKSTART_LAKE: `${lake.url}/${lake.account}`,
  QUICKSTART_LAKE_KEY: lake.accountKey,
}
const child = spawn(process.execPath, words, { stdio: 'inherit', env })
const [code] = await once(child, 'exit')
process.exitCode = code ?? 1
if (code === 0) console.error(`\nThe lake's files are under ${join(folder, 'lake')}`)
