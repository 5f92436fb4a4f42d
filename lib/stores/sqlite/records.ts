/** Which parts of which runs a database holds: written in the transaction that puts their rows there. */
import type { DatabaseSync } from 'node:sqlite'

/** Nobody else's table. */
export const RECORDS = '__hygge_parts'

interface PartRecord {
  table: string
  run: string
  part: string
  rows: number
  /** Numbers of its first and last row; null where rows have none of their own, or may have replaced others. */
  first: bigint | null
  last: bigint | null
}

export function prepareRecords(database: DatabaseSync): void {
  database.exec(
    `CREATE TABLE IF NOT EXISTS ${RECORDS} ("table" TEXT NOT NULL COLLATE NOCASE, run TEXT NOT NULL, part TEXT NOT NULL,
    rows INTEGER NOT NULL, first INTEGER, last INTEGER, published_at TEXT NOT NULL, PRIMARY KEY ("table", run, part)) WITHOUT ROWID`,
  )
}

/** Forgets what the table held: its rows go. */
export function forgetRecords(database: DatabaseSync, table: string): void {
  database.prepare(`DELETE FROM ${RECORDS} WHERE "table" = ?`).run(table)
}

/** True when the run's rows are in the table. */
export function isRecorded(database: DatabaseSync, table: string, run: string): boolean {
  if (!hasRecords(database)) return false
  return (
    database.prepare(`SELECT 1 FROM ${RECORDS} WHERE "table" = ? AND run = ? LIMIT 1`).get(table, run) !== undefined
  )
}

export function record(database: DatabaseSync, { table, run, part, rows, first, last }: PartRecord): void {
  database
    .prepare(`INSERT INTO ${RECORDS} VALUES (?, ?, ?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))`)
    .run(table, run, part, rows, first, last)
}

/** Where the rows of a part are: none when it is not recorded, no numbers when they cannot be told from others. */
export function placeOf(
  database: DatabaseSync,
  table: string,
  run: string,
  part: string,
): Omit<PartRecord, 'table' | 'run' | 'part'> | null {
  if (!hasRecords(database)) return null
  const select = database.prepare(`SELECT rows, first, last FROM ${RECORDS} WHERE "table" = ? AND run = ? AND part = ?`)
  select.setReadBigInts(true)
  const found = select.get(table, run, part)
  return found === undefined
    ? null
    : { rows: Number(found.rows), first: bigIntIn(found.first), last: bigIntIn(found.last) }
}

function bigIntIn(value: unknown): bigint | null {
  return typeof value === 'bigint' ? value : null
}

function hasRecords(database: DatabaseSync): boolean {
  return database.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(RECORDS) !== undefined
}
