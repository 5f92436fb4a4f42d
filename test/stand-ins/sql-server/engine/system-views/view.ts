/** sys.* and INFORMATION_SCHEMA.* as tables of values made from the catalog. */
import { SqlError, type SqlType, type SqlValue } from '../../types.ts'
import type { Context } from '../translate/context.ts'
import type { BoundColumn } from '../translate/typed.ts'
import { literal } from '../types/storage.ts'
import { INFORMATION_SCHEMA } from './information-schema.ts'
import { SYS } from './sys.ts'

/** A cell: a value, or DuckDB SQL that counts rows when asked. */
export type Cell = SqlValue | { count: string }

export interface View {
  columns: [name: string, type: SqlType][]
  rows(context: Context, database: string): Cell[][]
}

/** The view of a path, undefined when the path names none. @throws {SqlError} 262 for dynamic views that are forbidden. */
export function systemView(context: Context, path: string[]): { sql: string; columns: BoundColumn[] } | undefined {
  const [name = '', schema = '', database = ''] = path.toReversed().map(part => part.toLowerCase())
  const views = schema === 'sys' ? SYS : schema === 'information_schema' ? INFORMATION_SCHEMA : undefined
  if (!views) return undefined
  if (context.forbidCatalog && name.startsWith('dm_')) {
    throw new SqlError(262, `VIEW DATABASE STATE permission denied in database '${context.database}'.`, { class: 14 })
  }
  const view = views[name]
  if (!view) throw new SqlError(208, `Invalid object name '${path.join('.')}'.`)
  const rows = view.rows(context, context.catalog.database(database || context.database).name)
  const columns = view.columns.map(
    ([column, type], index): BoundColumn => ({ name: column, type, nullable: true, sql: `c${index}` }),
  )
  const list = view.columns.map((_, index) => `c${index}`).join(', ')
  const empty = `SELECT ${view.columns.map(([, type], index) => `${literal(type, null)} AS c${index}`).join(', ')} WHERE false`
  const tuples = rows.map(row => `(${row.map((cell, index) => cellSql(cell, view.columns[index]![1])).join(', ')})`)
  return { sql: tuples.length > 0 ? `SELECT * FROM (VALUES ${tuples.join(', ')}) AS v(${list})` : empty, columns }
}

function cellSql(cell: Cell, type: SqlType): string {
  return typeof cell === 'object' && cell !== null && 'count' in cell ? cell.count : literal(type, cell)
}
