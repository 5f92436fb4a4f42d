/** Where rows settle. A store knows no home and no coordinator. */
import type { FileFacts, RunType } from '../events.ts'

/** One entity's run, as a store sees it. */
export interface Settling {
  /** The run's id: sortable by time, unique, safe in file names. */
  run: string
  flow: string
  entity: string
  mode: RunType
  /** Tells which step comes next, so that tests can stop there. */
  reached: (point: StorePoint) => Promise<void>
}

/** Steps inside a store that a crash can fall between. */
export type StorePoint =
  | 'part.before-finish'
  | 'publish.begin'
  | 'publish.old-aside'
  | 'publish.new-in-place'
  | 'publish.old-removed'
  | 'publish.part-moved'

/** A file that is complete in staging and survives a crash. */
export interface StagedPart {
  /** Its deterministic name, also its final name. */
  name: string
  rows: number
  bytes: number
  /** SHA-256 of the bytes, hex. */
  checksum: string
}

/** Takes the bytes of one part, in order. */
export interface PartSink {
  /** Resolves when the store can take more: this is how a slow store slows the source. */
  write(bytes: Uint8Array): Promise<void>
  /** Makes the part durable in staging. */
  finish(rows: number): Promise<StagedPart>
  /** Gives up the part and leaves nothing of it; never throws. */
  abort(): Promise<void>
}

export interface Store {
  /** For people: the absolute path or URL where the entity settles. */
  readonly location: string
  /** What a full_drop would replace, in words for people; null when nothing is there. Changes nothing. */
  existing(): Promise<string | null>
  /** Prepares staging for a run of one entity. Nothing that a reader sees changes. */
  open(settling: Settling): Promise<Staging>
}

export interface Staging {
  stage(name: string): Promise<PartSink>
  /** True when a part of this run stands whole in staging, same length and checksum: a crash before did not harm it. */
  adopt(part: StagedPart): Promise<boolean>
  /** Makes the parts visible: `full_drop` replaces what was there as one swap, `incremental` adds. Idempotent. */
  publish(parts: StagedPart[]): Promise<FileFacts[]>
  /** Removes this run's staging; what was published stays. Never throws away anything of another run. */
  sweep(): Promise<void>
}
