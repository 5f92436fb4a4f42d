/** Where the journal of an entity is, and what must not be in the same place. */
import { join, resolve } from 'node:path'
import { folded, foldersOf, type Settled } from './collisions.ts'
import { ancestors, pathMistake } from './folder.ts'
import { isMap, type Tree } from './tree.ts'
import type { Entity, JournalConfig } from './workspace.ts'

/** The journal's folder in the base of a store. */
export const JOURNAL_FOLDER = '.hygge_journal'

const HERE: JournalConfig = { location: 'path', path: join('.hygge', 'journal') }

/** What `journal:` says, with the path made absolute; problems are reported to the tree. */
export function expandJournal(tree: Tree, written: unknown, folder: string): JournalConfig {
  const known = isMap(written) && !tree.isBroken('/journal') ? checked(tree, written) : HERE
  return known.location === 'path' ? { location: 'path', path: resolve(folder, known.path) } : known
}

/** By the schema `path` is a text that is not empty and `location` is `store` or `home`. */
function checked(tree: Tree, { path, location }: Record<string, unknown>): JournalConfig {
  if (typeof path === 'string' && location !== undefined) {
    tree.report('/journal/location', 'key', '`path` and `location` exclude each other', 'keep one of the two')
  } else if (typeof path === 'string') {
    const mistake = journalMistake(path)
    if (mistake === undefined) return { location: 'path', path }
    tree.report('/journal/path', 'value', mistake.message, mistake.advice)
  } else if (location === 'store' || location === 'home') {
    return { location }
  } else if (!tree.isIncomplete('/journal')) {
    const advice = 'write `path: …`, `location: store` or `location: home`, or leave `journal` out'
    tree.report('/journal', 'value', 'neither `path` nor `location` is said', advice)
  }
  return HERE
}

function journalMistake(path: string): { message: string; advice: string } | undefined {
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(path)) {
    return { message: 'the journal is kept in a folder, not at a URL', advice: 'write a path, or `location: store`' }
  }
  if (/\{(entity|flow|schema)\}/.test(path)) {
    const advice = 'write a folder for all entities: each gets its own place in it'
    return { message: 'names are not filled in here', advice }
  }
  return pathMistake(path)
}

/** The folder of the journal that remembers this entity; null when its store or home has none to keep a journal in. */
export function journalFolder(journal: JournalConfig, entity: Entity): string | null {
  if (journal.location === 'path') return journal.path
  const folders = journal.location === 'store' ? foldersOf(entity) : homeFolderOf(entity)
  return folders === null ? null : join(folders.base, JOURNAL_FOLDER)
}

function homeFolderOf({ home }: Entity): { base: string } | null {
  switch (home.type) {
    case 'mssql':
      return null
    case 'local':
      return home
  }
}

/** Reports entities that have no journal, that would replace it, or settle in it. */
export function checkJournal(tree: Tree, settled: readonly Settled[], journal: JournalConfig): void {
  const folders = new Set<string>()
  for (const { entity, at } of settled) {
    const folder = journalFolder(journal, entity)
    if (folder !== null) folders.add(folded(folder))
    else {
      const advice = 'write `journal: { path: … }`, or leave `journal` out'
      const place =
        journal.location === 'home'
          ? `comes from a home (${entity.home.type})`
          : `settles in a store (${entity.store.type})`
      tree.report(at, 'value', `${place} that has no folder to keep a journal in`, advice)
    }
  }
  const above = new Set([...folders].flatMap(ancestors))
  const advice = 'choose another `store: { path: … }`, or another `journal: { path: … }`'
  for (const { entity, at } of settled) {
    const own = foldersOf(entity)
    if (own === null) continue
    const path = folded(own.path)
    if (folders.has(path) || above.has(path)) {
      tree.report(
        at,
        'value',
        'settles in a folder that holds the journal',
        `a run replaces the whole folder: ${advice}`,
      )
    } else if (ancestors(path).some(folder => folders.has(folder))) {
      tree.report(at, 'value', 'settles in the folder of the journal', advice)
    }
  }
}
