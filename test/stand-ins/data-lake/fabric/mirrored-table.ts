/** One mirrored table: which files it has taken, how it stands, and how it goes when its folder is deleted. */
import { copyFileSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { FileSystem } from '../namespace/filesystem.ts'
import { type DirectoryNode, type FileNode, namesTo } from '../namespace/node.ts'
import { applyFile, type MirroredTableColumns, quoted } from './apply.ts'
import { nextFile } from './file-sequence.ts'
import { DEFAULT_SCHEMA, dataFiles, METADATA, PROCESSED, type TableFolder, textOf } from './landing-zone.ts'
import { type TableMetadata, tableMetadata } from './metadata.ts'
import { MirrorError } from './mirror-error.ts'

/** As the monitoring files and the REST interface of Fabric show a table. */
export interface TableStatus {
  sourceSchemaName: string
  sourceTableName: string
  status: 'Initialized' | 'Replicating' | 'Failed'
  error: { code: string; message: string } | null
  /** Why files that are there are not read yet; the stand-in's own. */
  waiting: string
  metrics: { processedBytes: number; processedRows: number; lastSyncDateTime: string | null }
}

/** What a table works with. */
export interface MirrorParts {
  filesystem: FileSystem
  duckdb: DuckDBConnection
  /** A folder for copies of files while they are read. */
  scratch: string
  now(): number
  /** Polls that see the folder gone before the table goes. */
  dropAfterPolls: number
}

const NO_CONDITIONS = { ifMatch: '', ifNoneMatch: '', ifModifiedSince: Number.NaN, ifUnmodifiedSince: Number.NaN }

export class MirroredTable {
  readonly schema: string
  readonly name: string
  readonly #parts: MirrorParts
  readonly #columns: MirroredTableColumns
  #folder: DirectoryNode
  readonly #done = new Set<string>()
  /** The number of the last file that had one. */
  #number = 0
  #last: FileNode | null = null
  #lastTag = ''
  #keys: string[] | null = null
  #error: MirrorError | null = null
  #waiting = ''
  #bytes = 0
  #synced: number | null = null
  /** Polls that have seen the folder gone. */
  #gone = 0

  constructor({ schema, table, folder }: TableFolder, parts: MirrorParts) {
    this.schema = schema
    this.name = table
    this.#folder = folder
    this.#parts = parts
    const name = `${quoted(schema === '' ? DEFAULT_SCHEMA : schema)}.${quoted(table)}`
    this.#columns = { name, required: new Set(), exists: false }
  }

  async status(): Promise<TableStatus> {
    return {
      sourceSchemaName: this.schema,
      sourceTableName: this.name,
      status: this.#error !== null ? 'Failed' : this.#columns.exists ? 'Replicating' : 'Initialized',
      error: this.#error === null ? null : { code: this.#error.code, message: this.#error.message },
      waiting: this.#waiting,
      metrics: {
        processedBytes: this.#bytes,
        processedRows: this.#columns.exists ? await this.#rows() : 0,
        lastSyncDateTime: this.#synced === null ? null : new Date(this.#synced).toISOString(),
      },
    }
  }

  async #rows(): Promise<number> {
    const [[rows]] = (
      await this.#parts.duckdb.runAndReadAll(`SELECT count(*) FROM ${this.#columns.name}`)
    ).getRowsJson()
    return Number(rows)
  }

  /** One look at the folder as it is now (null when there is none); false when the table is gone. */
  async poll(folder: DirectoryNode | null): Promise<boolean> {
    if (folder === this.#folder) {
      if (this.#gone === 0) await this.#replicate()
      return true
    }
    if (folder !== null) {
      // The folder is another one: its files would be taken for those of the table that still stands.
      this.#gone = Math.max(this.#gone, 1)
      this.#error = new MirrorError('FolderRecreated', 'the folder came back before the table was gone')
      return true
    }
    if (this.#error?.code === 'FolderRecreated') {
      this.#error = null
      this.#gone = 0
    }
    this.#gone++
    if (this.#gone < this.#parts.dropAfterPolls) return true
    if (this.#columns.exists) await this.#parts.duckdb.run(`DROP TABLE ${this.#columns.name}`)
    return false
  }

  /** Takes every file that is next, until there is none or one that cannot be read. */
  async #replicate(): Promise<void> {
    this.#error = null
    this.#waiting = ''
    try {
      const metadata = this.#metadata()
      if (metadata === null) return
      for (let file = this.#next(metadata); file !== null; file = this.#next(metadata)) await this.#take(file, metadata)
    } catch (error) {
      if (!(error instanceof MirrorError)) throw error
      this.#error = error
    }
  }

  #metadata(): TableMetadata | null {
    const text = textOf(this.#parts.filesystem, this.#folder, METADATA, readFileSync)
    if (text === null) {
      this.#waiting = `there is no ${METADATA}`
      return null
    }
    const metadata = tableMetadata(text)
    const before = this.#keys
    if (before !== null && before.length > 0 && before.join('\n') !== metadata.keyColumns.join('\n')) {
      throw new MirrorError(
        'KeyChanged',
        `keyColumns were ${before.join(', ')} and are ${metadata.keyColumns.join(', ')}`,
      )
    }
    if (metadata.keyColumns.length > 0) this.#keys = metadata.keyColumns
    return metadata
  }

  #next({ detection }: TableMetadata): FileNode | null {
    const { visible, processed } = dataFiles(this.#folder)
    const kept = visible.find(({ name }) => name === this.#last?.name)
    const changed = kept !== undefined && kept.etag !== this.#lastTag
    if (changed && detection === 'SequentialFileName')
      throw new MirrorError('FileNameReused', `${this.#last?.name} was changed after it was read`)
    // Files that an earlier life of the stand-in has read come first, so that its tables are the same again.
    const sequence = { done: this.#done, last: this.#number }
    const before = nextFile(
      processed.filter(({ name }) => !this.#done.has(name)),
      detection,
      sequence,
    )
    if (before.file !== null) return before.file
    const { file, waiting } = nextFile(
      visible.filter(known => known !== this.#last),
      detection,
      sequence,
    )
    this.#waiting = waiting
    return file
  }

  async #take(file: FileNode, metadata: TableMetadata): Promise<void> {
    const { filesystem, duckdb, scratch, now } = this.#parts
    if (file.length === 0) throw new MirrorError('InvalidFile', `${file.name} has no bytes`)
    const { etag, length } = file
    const copy = join(scratch, `${process.pid}-${etag.replaceAll('"', '')}.parquet`)
    copyFileSync(filesystem.onDisk(file), copy)
    try {
      await applyFile(duckdb, copy, this.#columns, metadata)
    } catch (error) {
      throw error instanceof MirrorError ? new MirrorError(error.code, `${file.name}: ${error.message}`) : error
    } finally {
      rmSync(copy)
    }
    const before = this.#last
    this.#done.add(file.name)
    if (metadata.detection === 'SequentialFileName') this.#number++
    this.#last = file
    this.#lastTag = etag
    this.#bytes += length
    this.#synced = now()
    if (before !== null) this.#moveAway(before)
  }

  /** The last file stays where it is; the one before it goes. */
  #moveAway(file: FileNode): void {
    const { filesystem } = this.#parts
    const folder = namesTo(this.#folder)
    if (file.parent !== this.#folder || filesystem.find([...folder, file.name]) !== file) return
    filesystem.makeDirectory([...folder, PROCESSED])
    filesystem.rename({ filesystem, path: [...folder, file.name] }, [...folder, PROCESSED, file.name], {
      conditions: NO_CONDITIONS,
      sourceConditions: NO_CONDITIONS,
      leaseId: '',
      sourceLeaseId: '',
    })
  }
}
