/** A SQL Server home's words → its configuration: one table or one query of a named connection. */
import { HyggeError } from '../../errors.ts'
import type { MssqlHomeConfig } from '../../homes/mssql/config.ts'
import { parseName, quoteName } from '../../mssql/identifier.ts'
import type { Home } from '../flows-file.ts'
import { checkConnectionName, fillIn, mergePart, type Part, type Scope, shortHome, source } from '../parts.ts'
import { withDefaults } from '../schema.ts'
import { lacksSchema } from '../substitute.ts'
import { below } from '../tree.ts'

type Written = Extract<Home, { type: 'mssql' }>

export function expandMssqlHome(scope: Scope, written: Written): MssqlHomeConfig {
  const { context, names, found } = scope
  const { tree } = context
  const part = mergePart(scope, 'home', 'MssqlHome', ['table', 'query'], [shortHome(scope)])
  const { merged, layers } = part
  for (const layer of layers) {
    if ('table' in layer.value && 'query' in layer.value) {
      tree.report(`${layer.at}/query`, 'key', '`table` and `query` exclude each other', 'keep one of the two')
    }
  }
  const home: Written = { ...written, ...merged.value }
  // A key that a later layer took out is still in what the flow wrote.
  for (const key of ['table', 'query'] as const) if (!merged.from.has(key)) delete home[key]
  checkConnectionName(scope, home.connection, source(merged, 'connection'))
  if (found) takeFound(scope, home, part)
  checkHome(scope, home, part)
  if (home.table !== undefined) home.table = fillIn(scope, home.table, source(merged, 'table'))
  if (home.query !== undefined) home.query = fillIn(scope, home.query, source(merged, 'query'))
  if (home.table !== undefined && !lacksSchema(home.table, names))
    checkTable(scope, home.table, source(merged, 'table'))
  return withDefaults('MssqlHome', home)
}

/** What a pattern has found is read as it was found, or by a text that tells all of them apart. */
function takeFound({ context: { tree }, names: { parts } }: Scope, home: Written, { merged }: Part): void {
  if (home.table === undefined && home.query === undefined) {
    if (parts !== undefined) home.table = quoteName([parts.schema, parts.table])
    return
  }
  const key = home.table === undefined ? 'query' : 'table'
  const missing = ['{schema}', '{entity}'].filter(word => !home[key]?.includes(word))
  if (missing.length === 0) return
  const message = `a pattern finds tables in schemas, and \`${key}\` has no ${missing.join(' and no ')}`
  const advice =
    'write `table: "[{schema}].[{entity}]"` for it, or no `table` at all: then each is read as it was found'
  tree.report(source(merged, key), 'value', message, advice)
}

function checkHome({ context: { tree }, at }: Scope, home: Written, { merged, layers }: Part): void {
  if (home.table === undefined && home.query === undefined) {
    if (layers.some(layer => tree.isIncomplete(layer.at))) return
    const advice = 'add `table: "dbo.{entity}"` to the home of the flow, or `home: { table: … }` to the entity'
    tree.report(at, 'value', 'the entity has neither `table` nor `query`', advice)
  }
  if (home.query === undefined) return
  for (const key of ['columns', 'where', 'range_column']) {
    const layer = merged.from.get(key)
    if (layer === undefined) continue
    const message = `\`${key}\` goes with \`table\`, and this entity has a \`query\``
    const inherited = layers.indexOf(layer) < layers.indexOf(merged.from.get('query')!)
    const pointer = `${layer.at}/${key}`
    if (inherited) {
      tree.report(
        `${source(merged, 'query')}`,
        'key',
        message,
        `it comes from ${tree.keyPath(pointer)}: say it in the query, and move it to the entities that have a table`,
      )
    } else tree.report(pointer, 'key', message, 'say it in the query')
  }
}

/** Reports what is no name of a table. */
function checkTable({ context: { tree }, at }: Scope, table: string, pointer: string): void {
  try {
    parseName(table)
  } catch (error) {
    if (!(error instanceof HyggeError)) throw error
    const open = [pointer, at, below(at, 'name')].every(place => tree.places.get(place)?.names === undefined)
    const message = open ? error.message.replace(/\.$/, '') : 'this is not the name of a table'
    const advice =
      'write table, schema.table or database.schema.table, with brackets around parts that need them: dbo.[a.b]'
    tree.report(pointer, 'value', message, advice)
  }
}
