/** A run's parts made visible: one transaction, which also remembers that it was. */
import { StoreError } from '../../errors.ts'
import type { Session } from '../../mssql/session.ts'
import { partNumber } from '../../mssql/work-table.ts'
import type { StagedPart } from '../store.ts'
import { execute } from './database.ts'
import { addColumns, createTable, ofParts } from './definition.ts'
import { createIndex, storageIndexes } from './indexes.ts'
import type { Match } from './match.ts'
import { insertInto, mergeInto } from './merge.ts'
import { quoted } from './names.ts'
import { keyOf, matchOf, merging, type Site, unstored } from './site.ts'
import { buildIndexes, swap } from './swap.ts'

/** Idempotent. @throws {StoreError} `STAGED_PARTS_LOST` before anything is changed */
export async function publishParts(site: Site, parts: readonly StagedPart[]): Promise<void> {
  const { database, records, settling } = site
  await settling.reached('publish.begin')
  if (parts.length === 0) return
  const swapping = await database.session(async session => {
    const run = await records.find(session)
    if (run?.published) return null
    const standing = await records.parts(session)
    const lost = parts.filter(part => !isWhole(part, standing.get(partNumber(part.name))))
    if (lost.length > 0)
      throw partsLost(
        site,
        lost.map(({ name }) => name),
      )
    return (await matchOf(session, site)) === null && !merging(site)
  })
  if (swapping === null) return
  const numbers = parts.map(({ name }) => partNumber(name))
  if (swapping) {
    await database.transaction(async session => {
      await removeOthers(session, site, numbers)
      await expectRows(session, site, parts)
    })
    // Takes time on a large table, and shows nothing yet.
    await database.session(session => buildIndexes(session, site))
    await settling.reached('publish.prepared')
  }
  await database.transaction(async session => {
    if (swapping) await swap(session, site)
    else {
      await expectRows(session, site, parts)
      await addRows(session, site, numbers)
      await execute(session, `DROP TABLE ${quoted(site.work)}`)
    }
    await records.publish(session)
  })
  await settling.reached(settling.mode === 'full_drop' ? 'publish.new-in-place' : 'publish.part-moved')
}

/** True when the server remembers the part as it was recorded. */
export function isWhole(part: StagedPart, standing: Omit<StagedPart, 'name'> | undefined): boolean {
  if (standing === undefined) return false
  return standing.rows === part.rows && standing.bytes === part.bytes && standing.checksum === part.checksum
}

/** Rows of parts that are not named. */
async function removeOthers(session: Session, site: Site, parts: number[]): Promise<void> {
  await execute(session, `DELETE FROM ${quoted(site.work)} WHERE NOT (${ofParts(parts)})`)
}

/** The rows are all there, or somebody has been at them. */
async function expectRows(session: Session, site: Site, parts: readonly StagedPart[]): Promise<void> {
  const numbers = parts.map(({ name }) => partNumber(name))
  const statement = `SELECT COUNT_BIG(*) AS n FROM ${quoted(site.work)} WHERE ${ofParts(numbers)}`
  const [row] = await execute(session, statement)
  const rows = parts.reduce((sum, part) => sum + part.rows, 0)
  if (Number(row?.n) !== rows)
    throw partsLost(
      site,
      parts.map(({ name }) => name),
    )
}

async function addRows(session: Session, site: Site, parts: number[]): Promise<void> {
  const { settling, target, work } = site
  const match = (await matchOf(session, site)) ?? (await createTarget(session, site))
  const name = quoted(target)
  const columns = [...match.columns]
  if (match.added.length > 0) {
    await execute(session, addColumns(name, settling.schema, match.added))
    columns.push(...match.added.map(column => ({ ours: column, theirs: column, identity: false })))
  }
  const tables = { target: name, work: quoted(work), parts }
  const identity = columns.some(column => column.identity)
  if (identity) await execute(session, `SET IDENTITY_INSERT ${name} ON`)
  if (merging(site)) {
    const [marker = null] = unstored(site)
    await execute(session, mergeInto(tables, { ...match, columns }, await keyOf(session, site), marker))
  } else await execute(session, insertInto(tables, { ...match, columns }))
  if (identity) await execute(session, `SET IDENTITY_INSERT ${name} OFF`)
}

/** A merge into a table that is not there makes it first: what it brings may hold rows that only say which others are gone. */
async function createTarget(session: Session, site: Site): Promise<Match> {
  const { config, settling, target } = site
  const left = unstored(site)
  const fields = settling.schema.fields.filter(({ name }) => !left.includes(name))
  await execute(session, createTable(quoted(target), { fields }))
  for (const index of storageIndexes(config.storage, target, await keyOf(session, site)))
    await execute(session, createIndex(index, target))
  const columns = fields.map(({ name }) => ({ ours: name, theirs: name, identity: false }))
  return { columns, added: [], checks: [] }
}

function partsLost({ target, settling }: Site, parts: string[]): StoreError {
  return new StoreError(
    'STAGED_PARTS_LOST',
    `Parts of the run ${settling.run} for ${quoted(target)} are not in its work table any more: ${parts.join(', ')}.`,
    {
      advice:
        'Somebody has changed or dropped the tables of hygge. What was there before stays; run again with --fresh.',
      facts: { run: settling.run, table: quoted(target), parts },
    },
  )
}
