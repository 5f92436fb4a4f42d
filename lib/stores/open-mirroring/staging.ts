/** One run on its way into a mirrored table: parts are staged as in every lake; names and metadata are Fabric's. */
import { randomBytes } from 'node:crypto'
import type { Schema } from '../../columns/schema.ts'
import { StoreError } from '../../errors.ts'
import type { FileFacts } from '../../events.ts'
import type { Lake } from '../../lake/lake.ts'
import { moveOver, moveTo } from '../../lake/move.ts'
import { LakeUpload } from '../../lake/upload.ts'
import { type LakeFolders, lost, type StagingFolders, stagingOf, taken } from '../lake/staging.ts'
import type { PartSink, Settled, Settling, StagedPart, Staging } from '../store.ts'
import { tableGone as goneForGood } from './accept.ts'
import type { OpenMirroringStoreConfig } from './config.ts'
import { type MirroredTable, removeTable, tableGone } from './drop.ts'
import { keyColumnsOf } from './keys.ts'
import { highest, numbered } from './names.ts'
import { METADATA, metadataText, PARTNER_EVENTS, partnerText, SCHEMA, schemaText } from './texts.ts'
import { DONE_WITH, finalOf, isPublished, tableZone } from './zone.ts'

/** What a run works with. */
export interface MirrorRun {
  config: OpenMirroringStoreConfig
  folders: LakeFolders
  table: MirroredTable
  settling: Settling
  /** Stages, adopts and sweeps. */
  lakeStaging: Staging
}

export class MirrorStaging implements Staging {
  readonly #config: OpenMirroringStoreConfig
  readonly #lake: Lake
  readonly #table: MirroredTable
  readonly #mode: Settling['mode']
  readonly #schema: Schema
  readonly #reached: Settling['reached']
  readonly #staging: StagingFolders
  readonly #inner: Staging
  /** Names of parts that were published, read by the replicator and purged. */
  readonly #purged = new Set<string>()

  constructor({ config, folders, table, settling, lakeStaging }: MirrorRun) {
    this.#config = config
    this.#lake = folders.lake
    this.#table = table
    this.#mode = settling.mode
    this.#schema = settling.schema
    this.#reached = settling.reached
    this.#staging = stagingOf(folders, settling.run)
    this.#inner = lakeStaging
  }

  stage(name: string): Promise<PartSink> {
    return this.#inner.stage(name)
  }

  adopt(part: StagedPart): Promise<boolean> {
    return this.#inner.adopt(part)
  }

  sweep(): Promise<void> {
    return this.#inner.sweep()
  }

  /** Stages what goes beside the parts, too: what is published later is what was decided here. */
  async claim(parts: StagedPart[], last: string | null): Promise<StagedPart[]> {
    if (parts.length === 0) return parts
    const zone = this.#mode === 'full_drop' ? null : await tableZone(this.#lake, this.#table.path)
    if (!zone?.metadata)
      await this.#write(METADATA, metadataText(this.#config, keyColumnsOf(this.#config, this.#schema)))
    await this.#write(SCHEMA, schemaText(this.#schema))
    if (this.#config.file_detection === 'last_update') return parts
    // A folder without files is another one than that in which earlier names were claimed.
    const before = zone === null || zone.last === 0n ? 0n : highest([numbered(zone.last), last ?? ''])
    return parts.map((part, at) => ({ ...part, final: numbered(before + BigInt(at + 1)) }))
  }

  async publish(parts: StagedPart[]): Promise<FileFacts[]> {
    await this.#reached('publish.begin')
    if (parts.length > 0) {
      await this.#namePartner()
      if (this.#mode === 'full_drop') await this.#replace(parts)
      else await this.#add(parts)
    }
    return parts.map(part => ({
      path: this.#lake.location(`${this.#table.path}/${finalOf(part)}`),
      rows: part.rows,
      bytes: part.bytes,
    }))
  }

  settled(part: StagedPart): Settled {
    const final = finalOf(part)
    if (this.#purged.has(final)) return { kind: 'rows', count: async () => null }
    const { path } = this.#table
    const places = [path, ...DONE_WITH.map(folder => `${path}/${folder}`)].map(folder => `${folder}/${final}`)
    const lake = this.#lake
    return {
      kind: 'file',
      async size() {
        for (const place of places) {
          const found = await lake.stat(place)
          if (found) return found.bytes
        }
        return null
      },
      async read(from, count) {
        for (const place of places) {
          const bytes = await lake.read(place, { from, count })
          if (bytes) return bytes
        }
        return new Uint8Array(0)
      },
    }
  }

  /** The old table goes before the new one comes, all at once: metadata and data in one rename. */
  async #replace(parts: StagedPart[]): Promise<void> {
    const lake = this.#lake
    const { folder } = this.#staging
    const { path } = this.#table
    const staged = await this.#sizes()
    if (staged !== null) {
      const standing = (name: string, bytes: number) => staged.get(name) === bytes
      const missing = parts.filter(part => !standing(finalOf(part), part.bytes) && !standing(part.name, part.bytes))
      if (missing.length > 0 || !staged.has(METADATA)) throw lost(lake.location(folder), missing)
      await this.#arrange(parts, staged)
      await removeTable(this.#table)
      await this.#reached('publish.old-aside')
      await tableGone(this.#table)
      if ((await moveTo(lake, folder, path)) === 'taken') throw taken(lake.location(path))
      await this.#reached('publish.new-in-place')
    } else {
      // It is in place, or it is nowhere.
      await this.#checkPublished(parts, parts)
    }
    await this.#reached('publish.old-removed')
  }

  /** The folder becomes the table's as it is: parts by their final names, what goes beside them, nothing else. */
  async #arrange(parts: StagedPart[], staged: Map<string, number>): Promise<void> {
    const { folder } = this.#staging
    for (const part of parts) {
      const final = finalOf(part)
      if (final !== part.name && staged.has(part.name))
        await moveOver(this.#lake, `${folder}/${part.name}`, `${folder}/${final}`)
    }
    const wanted = new Set([METADATA, SCHEMA, ...parts.map(finalOf), ...parts.map(({ name }) => name)])
    for (const name of staged.keys()) if (!wanted.has(name)) await this.#lake.removeFile(`${folder}/${name}`)
  }

  /** Metadata first, then the parts in the order of their numbers: the replicator may look at any moment. */
  async #add(parts: StagedPart[]): Promise<void> {
    const lake = this.#lake
    const { folder } = this.#staging
    const { path } = this.#table
    const staged = (await this.#sizes()) ?? new Map<string, number>()
    const waiting = parts.filter(({ name, bytes }) => staged.get(name) === bytes)
    await this.#checkPublished(
      parts.filter(part => !waiting.includes(part)),
      parts,
    )
    if (staged.has(METADATA)) {
      if ((await moveTo(lake, `${folder}/${METADATA}`, `${path}/${METADATA}`)) === 'taken')
        await lake.removeFile(`${folder}/${METADATA}`)
    } else if ((await lake.stat(`${path}/${METADATA}`)) === null) throw goneForGood(lake.location(path))
    if (staged.has(SCHEMA)) await moveOver(lake, `${folder}/${SCHEMA}`, `${path}/${SCHEMA}`)
    for (const part of waiting) {
      const to = `${path}/${finalOf(part)}`
      // Its name was claimed for it alone: what stands there is not ours, and is not replaced.
      if ((await moveTo(lake, `${folder}/${part.name}`, to)) === 'taken') throw taken(lake.location(to))
      await this.#reached('publish.part-moved')
    }
  }

  /** @throws {StoreError} `STAGED_PARTS_LOST` when one of them is neither in sight nor done with. */
  async #checkPublished(parts: StagedPart[], all: StagedPart[]): Promise<void> {
    if (parts.length === 0) return
    const zone = await tableZone(this.#lake, this.#table.path)
    const missing = parts.filter(part => !isPublished(zone, part))
    if (missing.length > 0) throw lost(this.#lake.location(this.#staging.folder), missing)
    for (const part of all)
      if (zone && isPublished(zone, part) && !zone.files.has(finalOf(part))) this.#purged.add(finalOf(part))
  }

  /** Once for the whole landing zone; what stands there already stays. */
  async #namePartner(): Promise<void> {
    const { partner } = this.#config
    const to = `${this.#table.mirror}/Files/LandingZone/${PARTNER_EVENTS}`
    if (partner === undefined || (await this.#lake.stat(to)) !== null) return
    const draft = await this.#draft(PARTNER_EVENTS, partnerText(partner))
    await moveTo(this.#lake, draft, to)
  }

  /** One of the small files among the parts, whole or not at all. */
  async #write(name: string, text: string): Promise<void> {
    await moveOver(this.#lake, await this.#draft(name, text), `${this.#staging.folder}/${name}`)
  }

  async #draft(name: string, text: string): Promise<string> {
    const path = `${this.#staging.parking}/${name}.${randomBytes(6).toString('hex')}`
    const upload = await LakeUpload.begin(this.#lake, path)
    const bytes = Buffer.from(text)
    await upload.write(bytes)
    await upload.finish()
    if ((await this.#lake.stat(path))?.bytes === bytes.length) return path
    throw new StoreError('PART_INCOMPLETE', `${this.#lake.location(path)} is not whole.`, {
      advice: 'Nothing was published. Run again; when it happens again, something else writes to the staging folder.',
      retryable: true,
      facts: { url: this.#lake.location(path) },
    })
  }

  async #sizes(): Promise<Map<string, number> | null> {
    const entries = await this.#lake.list(this.#staging.folder, { recursive: false })
    return entries && new Map(entries.map(({ name, bytes }) => [name, bytes]))
  }
}
