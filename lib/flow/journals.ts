/** The journals of a workspace: one folder for all its entities, or one in the base of each store. */
import { Journal } from '../journal/journal.ts'
import { localFolder } from '../journal/local-folder.ts'
import { journalFolder } from '../workspace/journal.ts'
import type { Entity, Workspace } from '../workspace/workspace.ts'

/** The journal that remembers this entity. Nothing is made before something is written. */
export function journalOf(workspace: Workspace, entity: Entity): Journal {
  const folder = journalFolder(workspace.journal, entity)
  if (folder === null)
    throw new Error(`the workspace let an entity without a journal pass: ${entity.flow}.${entity.name}`)
  return new Journal(localFolder(folder))
}

/** The journals of these entities, each once. */
export function journalsOf(workspace: Workspace, entities: Entity[]): Journal[] {
  const journals = entities.map(entity => journalOf(workspace, entity))
  return [...new Map(journals.map(journal => [journal.location, journal])).values()]
}
