/** The table that rows settle in, as the server's catalog has it. */
import type { Row, Session } from '../../mssql/session.ts'
import { execute } from './database.ts'
import type { TargetColumn } from './fit.ts'
import { quoted, type TableName } from './names.ts'

export async function exists(session: Session, name: TableName): Promise<boolean> {
  const [row] = await execute(session, "SELECT OBJECT_ID(@name, N'U') AS id", { name: quoted(name) })
  return row?.id != null
}

/** A column of the destination, and the name of ours that goes there; the server says which names are the same. */
export interface Pair {
  column: TargetColumn
  ours: string | null
}

/** The columns of the target in their order, with those of these names that are theirs by the server's collation. */
export async function pairs(session: Session, target: TableName, names: readonly string[]): Promise<Pair[]> {
  const ours = Object.fromEntries(names.map((name, at) => [`n${at}`, name]))
  const list = names.map((_, at) => `(@n${at})`).join(', ')
  const rows = await execute(
    session,
    'SELECT c.name, t.name AS type, c.max_length, c.precision, c.scale, c.is_nullable, c.is_identity, c.is_computed, ' +
      'c.default_object_id, c.generated_always_type, c.collation_name, w.name AS ours FROM sys.columns AS c ' +
      'LEFT JOIN sys.types AS t ON t.user_type_id = c.system_type_id ' +
      `LEFT JOIN (VALUES ${list}) AS w (name) ON w.name = c.name ` +
      'WHERE c.object_id = OBJECT_ID(@target) ORDER BY c.column_id',
    { target: quoted(target), ...ours },
  )
  return rows.map(row => ({ column: columnOf(row), ours: row.ours === null ? null : String(row.ours) }))
}

function columnOf(row: Row): TargetColumn {
  const type = row.type === null ? 'a CLR type' : String(row.type)
  return {
    name: String(row.name),
    type: declared(type, row),
    nullable: row.is_nullable === true,
    identity: row.is_identity === true,
    generated: row.is_computed === true || type === 'timestamp' || Number(row.generated_always_type) > 0,
    hasDefault: Number(row.default_object_id) !== 0,
    collation: row.collation_name === null ? null : String(row.collation_name),
  }
}

function declared(type: string, { max_length, precision, scale }: Row): string {
  const bytes = Number(max_length)
  switch (type) {
    case 'decimal':
    case 'numeric':
      return `${type}(${precision},${scale})`
    case 'time':
    case 'datetime2':
    case 'datetimeoffset':
      return `${type}(${scale})`
    case 'char':
    case 'varchar':
    case 'binary':
    case 'varbinary':
      return `${type}(${bytes === -1 ? 'max' : bytes})`
    case 'nchar':
    case 'nvarchar':
      return `${type}(${bytes === -1 ? 'max' : bytes / 2})`
    default:
      return type
  }
}

/** The rows that the catalog believes the table has; null when there is no such table. */
export async function rowCount(session: Session, target: TableName): Promise<number | null> {
  if (!(await exists(session, target))) return null
  const [row] = await execute(
    session,
    'SELECT SUM(row_count) AS [rows] FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID(@name) AND index_id IN (0, 1)',
    { name: quoted(target) },
  )
  return Number(row?.rows ?? 0)
}
