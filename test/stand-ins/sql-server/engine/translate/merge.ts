/** MERGE as DuckDB's MERGE, after a look whether a row would change twice. */
import { SqlError } from '../../types.ts'
import type { Item, MergeBranch, StatementOf } from '../syntax/tree.ts'
import { duckTable, type Table } from '../table.ts'
import { cellSql, checkCount, others, setList, targets, writable } from './assign.ts'
import type { Context } from './context.ts'
import { columnList } from './definition.ts'
import { conditionOf } from './expression.ts'
import { type Modification, returning } from './modification.ts'
import { withCtes } from './query.ts'
import { Scope } from './scope.ts'
import { columnsOf, sourceOf, stored } from './source.ts'
import type { BoundColumn } from './typed.ts'

export function translateMerge(outer: Context, statement: StatementOf<'merge'>): Modification {
  const { table: path, alias, source, on, branches } = statement
  const context = withCtes(outer, statement.with)
  const rights = branches.map(({ action }) => RIGHTS[action.is])
  const table = writable(context, path, ...rights)
  const names = alias === undefined ? [table.database, table.schema, table.name] : [alias]
  const target = stored(context, table, names)
  const from = sourceOf(context, source, undefined)
  const both = new Scope([...target.relations, ...from.relations])
  const condition = conditionOf(context, both, on)
  const scopes = { both, target: new Scope(target.relations), source: new Scope(from.relations) }
  const actions = branches.map(branch => mergeAction(context, table, branch, scopes))
  const { clause, output } = outputOf(context, table, statement.output)
  if (output.length > 1 && branches.some(({ when }) => when === 'source')) {
    throw new SqlError(50000, 'The stand-in gives back $action alone where a MERGE has WHEN NOT MATCHED BY SOURCE.')
  }
  const sql = `MERGE INTO ${target.sql} USING ${from.sql} ON ${condition} ${actions.join(' ')}${clause}`
  const twice = matchedTwice(context, branches, both)
  if (twice === undefined) return { sql, table, output }
  return {
    sql,
    table,
    output,
    check: async connection => {
      const result = await connection.run(
        `SELECT 1 FROM ${duckTable(table)} AS ${target.as} JOIN ${from.sql} ON ${condition} WHERE ${twice} GROUP BY ${target.as}.rowid HAVING count(*) > 1 LIMIT 1`,
      )
      if ((await result.getRows()).length > 0) throw changedTwice()
    },
  }
}

const RIGHTS = { insert: 'INSERT', update: 'UPDATE', delete: 'DELETE' } as const

/** The condition under which a matched row changes; undefined when none ever does. */
function matchedTwice(context: Context, branches: readonly MergeBranch[], both: Scope): string | undefined {
  const matched = branches.filter(({ when }) => when === 'matched')
  if (matched.length === 0) return undefined
  return matched.map(({ and }) => (and ? conditionOf(context, both, and) : 'true')).join(' OR ')
}

const changedTwice = (): SqlError =>
  new SqlError(
    8672,
    'The MERGE statement attempted to UPDATE or DELETE the same row more than once. This happens when a target row matches more than one source row. A MERGE statement cannot UPDATE/DELETE the same row of the target table multiple times. Refine the ON clause to ensure a target row matches at most one source row, or use the GROUP BY clause to group the source rows.',
  )

/** `$action`, and the columns of `inserted`, which are NULL where a row was deleted. */
function outputOf(context: Context, table: Table, items: readonly Item[]) {
  const action: BoundColumn = {
    name: '$action',
    type: { name: 'nvarchar', length: 10 },
    nullable: true,
    sql: 'merge_action',
  }
  const inserted = columnsOf(table, '').map(column => ({
    ...column,
    nullable: true,
    sql: `(CASE WHEN merge_action = 'DELETE' THEN NULL ELSE ${column.sql} END)`,
  }))
  return returning(context, items, [
    { names: ['$'], columns: [action] },
    { names: ['inserted'], columns: inserted },
  ])
}

const WHEN = { matched: 'MATCHED', target: 'NOT MATCHED', source: 'NOT MATCHED BY SOURCE' }

function mergeAction(
  context: Context,
  table: Table,
  { when, and, action }: MergeBranch,
  scopes: { both: Scope; target: Scope; source: Scope },
): string {
  const visible = when === 'matched' ? scopes.both : when === 'target' ? scopes.source : scopes.target
  const head = `WHEN ${WHEN[when]}${and ? ` AND ${conditionOf(context, visible, and)}` : ''} THEN`
  if (action.is === 'delete') return `${head} DELETE`
  if (action.is === 'update') return `${head} UPDATE SET ${setList(context, table, visible, action.set)}`
  const columns = targets(context, table, action.columns)
  checkCount(action.values.length, columns.length)
  const rest = others(table, columns)
  const values = action.values.map((cell, index) => cellSql(context, table, scopes.source, columns[index]!, cell))
  const list = columnList([...columns, ...rest.map(({ column }) => column)])
  return `${head} INSERT (${list}) VALUES (${[...values, ...rest.map(({ sql }) => sql)].join(', ')})`
}
