/**
 * `npm run quickstart:lake`: a SQL Server and a data lake, both stand-ins of their own processes, and `hygge-run` between them;
 * `npm run quickstart:lake -- mirror`: the same into a mirrored database, whose replicator makes tables of it.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type SpawnedDataLake, spawnDataLake } from '../../test/stand-ins/data-lake/spawn.ts'
import { spawnStandIn } from '../../test/stand-ins/sql-server/spawn.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const folder = here('out')
const [first, ...rest] = process.argv.slice(2)
const mirrored = first === 'mirror'
const more = mirrored ? rest : process.argv.slice(2)

console.error('Starting a SQL Server stand-in with a small ERP, and a data lake stand-in …')
await using standIn = await spawnStandIn({ seed: ['erp'] })
// Who waits for a mirrored table to go makes the replicator go round.
const personality = mirrored ? ['--personality', 'onelake', '--poll-on-status'] : []
await using lake = await spawnDataLake(['--folder', mirrored ? join(folder, 'onelake') : folder, ...personality])
const { server, port, authentication } = standIn.connection
if (authentication.type !== 'sql') throw new Error('the stand-in has SQL logins')

const loaders = ['--import', 'tsx', ...(mirrored ? lake.execArgv : [])]
const words = [...loaders, here('../../bin/hygge-run.ts'), here(mirrored ? 'mirror.yml' : 'flows.yml'), ...more]
const env = {
  ...process.env,
  QUICKSTART_SERVER: server,
  QUICKSTART_PORT: String(port),
  QUICKSTART_PASSWORD: authentication.password,
  ...(mirrored
    ? mirrorOf(lake)
    : { QUICKSTART_LAKE: `${lake.url}/${lake.account}`, QUICKSTART_LAKE_KEY: lake.accountKey }),
}
const child = spawn(process.execPath, words, { stdio: 'inherit', env })
const [code] = await once(child, 'exit')
process.exitCode = code ?? 1
if (code === 0) console.error(`\nThe lake's files are under ${lake.folder}`)
if (code === 0 && mirrored) await tellTables(lake)

function mirrorOf({ items, env }: SpawnedDataLake): Record<string, string> {
  const database = items.find(({ item }) => item.endsWith('.MirroredDatabase'))
  if (!database) throw new Error('the stand-in has a mirrored database')
  return { ...env, QUICKSTART_WORKSPACE: database.workspaceId, QUICKSTART_MIRROR: database.itemId }
}

/** What the replicator has made of the files. */
async function tellTables({ remote }: SpawnedDataLake): Promise<void> {
  console.error('The replicator has made of them:\n')
  for (const { tables } of Object.values(await remote.poll()))
    for (const { sourceSchemaName, sourceTableName, status, metrics } of tables)
      console.error(`  ${sourceSchemaName}.${sourceTableName}: ${metrics.processedRows} rows, ${status}`)
}
