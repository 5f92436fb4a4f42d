/** Two entities in one folder, one inside the other, or in one table, would replace each other's rows: refused before anything is read. */
import { basename, dirname, join, sep } from 'node:path'
import { fileSafe } from '../plan/names.ts'
import { parseTable, quoted } from '../stores/mssql/names.ts'
import { ancestors } from './folder.ts'
import type { Tree } from './tree.ts'
import type { Entity } from './workspace.ts'

export interface Settled {
  entity: Entity
  /** Pointer of the entity's name. */
  at: string
}

interface Folders {
  path: string
  base: string
}

/** Above the folders of lakes: no path on a disk begins like this. */
const LAKES = `${sep}\0lakes`

/** The folders that an entity settles in, on this machine or, by names that nothing else has, in a lake; null when it settles in none. */
export function foldersOf({ store }: Entity): Folders | null {
  switch (store.type) {
    case 'local':
      return store
    case 'adls':
      return inLake(store, store.filesystem)
    case 'onelake':
      return inLake(store, store.workspace, store.lakehouse)
    case 'open_mirroring':
      return inLake(store, store.workspace, store.mirror)
    case 'mssql':
      return null
    case 'sqlite':
      // A table is as good as a folder in its file. SQLite takes upper and lower case for the same.
      return { path: join(store.path, fileSafe(store.table.toLowerCase())), base: dirname(store.path) }
  }
}

function inLake({ account_url, path, base }: Folders & { account_url: string }, ...above: string[]): Folders {
  const root = join(LAKES, new URL(account_url).host, ...above)
  return { path: join(root, path), base: join(root, base) }
}

/** Longest name of a file or folder on the usual file systems, in bytes. */
const LONGEST = 255
const ADVICE = 'give one of them a `store: { path: … }` of its own, or put {flow} and {entity} into the path'

/** Reports entities that would replace, or read again, what they read. */
function checkSources(tree: Tree, settled: readonly Settled[]): void {
  for (const { entity, at } of settled) {
    const own = foldersOf(entity)
    if (own === null || entity.home.type !== 'local') continue
    const [path, root] = [folded(own.path), folded(entity.home.root)]
    if (path !== root && !ancestors(root).includes(path) && !ancestors(path).includes(root)) continue
    const advice = 'choose another `store: { path: … }`, or another `home: { path: … }`'
    tree.report(at, 'value', 'settles where its files are read from', advice)
  }
}

/** Reports entities whose folders are the same, one in another, in a staging folder, or around the files of the workspace. */
export function checkFolders(tree: Tree, settled: readonly Settled[], files: readonly string[]): void {
  checkSources(tree, settled)
  const owners = new Map<string, string>()
  const local = settled.flatMap(({ entity, at }) => {
    const folders = foldersOf(entity)
    const place = entity.store.type === 'sqlite' ? 'table' : 'folder'
    return folders === null ? [] : [{ at, place, path: folded(folders.path), base: folded(folders.base) }]
  })
  const staging = new Set(local.map(({ base }) => join(base, '_tmp')))
  const own = new Set(files.flatMap(ancestors).map(folded))
  for (const { path, base, place, at } of local) {
    const twin = owners.get(path)
    if (twin !== undefined) tree.report(at, 'value', `settles in the same ${place} as ${tree.keyPath(twin)}`, ADVICE)
    else owners.set(path, at)
    if (own.has(path)) {
      tree.report(
        at,
        'value',
        'settles in the folder that holds this file',
        'a run replaces the whole folder: choose another `store: { path: … }`',
      )
    } else if (!path.startsWith(base)) {
      tree.report(
        at,
        'value',
        'settles outside of the folder that the store names',
        'remove `..` after {entity} or {flow} in the path of the store',
      )
    }
    if ([path, ...ancestors(path)].some(folder => staging.has(folder))) {
      tree.report(
        at,
        'value',
        'settles in `_tmp`, where unfinished files are kept',
        'choose another `store: { path: … }`',
      )
    }
    if (Buffer.byteLength(basename(path)) > LONGEST) {
      tree.report(
        at,
        'value',
        `the folder's name has more than ${LONGEST} bytes`,
        'give the entity a shorter name, and its `home: { table: … }`',
      )
    }
  }
  for (const { path, at } of local) {
    const outer = ancestors(path)
      .map(folder => owners.get(folder))
      .find(owner => owner !== undefined)
    if (outer !== undefined) tree.report(at, 'value', `settles inside the folder of ${tree.keyPath(outer)}`, ADVICE)
  }
  checkVersions(tree, settled, owners)
  checkTables(tree, settled)
}

/** Reports entities whose folder may become a later version of another's. */
function checkVersions(tree: Tree, settled: readonly Settled[], owners: ReadonlyMap<string, string>): void {
  for (const { entity, at } of settled) {
    if (entity.schema_drift?.change !== 'new_version') continue
    const path = folded(foldersOf(entity)?.path ?? '')
    for (const [other, owner] of owners) {
      if (!other.startsWith(`${path}_v`) || !/^\d+$/.test(other.slice(path.length + 2))) continue
      const message = `settles where new versions of ${tree.keyPath(at)} would: ${basename(other)}`
      tree.report(owner, 'value', message, 'give one of them a `store: { path: … }` of its own')
    }
  }
}

/** Reports entities that settle in one table. Names that differ only in capitals are one name to most servers. */
function checkTables(tree: Tree, settled: readonly Settled[]): void {
  const owners = new Map<string, string>()
  for (const { entity, at } of settled) {
    const table = tableOf(entity)
    if (table === null) continue
    const twin = owners.get(table)
    const advice = 'give one of them a `store: { table: … }` of its own, or put {flow} and {entity} into the name'
    if (twin !== undefined) tree.report(at, 'value', `settles in the same table as ${tree.keyPath(twin)}`, advice)
    else owners.set(table, at)
  }
}

/** What no other table is called; null for stores without tables, and for names that are reported elsewhere. */
function tableOf({ store }: Entity): string | null {
  if (store.type !== 'mssql') return null
  try {
    return `${store.connection} ${quoted(parseTable(store.table)).toLowerCase()}`
  } catch {
    return null
  }
}

/** Paths that these systems take for the same become the same. */
export function folded(path: string): string {
  if (path.startsWith(LAKES)) return path
  return process.platform === 'win32' || process.platform === 'darwin' ? path.normalize('NFC').toLowerCase() : path
}
