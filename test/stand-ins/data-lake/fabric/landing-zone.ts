/** What lies in the landing zone of a mirrored database, seen as the replicator sees it. */
import type { FileSystem } from '../namespace/filesystem.ts'
import type { DirectoryNode, FileNode, Node } from '../namespace/node.ts'

/** Of tables that lie in the landing zone itself. */
export const DEFAULT_SCHEMA = 'dbo'

const SCHEMA_FOLDER = /^(.+)\.schema$/
export const PROCESSED = '_ProcessedFiles'
export const METADATA = '_metadata.json'

/** The landing zone of an item; null when somebody took it away. */
export function zoneOf(filesystem: FileSystem, item: string): DirectoryNode | null {
  const zone = filesystem.find([item, 'Files', 'LandingZone'])
  return zone?.kind === 'directory' ? zone : null
}

/** A folder that is a table's. */
export interface TableFolder {
  /** Empty when it lies in the landing zone itself. */
  schema: string
  table: string
  folder: DirectoryNode
}

/** Folders of tables, by schema and name. Names with an underscore first are not the replicator's. */
export function tableFolders(zone: DirectoryNode): TableFolder[] {
  const found: TableFolder[] = []
  for (const child of foldersIn(zone)) {
    const schema = SCHEMA_FOLDER.exec(child.name)?.[1]
    if (schema === undefined) found.push({ schema: '', table: child.name, folder: child })
    else for (const table of foldersIn(child)) found.push({ schema, table: table.name, folder: table })
  }
  return found.sort((a, b) => (`${a.schema}.${a.table}` < `${b.schema}.${b.table}` ? -1 : 1))
}

function foldersIn(directory: DirectoryNode): DirectoryNode[] {
  return [...directory.children.values()].filter(isFolder).filter(({ name }) => !name.startsWith('_'))
}

function isFolder(node: Node): node is DirectoryNode {
  return node.kind === 'directory'
}

function isFile(node: Node): node is FileNode {
  return node.kind === 'file'
}

/** Data files of a table: those in sight, and those done with. */
export function dataFiles(folder: DirectoryNode): { visible: FileNode[]; processed: FileNode[] } {
  const done = folder.children.get(PROCESSED)
  const files = (directory: DirectoryNode): FileNode[] =>
    [...directory.children.values()].filter(isFile).filter(({ name }) => !name.startsWith('_'))
  return { visible: files(folder), processed: done?.kind === 'directory' ? files(done) : [] }
}

/** The committed text of a small file; null when it is not there. */
export function textOf(
  filesystem: FileSystem,
  directory: DirectoryNode,
  name: string,
  read: (path: string) => Buffer,
): string | null {
  const node = directory.children.get(name)
  return node?.kind === 'file' ? read(filesystem.onDisk(node)).toString('utf8') : null
}
