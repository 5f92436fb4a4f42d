/** Tokens → INSERT BULK, which clients send before the rows of a bulk load. */
import type { Cursor } from './cursor.ts'
import type { BulkColumn, Statement } from './tree.ts'

const SWITCHES = ['CHECK_CONSTRAINTS', 'FIRE_TRIGGERS', 'KEEP_NULLS', 'TABLOCK'] as const
const COUNTS = ['KILOBYTES_PER_BATCH', 'ROWS_PER_BATCH'] as const

export function parseInsertBulk(cursor: Cursor): Statement {
  cursor.expect('INSERT', 'BULK')
  const table = cursor.path()
  cursor.expect('(')
  const columns = cursor.list(() => parseColumn(cursor))
  const options: string[] = []
  if (cursor.accept('WITH')) {
    cursor.expect('(')
    options.push(...cursor.list(() => parseOption(cursor)))
  }
  return { is: 'insert bulk', table, columns, options }
}

function parseColumn(cursor: Cursor): BulkColumn {
  const name = cursor.name()
  const type = cursor.type()
  const collated = cursor.accept('COLLATE') ? { ...type, collation: cursor.name() } : type
  if (!cursor.accept('NOT', 'NULL')) cursor.accept('NULL')
  return { name, type: collated }
}

function parseOption(cursor: Cursor): string {
  const found = SWITCHES.find(word => cursor.accept(word))
  if (found) return found
  const counted = COUNTS.find(word => cursor.accept(word))
  if (counted) {
    cursor.expect('=')
    cursor.integer()
    return counted
  }
  // Says in which order the rows come; the table is filled all the same.
  cursor.expect('ORDER', '(')
  cursor.list(() => {
    cursor.name()
    if (!cursor.accept('DESC')) cursor.accept('ASC')
  })
  return 'ORDER'
}
