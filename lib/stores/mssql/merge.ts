/** Rows of a work table into the table that is there, as T-SQL. Pure. */
import { quote } from '../../mssql/identifier.ts'
import { PART_COLUMN } from '../../mssql/work-table.ts'
import { ofParts } from './definition.ts'
import type { Match } from './match.ts'

/** The value of the row marker that takes a row out; all others put it in. */
const DELETE = 2

interface Tables {
  /** Quoted. */
  target: string
  work: string
  /** Numbers of the parts whose rows count. */
  parts: readonly number[]
}

export function insertInto({ target, work, parts }: Tables, { columns }: Match): string {
  const theirs = columns.map(column => quote(column.theirs)).join(', ')
  const ours = columns.map(column => quote(column.ours)).join(', ')
  return `INSERT INTO ${target} (${theirs}) SELECT ${ours} FROM ${work} WHERE ${ofParts(parts)}`
}

/**
 * Of several rows with one key the one of the last part stands: rows that are read twice, because they moved, or came again.
 * @param key names of ours
 * @param marker the column that says which rows go; null when none does
 */
export function mergeInto(tables: Tables, { columns }: Match, key: readonly string[], marker: string | null): string {
  const { target, work, parts } = tables
  const theirs = (ours: string) => quote(columns.find(column => column.ours === ours)!.theirs)
  const keys = key.map(quote).join(', ')
  const read = [...columns.map(column => column.ours), ...(marker === null ? [] : [marker])].map(quote).join(', ')
  const latest = `ROW_NUMBER() OVER (PARTITION BY ${keys} ORDER BY ${quote(PART_COLUMN)} DESC)`
  const numbered = `SELECT ${read}, ${latest} AS [__hygge_nth] FROM ${work} WHERE ${ofParts(parts)}`
  const source = `SELECT ${read} FROM (${numbered}) AS n WHERE n.[__hygge_nth] = 1`
  const same = key.map(name => `t.${theirs(name)} = s.${quote(name)}`).join(' AND ')
  const changed = columns.filter(({ ours, identity }) => !key.includes(ours) && !identity)
  const update = changed.map(column => `t.${quote(column.theirs)} = s.${quote(column.ours)}`).join(', ')
  const gone = marker === null ? null : `s.${quote(marker)} = ${DELETE}`
  const stays = marker === null ? '' : ` AND (s.${quote(marker)} IS NULL OR s.${quote(marker)} <> ${DELETE})`
  return [
    `MERGE INTO ${target} WITH (HOLDLOCK) AS t USING (${source}) AS s ON ${same}`,
    ...(gone === null ? [] : [`WHEN MATCHED AND ${gone} THEN DELETE`]),
    ...(update === '' ? [] : [`WHEN MATCHED THEN UPDATE SET ${update}`]),
    `WHEN NOT MATCHED BY TARGET${stays} THEN INSERT (${columns.map(column => quote(column.theirs)).join(', ')}) ` +
      `VALUES (${columns.map(column => `s.${quote(column.ours)}`).join(', ')});`,
  ].join(' ')
}
