/** Lakes as crash tests use them: a folder of its own for each place, and what hygge's process needs to get there. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { DataLake } from '../stand-ins/data-lake/server.ts'
import type { SpawnedDataLake } from '../stand-ins/data-lake/spawn.ts'
import type { Destination } from './crash.ts'

/** By key, over the path of an emulator. */
export function inAdls({
  url,
  account,
  accountKey,
  folder,
}: Pick<DataLake, 'url' | 'account' | 'accountKey' | 'folder'>): Destination {
  const base = ownFolder()
  const authentication = { type: 'storage_key', key: accountKey }
  const place = { type: 'adls', account_url: `${url}/${account}`, filesystem: 'lake', authentication }
  return { store: { ...place, path: `${base}/{entity}` }, out: join(folder, 'lake', base), env: {}, execArgv: [] }
}

/** By ids and a managed identity, at the address that OneLake has for everybody. */
export function inOneLake({ items, folder, env, execArgv }: SpawnedDataLake): Destination {
  const [item] = items
  if (!item) throw new Error('the stand-in has no lakehouse')
  const { workspace, workspaceId, item: name, itemId } = item
  const base = `Files/${ownFolder()}`
  const place = { type: 'onelake', workspace: workspaceId, lakehouse: itemId }
  const authentication = { type: 'managed_identity' }
  const store = { ...place, authentication, path: `${base}/{entity}` }
  return { store, out: join(folder, workspace, name, base), env, execArgv }
}

function ownFolder(): string {
  return `crash-${randomBytes(6).toString('hex')}`
}
