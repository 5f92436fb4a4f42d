/** An SQLite store's words → its configuration: one table of a file. */
import { resolve } from 'node:path'
import type { RunType } from '../../events.ts'
import { fileSafe } from '../../plan/names.ts'
import type { SqliteStoreConfig } from '../../stores/sqlite/config.ts'
import { RECORDS } from '../../stores/sqlite/records.ts'
import type { Store } from '../flows-file.ts'
import { pathMistake } from '../folder.ts'
import { checkSchemaName, mergePart, type Scope, source } from '../parts.ts'
import { expandPolish } from '../polish.ts'
import { withDefaults } from '../schema.ts'
import { type Names, valuesFor } from '../substitute.ts'

type Written = Extract<Store, { type: 'sqlite' }>

export function expandSqliteStore(scope: Scope, written: Written, runType: RunType): SqliteStoreConfig {
  const { context, names, at } = scope
  const { tree, folder } = context
  const { merged, layers } = mergePart(scope, 'store', 'SqliteStore')
  const store = withDefaults('SqliteStore', { ...written, ...merged.value }) as Required<Written> & Written
  const pointer = (key: keyof Written) => (merged.from.has(key) ? source(merged, key) : at)
  const mistake = pathMistake(store.path, 'an SQLite database is a file of this machine, and has no URL')
  if (mistake !== undefined) tree.report(pointer('path'), 'value', mistake.message, mistake.advice)
  for (const key of ['path', 'table'] as const) checkSchemaName(tree, store[key], names, pointer(key), at)
  const path = resolve(folder, filled(store.path, names, fileSafe))
  const table = filled(store.table, names, name => name)
  checkTable(scope, table, pointer('table'))
  if (store.if_exists === 'merge' && store.key === undefined) {
    const advice = 'add `key: [ … ]`: the columns that tell rows apart'
    tree.report(pointer('if_exists'), 'value', 'merge needs a `key`', advice)
  }
  if (runType === 'incremental' && (store.if_exists === 'replace' || store.if_exists === 'fail')) {
    const message = `an increment does not go with \`if_exists: ${store.if_exists}\`: it only has the rows that are new`
    tree.report(pointer('if_exists'), 'value', message, 'choose `append` or `merge`, or `run_type: full_drop`')
  }
  const { polish: _, ...rest } = store
  const polish = expandPolish(tree, store.polish, layers)
  return { ...rest, path, table, ...(polish && { polish }) }
}

function filled(template: string, names: Names, safe: (name: string) => string): string {
  const values = valuesFor(template, names)
  return template.replaceAll(/\{(entity|flow|schema)\}/g, (_, name: keyof typeof values) => safe(values[name]))
}

/** Names that SQLite keeps for itself, and ours. */
function checkTable({ context: { tree } }: Scope, table: string, pointer: string): void {
  if (/^sqlite_/i.test(table)) {
    tree.report(pointer, 'value', 'SQLite keeps names that begin with `sqlite_` for itself', 'choose another name')
  } else if (table.toLowerCase() === RECORDS) {
    tree.report(pointer, 'value', 'hygge keeps a table of this name', 'choose another name')
  } else if (table.includes('\0')) {
    tree.report(pointer, 'value', 'the name holds a zero character', 'remove it')
  }
}
