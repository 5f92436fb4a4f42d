/** `npm run example:workspace`: a workspace in the folder form, run as a whole and then one flow of it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { FILE_KINDS, schemaOf } from '../../lib/workspace/file-schemas.ts'
import { spawnStandIn } from '../../test/stand-ins/sql-server/spawn.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// The server below begins anew each time, so what earlier examples left must go.
for (const folder of ['out', '.hygge']) await rm(here(folder), { recursive: true, force: true })
// As `hygge-run schema hygge > schemas/hygge.schema.json` and so on would.
await mkdir(here('schemas'), { recursive: true })
for (const kind of FILE_KINDS.filter(kind => kind !== 'flows'))
  await writeFile(here(`schemas/${kind}.schema.json`), `${JSON.stringify(schemaOf(kind), null, 2)}\n`)

console.error('Starting a SQL Server stand-in with a small ERP …')
await using standIn = await spawnStandIn({ seed: ['erp'] })
const { server, port, authentication } = standIn.connection
if (authentication.type !== 'sql') throw new Error('the stand-in has SQL logins')
const env = {
  ...process.env,
  EXAMPLE_SERVER: server,
  EXAMPLE_PORT: String(port),
  EXAMPLE_PASSWORD: authentication.password,
}

/** Runs `hygge-run` in a folder of the workspace: it finds `hygge.yml` above. */
async function move(folder: string, ...words: string[]): Promise<void> {
  const program = [
    '--import',
    import.meta.resolve('tsx'),
    here('../../bin/hygge-run.ts'),
    ...words,
    '--plain',
    '--quiet',
  ]
  const [code] = await once(spawn(process.execPath, program, { stdio: 'inherit', env, cwd: here(folder) }), 'exit')
  if (code !== 0) throw new Error(`hygge-run ended with ${code}`)
}

console.error('\nAll flows, from the workspace itself:')
await move('.')
console.error('\nOne of them, from a folder below:')
await move('flows/small_tables', '--select', 'small_tables')
