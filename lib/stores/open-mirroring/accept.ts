/** What must be true of rows before the first one is read: a key that Fabric can use, and a table that still is what it was. */
import { StoreError } from '../../errors.ts'
import type { Lake } from '../../lake/lake.ts'
import { ROW_MARKER } from '../../polish/config.ts'
import type { Coming } from '../store.ts'
import type { OpenMirroringStoreConfig } from './config.ts'
import { checkKeys, keyColumnsOf } from './keys.ts'
import { METADATA, metadataOf, PARTNER_EVENTS, partnerOf } from './texts.ts'
import { tableZone } from './zone.ts'

export interface Landing {
  lake: Lake
  /** Of the table. */
  path: string
  /** The landing zone. */
  zone: string
}

/** @returns sentences for the plan. @throws {StoreError} */
export async function acceptRows(
  { lake, path, zone }: Landing,
  config: OpenMirroringStoreConfig,
  { mode, schema, nulls, first }: Coming,
): Promise<string[]> {
  const notes = checkKeys(config, schema, nulls)
  if (config.key_columns.length === 0 && schema.fields.some(({ name }) => name === ROW_MARKER)) {
    throw new StoreError('KEY_COLUMNS_MISSING', `The source has a column ${ROW_MARKER}, and the table has no key.`, {
      advice: 'Rows are updated and deleted by their key: name its columns in `key_columns`.',
    })
  }
  if (mode === 'incremental') await checkTable(lake, path, config, keyColumnsOf(config, schema), first)
  return [...notes, ...(await otherPartner(lake, zone, config))]
}

/** An increment goes on with the table as it was begun. */
async function checkTable(
  lake: Lake,
  path: string,
  { file_detection }: OpenMirroringStoreConfig,
  keyColumns: string[],
  first: boolean,
): Promise<void> {
  const where = lake.location(path)
  const zone = await tableZone(lake, path)
  if ((zone === null || zone.files.size === 0) && !first) throw tableGone(where)
  const bytes = await lake.read(`${path}/${METADATA}`)
  if (bytes === null) return
  const metadata = metadataOf(bytes)
  if (metadata === null) throw unreadable(`${where}/${METADATA}`)
  if (!sameColumns(metadata.keyColumns, keyColumns)) throw keyChanged(where, metadata.keyColumns, keyColumns)
  if (metadata.detection !== file_detection) {
    throw new StoreError(
      'FILE_DETECTION_CHANGED',
      `The table goes by \`file_detection: ${metadata.detection}\`: ${where}`,
      {
        advice: `Say so for this entity, or run it with --full-drop: the table is then dropped and begun anew.`,
        facts: { url: where, before: metadata.detection, now: file_detection },
      },
    )
  }
}

async function otherPartner(lake: Lake, zone: string, { partner }: OpenMirroringStoreConfig): Promise<string[]> {
  if (partner === undefined) return []
  const bytes = await lake.read(`${zone}/${PARTNER_EVENTS}`)
  const name = bytes && partnerOf(bytes)
  return name === null || name === partner.name ? [] : [`The landing zone names another partner, and keeps it: ${name}`]
}

function sameColumns(one: string[], other: string[]): boolean {
  return one.length === other.length && one.every(name => other.includes(name))
}

export function tableGone(where: string): StoreError {
  return new StoreError(
    'MIRROR_TABLE_GONE',
    `Earlier runs have settled there, and there is nothing any more: ${where}`,
    {
      advice:
        'Somebody has dropped the table. Increments alone would be a part of it: run the entity with --full-drop.',
      facts: { url: where },
    },
  )
}

function unreadable(where: string): StoreError {
  return new StoreError('MIRROR_METADATA_UNREADABLE', `This is no metadata of a mirrored table: ${where}`, {
    advice: 'Fabric cannot read it either. Run the entity with --full-drop: the table is then dropped and begun anew.',
    facts: { url: where },
  })
}

function keyChanged(where: string, before: string[], now: string[]): StoreError {
  const words = (names: string[]) => (names.length === 0 ? 'no key' : `the key ${names.join(', ')}`)
  return new StoreError(
    'KEY_COLUMNS_CHANGED',
    `The table has ${words(before)}, and is to have ${words(now)}: ${where}`,
    {
      advice:
        'The key of a mirrored table cannot be changed. Put `key_columns` back, or run the entity with --full-drop: the table is then dropped and begun anew.',
      facts: { url: where, before, now },
    },
  )
}
