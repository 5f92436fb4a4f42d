/** A local store's words → its configuration: the folder of the entity, the format of its files. */
import type { LocalStoreConfig } from '../../stores/local/config.ts'
import type { Store } from '../flows-file.ts'
import { entityFolder, pathMistake } from '../folder.ts'
import { checkSchemaName, mergePart, type Scope, source } from '../parts.ts'
import { expandPolish } from '../polish.ts'
import { withDefaults } from '../schema.ts'
import { expandFiles } from './files.ts'

type Written = Extract<Store, { type: 'local' }>

export function expandLocalStore(scope: Scope, written: Written): LocalStoreConfig {
  const { context, names, at } = scope
  const { tree, folder } = context
  const part = mergePart(scope, 'store', 'LocalStore')
  const { merged, layers } = part
  const store: Written = { ...written, ...merged.value }
  const mistake = pathMistake(store.path)
  if (mistake !== undefined) tree.report(source(merged, 'path'), 'value', mistake.message, mistake.advice)
  checkSchemaName(tree, store.path, names, source(merged, 'path'), at)
  const { path, base } = entityFolder(store.path, names, folder)
  const { type, path: _, polish: __, ...rest } = withDefaults('LocalStore', store) as Required<Written>
  const polish = expandPolish(tree, store.polish, layers)
  return { type, path, base, ...rest, ...expandFiles(scope, part, store), ...(polish && { polish }) }
}
