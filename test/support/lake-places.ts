/** Lakes as crash tests use them: a folder of its own for each place, and what hygge's process needs to get there. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { JOURNAL_FOLDER } from '../../lib/workspace/journal.ts'
import type { Mirror } from '../stand-ins/data-lake/fabric/mirror.ts'
import type { DataLake } from '../stand-ins/data-lake/server.ts'
import { type Destination, filesIn } from './crash.ts'

/** For this process, whose way to the lake is its own. */
const HERE: Pick<Destination, 'env' | 'execArgv'> = { env: {}, execArgv: [] }

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
export function inOneLake(
  { items, folder }: Pick<DataLake, 'items' | 'folder'>,
  way: Pick<Destination, 'env' | 'execArgv'> = HERE,
): Destination {
  const [item] = items
  if (!item) throw new Error('the stand-in has no lakehouse')
  const { workspace, workspaceId, item: name, itemId } = item
  const base = `Files/${ownFolder()}`
  const place = { type: 'onelake', workspace: workspaceId, lakehouse: itemId }
  const authentication = { type: 'managed_identity' }
  const store = { ...place, authentication, path: `${base}/{entity}` }
  return { store, out: join(folder, workspace, name, base), ...way }
}

/** A table of a mirrored database, in a schema of its own: readers have what the replicator has made of it. */
export function inMirror(
  { items, folder }: Pick<DataLake, 'items' | 'folder'>,
  replicator: Pick<Mirror, 'poll' | 'query'>,
  way: Pick<Destination, 'env' | 'execArgv'> = HERE,
): Destination {
  const database = items.find(({ item }) => item.endsWith('.MirroredDatabase'))
  if (!database) throw new Error('the stand-in has no mirrored database')
  const { workspace, workspaceId, item, itemId } = database
  const schema = `s${randomBytes(6).toString('hex')}`
  const files = join(folder, workspace, item, 'Files')
  const out = join(files, 'LandingZone', `${schema}.schema`)
  return {
    store: {
      ...{ type: 'open_mirroring', workspace: workspaceId, mirror: itemId, schema, key_columns: 'id' },
      ...{ authentication: { type: 'managed_identity' }, folder_deletion_wait_seconds: 1 },
    },
    out,
    // One journal serves all tables of the database.
    flow: schema,
    journal: join(files, JOURNAL_FOLDER),
    ...way,
    readers: {
      async rows() {
        await replicator.poll()
        const tables = await replicator.query(`SELECT 1 FROM duckdb_tables() WHERE schema_name = '${schema}'`)
        if (tables.length === 0) return null
        const row = "id::VARCHAR || '|' || coalesce(name, 'NULL')"
        const rows = await replicator.query(`SELECT ${row} AS row FROM ${schema}.rows ORDER BY 1`)
        return rows.map(({ row }) => String(row))
      },
      async files() {
        const staged = (await filesIn({ out: join(files, '_tmp') })).filter(name => name.includes(schema))
        const settled = (await filesIn({ out })).filter(name => !/\/_(metadata|schema)\.json$/.test(name))
        return [...staged, ...settled.map(name => name.replace('/_ProcessedFiles/', '/'))].toSorted()
      },
    },
  }
}

function ownFolder(): string {
  return `crash-${randomBytes(6).toString('hex')}`
}
