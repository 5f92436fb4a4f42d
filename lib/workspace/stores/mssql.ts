/** A SQL Server store's words → its configuration: one table of a named connection. */
import { HyggeError } from '../../errors.ts'
import type { RunType } from '../../events.ts'
import type { MssqlStoreConfig } from '../../stores/mssql/config.ts'
import { parseTable } from '../../stores/mssql/names.ts'
import type { Store } from '../flows-file.ts'
import { checkConnectionName, fillIn, mergePart, type Scope, source } from '../parts.ts'
import { expandPolish } from '../polish.ts'
import { withDefaults } from '../schema.ts'
import { lacksSchema } from '../substitute.ts'
import { below } from '../tree.ts'

type Written = Extract<Store, { type: 'mssql' }>

export function expandMssqlStore(scope: Scope, written: Written, runType: RunType): MssqlStoreConfig {
  const { context, names, at } = scope
  const { tree } = context
  const { merged, layers } = mergePart(scope, 'store', 'MssqlStore')
  const store: Written = { ...written, ...merged.value }
  const pointer = (key: keyof Written) => (merged.from.has(key) ? source(merged, key) : at)
  checkConnectionName(scope, store.connection, pointer('connection'))
  store.table = fillIn(scope, store.table, pointer('table'))
  if (!lacksSchema(store.table, names)) checkTable(scope, store.table, pointer('table'))
  if (store.if_exists === 'merge' && store.key === undefined)
    tree.report(
      pointer('if_exists'),
      'value',
      'merge needs a `key`',
      'add `key: [ … ]`: the columns that tell rows apart',
    )
  if (store.storage === 'rowstore' && store.key === undefined)
    tree.report(
      pointer('storage'),
      'value',
      'rowstore needs a `key`',
      'add `key: [ … ]`: the columns of the clustered index',
    )
  if (runType === 'incremental' && (store.if_exists === 'replace' || store.if_exists === 'fail')) {
    const message = `an increment does not go with \`if_exists: ${store.if_exists}\`: it only has the rows that are new`
    tree.report(pointer('if_exists'), 'value', message, 'choose `append` or `merge`, or `run_type: full_drop`')
  }
  const { polish: _, ...rest } = withDefaults('MssqlStore', store) as Written & MssqlStoreConfig
  const polish = expandPolish(tree, store.polish, layers)
  return { ...rest, ...(polish && { polish }) }
}

/** Reports what is no name of a table of the connection's database. */
function checkTable({ context: { tree }, at }: Scope, table: string, pointer: string): void {
  try {
    parseTable(table)
  } catch (error) {
    if (!(error instanceof HyggeError)) throw error
    const open = [pointer, at, below(at, 'name')].every(place => tree.places.get(place)?.names === undefined)
    const message = open ? error.message.replace(/\.$/, '') : 'this is not the name of a table'
    tree.report(
      pointer,
      'value',
      message,
      'write table or schema.table, with brackets around parts that need them: dbo.[a.b]',
    )
  }
}
