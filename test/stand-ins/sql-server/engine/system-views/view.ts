/** sys.* and INFORMATION_SCHEMA.* as tables of values made from the catalog. */
import { SqlError, type SqlType, type SqlValue } from '../../types.ts'
import type { Context } from '../translate/context.ts'
import { convert } from '../translate/conversion.ts'
import type { BoundColumn, Typed } from '../translate/typed.ts'
import { duckType, literal } from '../types/storage.ts'
import { INFORMATION_SCHEMA } from './information-schema.ts'
import { MY_PERMISSIONS, myPermissions } from './my-permissions.ts'
import { STATISTICS_FUNCTIONS } from './statistics.ts'
import { SYS } from './sys.ts'

/** A cell: a value, or DuckDB SQL that counts rows when asked. */
export type Cell = SqlValue | { count: string }

export interface View {
  columns: [name: string, type: SqlType][]
  rows(context: Context, database: string): Cell[][]
}

/** A function in FROM: its first columns are what its arguments are compared with. */
export interface ViewFunction {
  arguments: number
  columns: View['columns']
  /** `known` are the arguments whose values are known before the statement runs. */
  rows(context: Context, database: string, known: (SqlValue | undefined)[]): Cell[][]
}

interface Rows {
  sql: string
  columns: BoundColumn[]
}

/** The view of a path, undefined when the path names none. @throws {SqlError} 262 for dynamic views that are forbidden. */
export function systemView(context: Context, path: string[]): Rows | undefined {
  const { name, schema, database } = placed(context, path)
  const views = schema === 'sys' ? SYS : schema === 'information_schema' ? INFORMATION_SCHEMA : undefined
  if (!views) return undefined
  const view = views[name]
  if (!view) throw new SqlError(208, `Invalid object name '${path.join('.')}'.`)
  return rowsSql(view.columns, view.rows(context, database))
}

/** The rows of a function of the schema sys. */
export function systemFunction(context: Context, path: string[], args: Typed[]): Rows {
  const { name, schema, database } = placed(context, path)
  if (name === 'fn_my_permissions' && (schema === 'sys' || schema === '')) {
    return rowsSql(MY_PERMISSIONS, myPermissions(context, args))
  }
  if (name === 'generate_series' && schema === '') return series(args)
  const found = schema === 'sys' ? STATISTICS_FUNCTIONS[name] : undefined
  if (!found) throw new SqlError(208, `Invalid object name '${path.join('.')}'.`)
  if (args.length !== found.arguments) {
    const [number, many] = args.length < found.arguments ? [313, 'An insufficient number of'] : [8144, 'Too many']
    throw new SqlError(number, `${many} arguments were supplied for the procedure or function ${path.join('.')}.`)
  }
  const { sql, columns } = rowsSql(
    found.columns,
    found.rows(
      context,
      database,
      args.map(({ constant }) => constant),
    ),
  )
  const conditions = args.map((value, index) => `c${index} = ${value.sql}`)
  return { sql: `SELECT * FROM (${sql}) WHERE ${conditions.join(' AND ')}`, columns }
}

/** GENERATE_SERIES of whole numbers, up or down. */
function series([start, stop, step]: Typed[]): Rows {
  const numbers = [start, stop, step].map(
    value => value && convert(value, { name: 'bigint' }, { mode: 'implicit' }).sql,
  )
  const [from = 'NULL', to = 'NULL'] = numbers
  const by = numbers[2] ?? `CASE WHEN ${from} <= ${to} THEN 1 ELSE -1 END`
  const type = start?.type ?? { name: 'int' }
  const column: BoundColumn = { name: 'value', type, nullable: true, sql: 'c0' }
  return {
    sql: `SELECT CAST(unnest(generate_series(${from}, ${to}, ${by})) AS ${duckType(type)}) AS c0`,
    columns: [column],
  }
}

/** The parts of a system object's path. Dynamic ones may be forbidden. */
function placed(context: Context, path: string[]): { name: string; schema: string; database: string } {
  const [name = '', schema = '', database = ''] = path.toReversed().map(part => part.toLowerCase())
  if (schema === 'sys' && context.forbidCatalog && name.startsWith('dm_')) {
    throw new SqlError(262, `VIEW DATABASE STATE permission denied in database '${context.database}'.`, { class: 14 })
  }
  return { name, schema, database: context.catalog.database(database || context.database).name }
}

function rowsSql(named: View['columns'], rows: Cell[][]): Rows {
  const columns = named.map(
    ([column, type], index): BoundColumn => ({ name: column, type, nullable: true, sql: `c${index}` }),
  )
  const list = named.map((_, index) => `c${index}`).join(', ')
  const empty = `SELECT ${named.map(([, type], index) => `${literal(type, null)} AS c${index}`).join(', ')} WHERE false`
  const tuples = rows.map(row => `(${row.map((cell, index) => cellSql(cell, named[index]![1])).join(', ')})`)
  return { sql: tuples.length > 0 ? `SELECT * FROM (VALUES ${tuples.join(', ')}) AS v(${list})` : empty, columns }
}

function cellSql(cell: Cell, type: SqlType): string {
  return typeof cell === 'object' && cell !== null && 'count' in cell ? cell.count : literal(type, cell)
}
