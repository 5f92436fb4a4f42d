/** What the journal stands on: a folder of immutable files. A disk gives it, and a lake does. */
export interface Folder {
  /** For people: the path or URL. */
  readonly location: string
  /** Makes the file durable under its name, whole or not at all; false when the name is taken, and nothing changes then. */
  create(name: string, bytes: Uint8Array): Promise<boolean>
  /** The file's bytes; null when there is none. */
  read(name: string): Promise<Uint8Array | null>
  /** Names of all files below the prefix (a folder name ending in `/`, or '' for all), relative to the journal, with `/` between parts, sorted. */
  list(prefix: string): Promise<string[]>
  /** Removes the files, and the folders that they leave empty; those that are gone already do not matter. */
  remove(names: string[]): Promise<void>
  /** Removes what writers that died have left half written before `before`; no name that anybody sees is touched. */
  sweepDrafts(before: Date): Promise<void>
}
