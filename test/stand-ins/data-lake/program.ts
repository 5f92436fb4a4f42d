/** The stand-in as a process of its own: `npm run stand-in:lake -- --folder /tmp/lake --personality onelake`. */
import { addressOf } from './connect.ts'
import { MIRRORED } from './fabric/mirror.ts'
import { LAKE_VARIABLE } from './loopback.ts'
import type { OneLakeItem } from './onelake.ts'
import type { PersonalityName } from './personality.ts'
import { parseOptions, USAGE } from './program-options.ts'
import { type DataLake, startDataLake } from './server.ts'

/** What the program says on stdout with --json, in one line, when it is ready. */
export interface ReadyLine {
  /** On the loopback. */
  url: string
  /** Of Azure, for programs that import `reroute.ts` first. */
  accountUrl: string
  personality: PersonalityName
  account: string
  accountKey: string
  folder: string
  filesystems: string[]
  items: readonly OneLakeItem[]
  identity: DataLake['identity']
}

async function main(): Promise<void> {
  const { help, json, lake: options, faults } = parseOptions(process.argv.slice(2))
  if (help) {
    process.stdout.write(`${USAGE}\n`)
    return
  }
  const lake = await startDataLake(options)
  try {
    lake.faults.replace(faults)
  } catch (error) {
    await lake.close()
    throw error
  }
  stopWhenTold(lake)
  const { url, personality, account, accountKey, folder, items, identity } = lake
  const filesystems =
    personality === 'onelake' ? [...new Set(items.map(item => item.workspace))] : (options.filesystems ?? ['lake'])
  const accountUrl = addressOf(lake)
  const ready: ReadyLine = { url, accountUrl, personality, account, accountKey, folder, filesystems, items, identity }
  process.stdout.write(json ? `${JSON.stringify(ready)}\n` : humanLines(ready))
}

function humanLines(ready: ReadyLine): string {
  const { url, accountUrl, personality, folder, items, identity } = ready
  const variables = Object.entries({ [LAKE_VARIABLE]: url, ...identity }).map(([name, value]) => `  ${name}=${value}`)
  const known = items.map(
    ({ workspace, workspaceId, item, itemId }) => `  ${workspace}/${item}: ${workspaceId}/${itemId}\n`,
  )
  return `The data lake stand-in (${personality}) is ready at ${url}. Stop it with Ctrl-C.

${known.join('')}  files: ${folder}

${storeLines(ready)}
It answers for ${accountUrl} to programs that have in their environment:

${variables.join('\n')}
  NODE_OPTIONS="--import tsx --import ${new URL('reroute.ts', import.meta.url)}"
`
}

/** A store as a flow has it. */
function storeLines({ url, personality, account, accountKey, filesystems, items, identity }: ReadyLine): string {
  if (personality === 'adls') {
    return `store:
  type: adls
  account_url: ${url}/${account}
  filesystem: ${filesystems[0]}    # there are: ${filesystems.join(', ')}
  path: "{entity}"
  authentication: { type: storage_key, key: "${accountKey}" }
`
  }
  const client = identity.AZURE_CLIENT_ID === undefined ? '' : `, client_id: ${identity.AZURE_CLIENT_ID}`
  const authentication = `{ type: managed_identity${client} }`
  const stores = items.map(({ item, itemId, workspaceId }) => {
    const [type, key] = item.endsWith(MIRRORED) ? ['open_mirroring', 'mirror'] : ['onelake', 'lakehouse']
    return `store:
  type: ${type}
  workspace: ${workspaceId}
  ${key}: ${itemId}
  authentication: ${authentication}
`
  })
  return stores.join('\n')
}

/** Stops on a signal, and when the parent process is gone. */
function stopWhenTold(lake: DataLake): void {
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    if (process.connected) process.disconnect()
    void lake.close()
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  if (process.send) process.once('disconnect', stop)
}

main().catch((error: unknown) => {
  process.stderr.write(`stand-in:lake: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = error instanceof RangeError || error instanceof TypeError ? 2 : 1
})
