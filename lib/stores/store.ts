/**
 * Where rows settle. A store knows no home and no coordinator.
 * How to write one is in docs/write-a-store.md; what it must do is tested by test/conformance/store.ts.
 */
import type { Schema } from '../columns/schema.ts'
import type { FileFacts, RunType } from '../events.ts'

/** One entity's run, as a store sees it. */
export interface Settling {
  /** The run's id: sortable by time, unique, safe in file names. */
  run: string
  flow: string
  entity: string
  mode: RunType
  /** Of the rows as they settle: what polish made of the source's. */
  schema: Schema
  /** Awaited at each step that the store has, so that tests can stop there: what it throws ends the call, as a crash would. */
  reached: (point: StorePoint) => Promise<void>
}

/** Steps inside a store that a crash can fall between. All stores have the first two; the others are those that it takes. */
export type StorePoint =
  | 'part.before-finish'
  | 'publish.begin'
  | 'publish.prepared'
  | 'publish.old-aside'
  | 'publish.new-in-place'
  | 'publish.old-removed'
  | 'publish.part-moved'

/** A file that is complete in staging and survives a crash. */
export interface StagedPart {
  /** Its deterministic name, and the one that readers know unless the store claims another. */
  name: string
  /** The name that readers know, claimed when the run was committed: no other part has it, whatever crashes. */
  final?: string
  rows: number
  bytes: number
  /** SHA-256 of the bytes, hex. */
  checksum: string
  /** What the storage calls this version of the file, where it names versions: as long as it does, the bytes are these. */
  etag?: string
}

/** Takes the bytes of one part, in order. */
export interface PartSink {
  /**
   * Resolves when the store can take more: this is how a slow store slows the source.
   * @param rows how many rows the bytes have; absent for a format's head and tail
   */
  write(bytes: Uint8Array, rows?: number): Promise<void>
  /** Makes the part durable in staging, whole or not at all. */
  finish(rows: number): Promise<StagedPart>
  /** Gives up the part and leaves nothing of it; never throws. */
  abort(): Promise<void>
}

/** A published part, looked at again where it settled: a file, or rows among others. */
export type Settled =
  | {
      kind: 'file'
      /** Where it is, when that is on this machine. */
      path?: string
      /** Bytes; null when it is not there. */
      size(): Promise<number | null>
      /** Bytes from `from` on, at most `count`. */
      read(from: number, count: number): Promise<Uint8Array>
    }
  /** Its rows as the store counts them itself; null when it cannot tell them from others any more. */
  | { kind: 'rows'; count(): Promise<number | null> }

/** Rows that are about to be read, as they would settle. */
export interface Coming {
  mode: RunType
  schema: Schema
  /** Columns that are masked to NULL. */
  nulls: string[]
  /** True when no run has settled yet, or when that was to be forgotten. */
  first: boolean
}

/** Something that must work before rows can settle; it leaves nothing behind. `hygge-run check` tries it. */
export interface Probe {
  /** One word or two: `write`, `credential`. */
  name: string
  /** @returns what was found, for people. @throws {HyggeError} with advice */
  run(signal: AbortSignal): Promise<string>
}

export interface Store {
  /** For people: the absolute path or URL where the entity settles. */
  readonly location: string
  /** What a full_drop would replace, in words for people; null when nothing is there. Changes nothing. */
  existing(): Promise<string | null>
  /**
   * Refuses rows that it cannot take, before the first one is read; changes nothing. Absent: it takes all rows.
   * @returns sentences for the plan and the events. @throws {StoreError} with advice
   */
  accept?(coming: Coming): Promise<string[]>
  /** What to try, in this order, to know that the store will take what it gets; the last one is a small write. */
  probes(): Probe[]
  /** Prepares staging for a run of one entity, or finds it again. Nothing that a reader sees changes. */
  open(settling: Settling): Promise<Staging>
}

/** One run of one entity. Other runs and entities may be staged at the same time; only one run of an entity is published at a time. */
export interface Staging {
  /** Begins a part, or begins it anew. Several may be open; where it must wait for a place, the signal ends that. */
  stage(name: string, signal?: AbortSignal): Promise<PartSink>
  /** True when a part of this run stands whole in staging, same length and checksum, or the same version: a crash before did not harm it. */
  adopt(part: StagedPart): Promise<boolean>
  /**
   * Gives the parts of a run that is whole the names that readers will know. The record of the commit makes them durable; until then
   * nothing may use them. Absent: readers know the parts by their own names.
   * @param last the last name that a run of this entity has claimed in this store; null when none has
   */
  claim?(parts: StagedPart[], last: string | null): Promise<StagedPart[]>
  /**
   * Makes exactly these parts visible: `full_drop`, which always has one, replaces what was there as one swap; `incremental` adds.
   * Idempotent: the same call finishes what a crash has cut, and does nothing when all is done.
   * @throws {StoreError} `STAGED_PARTS_LOST` before anything is changed, when a part stands neither in staging nor in its place.
   */
  publish(parts: StagedPart[]): Promise<FileFacts[]>
  /** A part after it was published; what is verified then is what readers see. */
  settled(part: StagedPart): Settled
  /** Removes this run's staging, whatever is in it; what was published stays. Never touches anything of another run or entity. Safe twice. */
  sweep(): Promise<void>
}
