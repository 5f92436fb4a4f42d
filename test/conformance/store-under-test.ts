/** A place that a store is tested in, and what the suite does there. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { TestContext } from 'node:test'
import type { FileFacts, RunType } from '../../lib/events.ts'
import { partName } from '../../lib/plan/names.ts'
import type { StagedPart, Staging, Store, StorePoint } from '../../lib/stores/store.ts'

/** A place of its own for one test, empty at first, and the store's eyes and hands in it. */
export interface StoreUnderTest {
  /** A new instance of the store for one entity, as a new process would make it. */
  store(entity: string): Store
  /** The files that readers see of the entity, by the names of their parts; null when nothing ever settled there. */
  seen(entity: string): Promise<[name: string, bytes: Uint8Array][] | null>
  /** Whatever else lies in the place, of all entities and runs, in words for people: staging, folders that are empty … */
  debris(): Promise<string[]>
  /** Does to a part in staging what a bad disk or a stranger could do; null removes it. */
  damage(staged: Whose & { name: string }, change: (bytes: Uint8Array) => Uint8Array | null): Promise<void>
  /** Takes away what a process loses that dies: connections, where open transactions would hold locks on. Absent: nothing that matters. */
  died?(): Promise<void>
}

/** How much of what is alike is tried. */
export interface Extent {
  /** Entities at once, and how often. */
  entities: number
  rounds: number
  histories: number
  /** A second cut is made no further than this from the first one. */
  secondCuts: number
}

/** Makes an empty place; what it needs to clean up goes to `t.after`. */
export type MakeStore = (t: TestContext) => Promise<StoreUnderTest>

interface Whose {
  run: string
  entity: string
}

interface Opening {
  run: string
  mode: RunType
  entity?: string
  reached?: (point: StorePoint) => Promise<void>
}

export const MODES: RunType[] = ['full_drop', 'incremental']

/** For stores that take files as they are. */
const NO_COLUMNS = { fields: [] }

export const ENTITY = 'orders'

/** A crash, as far as one process can play it: whatever was under way goes no further. */
export class Cut extends Error {}

export function open(world: StoreUnderTest, opening: Opening): Promise<Staging> {
  const { run, mode, entity = ENTITY, reached = async () => {} } = opening
  return world.store(entity).open({ run, flow: 'f', entity, mode, schema: NO_COLUMNS, reached })
}

/** A run as it should be: staged, published, swept. */
export async function wholeRun(world: StoreUnderTest, opening: Opening, count: number): Promise<FileFacts[]> {
  const staging = await open(world, opening)
  const parts: StagedPart[] = []
  for (let part = 0; part < count; part++) parts.push(await stage(staging, opening.run, part))
  const files = await staging.publish(await committed(staging, parts))
  await staging.sweep()
  return files
}

/** The parts as the commit of their run records them. */
export async function committed(staging: Staging, parts: StagedPart[]): Promise<StagedPart[]> {
  return (await staging.claim?.(parts, null)) ?? parts
}

/** Publishes by a new instance, cut at the n-th step if it gets there; `files` is null when it was cut. */
export async function publish(
  world: StoreUnderTest,
  opening: Opening,
  parts: StagedPart[],
  cut = Number.POSITIVE_INFINITY,
) {
  const points: StorePoint[] = []
  const reached = async (point: StorePoint) => {
    points.push(point)
    if (points.length > cut) throw new Cut(point)
  }
  const staging = await open(world, { ...opening, reached })
  const files = await staging.publish(parts).catch((error: unknown) => {
    if (!(error instanceof Cut)) throw error
    return null
  })
  return { files, points }
}

export async function stage(staging: Staging, run: string, part: number): Promise<StagedPart> {
  const sink = await staging.stage(partOf(run, part))
  const bytes = bytesOf(run, part)
  for (let at = 0; at < bytes.length; at += 5) await sink.write(bytes.subarray(at, at + 5))
  return sink.finish(rowsOf(part))
}

/** What every store says of a part; some also say which version of the file it is. */
export function plain({ name, rows, bytes, checksum }: StagedPart): StagedPart {
  return { name, rows, bytes, checksum }
}

export function partOf(run: string, part: number): string {
  return partName(run, 0, part, 'parquet')
}

function textOf(run: string, part: number): string {
  return `bytes of the run ${run}, part ${part}`
}

export function bytesOf(run: string, part: number): Buffer {
  return Buffer.from(textOf(run, part))
}

export function rowsOf(part: number): number {
  return part + 1
}

export function factsOf(run: string, part: number): StagedPart {
  const bytes = bytesOf(run, part)
  return { name: partOf(run, part), rows: rowsOf(part), bytes: bytes.length, checksum: checksumOf(bytes) }
}

export function checksumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

export function contentOfRun(run: string, parts: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: parts }, (_, part) => [partOf(run, part), textOf(run, part)]))
}

export async function contentOf(world: StoreUnderTest, entity = ENTITY): Promise<Record<string, string> | null> {
  const seen = await world.seen(entity)
  if (seen === null) return null
  const content = Object.fromEntries(seen.map(([name, bytes]) => [name, Buffer.from(bytes).toString()]))
  assert.equal(Object.keys(content).length, seen.length, 'readers see a file twice')
  return sorted(content)
}

export function sorted(content: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(content).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

export async function expectExact(
  world: StoreUnderTest,
  content: Record<string, string> | null,
  entity = ENTITY,
): Promise<void> {
  assert.deepEqual(await contentOf(world, entity), content)
  assert.deepEqual(await world.debris(), [])
}

/** What may be seen of a run that is being published: the old or the new of a swap, the old and some whole parts of an increment. */
export function expectBetween(
  mode: RunType,
  seen: Record<string, string> | null,
  old: Record<string, string> | null,
  now: Record<string, string>,
  points: StorePoint[],
): void {
  const what = `after ${points.join(', ')} readers see ${JSON.stringify(seen)}`
  if (mode === 'full_drop') {
    // Between two renames there may be nothing, for the time of one system call; there is a point for it.
    const aside = seen === null && points.findLast(point => point !== 'publish.begin') === 'publish.old-aside'
    assert.ok(aside || [old, now].some(state => JSON.stringify(state) === JSON.stringify(seen)), what)
  } else {
    for (const [name, text] of Object.entries(old ?? {})) assert.equal(seen?.[name], text, what)
    for (const [name, text] of Object.entries(seen ?? {})) assert.equal(text, now[name], what)
  }
}
