/** The columns of a table as watermarks and keys: the ones that were asked for, and those that would do. Pure. */
import { HomeError } from '../../errors.ts'
import { quoteName } from '../../mssql/identifier.ts'
import type { Row } from '../../mssql/session.ts'
import { type KeyScale, keyScaleOf, type Scale, scaleOf } from './scale.ts'

export interface Candidate {
  name: string
  nullable: boolean
  /** The type as the server names it. */
  source: string
  scale: Scale | null
  keyScale: KeyScale | null
  /** As sp_describe_first_result_set has it. */
  row: Row
}

/** @param described rows of sp_describe_first_result_set for the whole table */
export function candidatesOf(described: readonly Row[]): Candidate[] {
  return described.map(row => {
    const { name, is_nullable, system_type_name } = row
    const source = String(system_type_name ?? 'a user-defined type').toLowerCase()
    return {
      name: String(name),
      nullable: is_nullable !== false && is_nullable !== 0,
      source,
      scale: scaleOf(String(name), source),
      keyScale: keyScaleOf(String(name), source),
      row,
    }
  })
}

/** @throws {HomeError} `WATERMARK_NOT_FOUND`, `WATERMARK_TYPE` */
export function watermarkColumn(
  table: string[],
  column: string,
  candidates: readonly Candidate[],
): Candidate & { scale: Scale } {
  const found = columnNamed(candidates, column)
  const facts = { column, columns: named(usable(candidates)) }
  if (found === undefined) {
    const message = `The watermark column ${column} is not in ${quoteName(table)}.`
    throw new HomeError('WATERMARK_NOT_FOUND', message, { advice: wouldDo(candidates), facts })
  }
  const { scale, source } = found
  if (scale === null) {
    const message = `The column ${found.name} of ${quoteName(table)} is ${source}, which cannot be a watermark.`
    throw new HomeError('WATERMARK_TYPE', message, { advice: wouldDo(candidates), facts: { ...facts, type: source } })
  }
  return { ...found, scale }
}

/**
 * The columns of a key.
 * @throws {HomeError} `WATERMARK_NOT_FOUND`, `WATERMARK_TYPE`, `WATERMARK_NULL`
 */
export function keyColumns(
  table: string[],
  key: readonly string[],
  candidates: readonly Candidate[],
): (Candidate & { keyScale: KeyScale })[] {
  return key.map(column => {
    const found = columnNamed(candidates, column)
    const of = `of ${quoteName(table)}, part of the watermark's key,`
    const advice = keysThatWouldDo(candidates)
    const facts = { column, columns: named(usableKeys(candidates)) }
    if (found === undefined) {
      const message = `The column ${column}, part of the watermark's key, is not in ${quoteName(table)}.`
      throw new HomeError('WATERMARK_NOT_FOUND', message, { advice, facts })
    }
    const { keyScale, source, name } = found
    if (keyScale === null) {
      const message = `The column ${name} ${of} is ${source}, by which rows cannot be told apart.`
      throw new HomeError('WATERMARK_TYPE', message, { advice, facts: { ...facts, type: source } })
    }
    if (found.nullable) {
      const message = `The column ${name} ${of} may be NULL, and a key never is.`
      throw new HomeError('WATERMARK_NULL', message, { advice, facts })
    }
    return { ...found, keyScale }
  })
}

/** By its very name, else by the only one that differs in case. */
function columnNamed(candidates: readonly Candidate[], column: string): Candidate | undefined {
  const alike = candidates.filter(({ name }) => name.toLowerCase() === column.toLowerCase())
  return candidates.find(({ name }) => name === column) ?? (alike.length === 1 ? alike[0] : undefined)
}

function usable(candidates: readonly Candidate[], but?: string): Candidate[] {
  return candidates.filter(({ name, scale }) => scale !== null && name !== but)
}

function usableKeys(candidates: readonly Candidate[]): Candidate[] {
  return candidates.filter(({ keyScale, nullable }) => keyScale !== null && !nullable)
}

function named(candidates: readonly Candidate[]): string[] {
  return candidates.map(({ name, source }) => `${name} (${source})`)
}

function wouldDo(candidates: readonly Candidate[], but?: string): string {
  const columns = named(usable(candidates, but))
  if (columns.length === 0) return 'No column of it would do: use run_type full_drop.'
  return `These would do, if they only grow: ${columns.join(', ')}.`
}

function keysThatWouldDo(candidates: readonly Candidate[]): string {
  const columns = named(usableKeys(candidates))
  if (columns.length === 0)
    return 'No column of it would do. In a view, ISNULL(…, …) makes a column that is never NULL; without one, leave out `key`.'
  return `These would do, if together they are another for each row: ${columns.join(', ')}.`
}

export function onlyNull(name: string, table: string[], candidates: readonly Candidate[]): HomeError {
  return new HomeError('WATERMARK_NULL', `The watermark column ${name} of ${quoteName(table)} is NULL in every row.`, {
    advice: wouldDo(candidates, name),
    facts: { column: name, columns: named(usable(candidates, name)) },
  })
}

/** A rowversion never ties, and text has no distance. */
export function noOverlap(
  { name, source }: Candidate,
  overlap: string | number,
  candidates: readonly Candidate[],
): HomeError {
  const rowversion = /^(timestamp|rowversion)$/.test(source)
  const measured = usable(candidates, name).filter(
    ({ scale }) => scale?.type !== 'string' && scale?.type !== 'rowversion',
  )
  const others = measured.length === 0 ? '' : ` An overlap goes with a time or a number: ${named(measured).join(', ')}.`
  const advice = rowversion
    ? 'Leave out `overlap`: a rowversion is bounded by the oldest open transaction, so no row comes late.'
    : `Leave out \`overlap\`.${others}`
  const message = `The watermark ${name} is ${source}, which has no distance that an overlap could go back.`
  return new HomeError('WATERMARK_OVERLAP', message, { advice, facts: { column: name, type: source, overlap } })
}

export function wrongOverlap({ name, source, scale }: Candidate, overlap: string | number): HomeError {
  const message = `The overlap ${JSON.stringify(overlap)} is no distance between values of ${name}, which is ${source}.`
  const words = scale?.type === 'int' ? 'a whole number above 0' : 'a number above 0'
  const advice = /^date/.test(scale?.type ?? '') ? 'Write a duration such as 10m, 2h or 1d.' : `Write ${words}.`
  return new HomeError('WATERMARK_OVERLAP', message, { advice, facts: { column: name, type: source, overlap } })
}

export function keyOfRowversion(name: string): HomeError {
  return new HomeError(
    'WATERMARK_KEY',
    `The watermark ${name} is a rowversion, which no two rows share, so there is nothing for a key to do.`,
    { advice: 'Leave out `key`.', facts: { column: name } },
  )
}

export function keyWanted(name: string): HomeError {
  return new HomeError('WATERMARK_KEY', `The watermark ${name} has an overlap and no key to know rows again by.`, {
    advice: 'Name the columns of a key: `watermark: { column: …, key: …, overlap: … }`.',
    facts: { column: name },
  })
}
