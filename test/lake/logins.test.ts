/** Every way to log in, by a process of its own that has real addresses; and the connections that all of them share. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import {
  FileSystemSASPermissions,
  generateDataLakeSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-file-datalake'
import type { LakeAuthentication } from '../../lib/lake/config.ts'
import { Lake } from '../../lib/lake/lake.ts'
import { probe } from '../../lib/lake/probe.ts'
import { type DataLake, startDataLake } from '../stand-ins/data-lake/server.ts'
import { type SpawnedDataLake, spawnDataLake } from '../stand-ins/data-lake/spawn.ts'
import type { Look } from './programs/look.ts'

const PROGRAM = fileURLToPath(new URL('programs/look.ts', import.meta.url))

let adls: DataLake
let onelake: SpawnedDataLake
let folder: string
before(async () => {
  ;[adls, onelake] = await Promise.all([startDataLake(), spawnDataLake(['--personality', 'onelake'])])
  folder = await mkdtemp(join(tmpdir(), 'hygge-az-'))
})
after(async () => {
  await Promise.all([adls.close(), onelake.stop()])
  await rm(folder, { recursive: true, force: true })
})

function at(lake: SpawnedDataLake, authentication: LakeAuthentication, env: Record<string, string> = {}): Look {
  const [item] = lake.items
  const filesystem = item ? item.workspaceId : 'lake'
  const place = { service: lake.personality, account_url: lake.accountUrl, filesystem, authentication }
  return { place, path: item ? `${item.itemId}/Files` : 'not', env }
}

/** One process looks at them all: to start the Azure library takes most of the time. */
async function lookAt(lake: SpawnedDataLake, looks: Look[]) {
  const { stdout } = await promisify(execFile)(process.execPath, [...lake.execArgv, PROGRAM], {
    env: { ...process.env, ...lake.env, LAKE_LOOKS: JSON.stringify(looks) },
  })
  return stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
}

/** A command like the Azure CLI's, which gets its tokens where a managed identity does. */
async function azureCli(): Promise<Record<string, string>> {
  const az = join(folder, 'az')
  await writeFile(
    az,
    `#!${process.execPath}
const { IDENTITY_ENDPOINT, IDENTITY_HEADER } = process.env
const url = IDENTITY_ENDPOINT + '?api-version=2019-08-01&resource=' + encodeURIComponent('https://storage.azure.com')
fetch(url, { headers: { 'X-IDENTITY-HEADER': IDENTITY_HEADER } })
  .then(answer => answer.json())
  .then(({ access_token, expires_on }) => console.log(JSON.stringify({ accessToken: access_token, expires_on })))
`,
  )
  await chmod(az, 0o755)
  return { PATH: `${folder}:${process.env.PATH}` }
}

const PRINCIPAL = {
  type: 'service_principal',
  tenant_id: '55555555-5555-4555-8555-555555555555',
  client_id: '44444444-4444-4444-8444-444444444444',
  client_secret: 'stand-in-secret',
} as const

test('by a managed identity, a service principal, the Azure CLI, or whatever there is; who gets no token is told what to do', async () => {
  const wrong = { ...PRINCIPAL, client_secret: 'never-to-be-shown' }
  const answers = await lookAt(onelake, [
    at(onelake, { type: 'managed_identity' }),
    at(onelake, { type: 'default' }, { AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential' }),
    at(onelake, PRINCIPAL),
    at(onelake, { type: 'azure_cli' }, await azureCli()),
    at(onelake, wrong),
    at(onelake, { type: 'azure_cli' }, { PATH: '/nowhere' }),
  ])
  for (const { found } of answers.slice(0, 4)) assert.equal(found?.folder, true, JSON.stringify(answers))
  const [principal, cli] = answers.slice(4).map(({ error }) => error)
  assert.deepEqual([principal.code, cli.code], ['TOKEN_FAILED', 'TOKEN_FAILED'])
  assert.match(principal.advice, /client_secret/)
  assert.match(cli.advice, /az login/)
  assert.doesNotMatch(JSON.stringify(answers), /never-to-be-shown/)
})

test('by a key and by a SAS, over the path of an emulator', async () => {
  const expiresOn = new Date(Date.now() + 3_600_000)
  const credential = new StorageSharedKeyCredential(adls.account, adls.accountKey)
  const permissions = FileSystemSASPermissions.parse('racwdlm')
  const token = generateDataLakeSASQueryParameters(
    { fileSystemName: 'lake', permissions, expiresOn },
    credential,
  ).toString()
  const account_url = `${adls.url}/${adls.account}`
  for (const authentication of [
    { type: 'storage_key', key: adls.accountKey },
    { type: 'sas', token },
    { type: 'sas', token: `?${token}` },
  ] as const) {
    const lake = new Lake({ service: 'adls', account_url, filesystem: 'lake', authentication })
    await probe(lake, 'tried/here')
    assert.equal(await lake.stat('tried/here'), null)
  }
})

test('the process keeps to its connections, and opens no more than it may', async () => {
  let opened = 0
  const server = createServer((_, response) =>
    setTimeout(() => response.writeHead(404, { 'content-length': 0 }).end(), 20),
  )
  server.on('connection', () => {
    opened += 1
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const account_url = `http://127.0.0.1:${port}/account`
  const lakes = ['a', 'b'].map(
    filesystem =>
      new Lake({ service: 'adls', account_url, filesystem, authentication: { type: 'storage_key', key: 'a2V5' } }),
  )
  for (let round = 0; round < 2; round++)
    await Promise.all(Array.from({ length: 100 }, (_, at) => lakes[at % 2]!.stat(`${at}`)))
  server.closeAllConnections()
  server.close()
  assert.equal(opened, 32)
})
