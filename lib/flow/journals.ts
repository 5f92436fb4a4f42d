/** The journals of a workspace: one folder for all its entities, or one in the base of each store. */
import { Journal } from '../journal/journal.ts'
import { lakeFolder } from '../journal/lake-folder.ts'
import { localFolder } from '../journal/local-folder.ts'
import type { LakeOptions } from '../lake/lake.ts'
import { JOURNAL_FOLDER, journalFolder } from '../workspace/journal.ts'
import type { Entity, Workspace } from '../workspace/workspace.ts'
import { lakeFoldersOf } from './lakes.ts'

/** The journal that remembers this entity. Nothing is made before something is written. */
export function journalOf(workspace: Workspace, entity: Entity, options?: LakeOptions): Journal {
  const inLake = workspace.journal.location === 'store' ? lakeFoldersOf(entity.store, options) : null
  if (inLake) {
    const { lake, base } = inLake
    return new Journal(lakeFolder(lake, base === '' ? JOURNAL_FOLDER : `${base}/${JOURNAL_FOLDER}`))
  }
  const folder = journalFolder(workspace.journal, entity)
  if (folder === null)
    throw new Error(`the workspace let an entity without a journal pass: ${entity.flow}.${entity.name}`)
  return new Journal(localFolder(folder))
}

/** The journals of these entities, each once. */
export function journalsOf(workspace: Workspace, entities: Entity[], options?: LakeOptions): Journal[] {
  const journals = entities.map(entity => journalOf(workspace, entity, options))
  return [...new Map(journals.map(journal => [journal.location, journal])).values()]
}
