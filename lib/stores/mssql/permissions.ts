/** Who may do what with a table that is replaced, for the one that takes its place. */
import { quote } from '../../mssql/identifier.ts'
import type { Row, Session } from '../../mssql/session.ts'
import { execute } from './database.ts'
import { quoted, type TableName } from './names.ts'

/** T-SQL that grants and denies on the table of that name what is granted and denied on it now. */
export async function grantsOf(session: Session, table: TableName): Promise<string[]> {
  const rows = await execute(
    session,
    'SELECT p.permission_name, p.state_desc, u.name AS grantee, c.name AS [column] FROM sys.database_permissions AS p ' +
      'JOIN sys.database_principals AS u ON u.principal_id = p.grantee_principal_id ' +
      'LEFT JOIN sys.columns AS c ON c.object_id = p.major_id AND c.column_id = p.minor_id ' +
      'WHERE p.class = 1 AND p.major_id = OBJECT_ID(@table)',
    { table: quoted(table) },
  )
  return rows.map(row => grant(row, quoted(table)))
}

function grant({ permission_name, state_desc, grantee, column }: Row, table: string): string {
  const state = String(state_desc)
  const verb = state === 'DENY' || state === 'REVOKE' ? state : 'GRANT'
  const of = column === null ? '' : ` (${quote(String(column))})`
  const more = state === 'GRANT_WITH_GRANT_OPTION' ? ' WITH GRANT OPTION' : ''
  return `${verb} ${permission_name} ON ${table}${of} TO ${quote(String(grantee))}${more}`
}
