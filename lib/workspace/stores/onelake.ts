/** A OneLake store's words → its configuration: workspace, lakehouse, and the folder of the entity below `Files`. */
import { fileSafe } from '../../plan/names.ts'
import type { OneLakeStoreConfig } from '../../stores/onelake/config.ts'
import type { Store } from '../flows-file.ts'
import { lakeFolder } from '../folder.ts'
import { mergePart, type Part, type Scope, source } from '../parts.ts'
import { expandPolish } from '../polish.ts'
import { withDefaults } from '../schema.ts'
import { expandFiles } from './files.ts'
import { checkAccountUrl, checkLakePath, GUID } from './lake.ts'

type Written = Extract<Store, { type: 'onelake' }>

export function expandOneLakeStore(scope: Scope, written: Written): OneLakeStoreConfig {
  const { context, names } = scope
  const part = mergePart(scope, 'store', 'OneLakeStore')
  const store: Written = { ...written, ...part.merged.value }
  const { path: _, schema: __, polish: ___, ...rest } = withDefaults('OneLakeStore', store) as Required<Written>
  const polish = expandPolish(context.tree, store.polish, part.layers)
  check(scope, part, store)
  return {
    ...rest,
    ...expandFiles(scope, part, store),
    account_url: checkAccountUrl(scope, part, rest.account_url),
    // Names of items carry their kind, ids do not.
    lakehouse:
      GUID.test(store.lakehouse) || store.lakehouse.includes('.') ? store.lakehouse : `${store.lakehouse}.Lakehouse`,
    authentication: store.authentication ?? { type: 'default' },
    ...lakeFolder(pathOf(store), names),
    ...(polish && { polish }),
  }
}

function pathOf({ path, schema }: Written): string {
  if (path !== undefined) return path
  return schema === undefined ? 'Files/{entity}' : `Files/${fileSafe(schema)}.schema/{entity}`
}

function check(scope: Scope, { merged }: Part, store: Written): void {
  const { tree } = scope.context
  const report = (key: string, message: string, advice: string) =>
    tree.report(source(merged, key), 'value', message, advice)
  const { path, schema, workspace, lakehouse, authentication } = store
  if (path !== undefined) {
    checkLakePath(scope, path, source(merged, 'path'))
    if (!/^\/?Files\/./.test(path) && !tree.isBroken(source(merged, 'path')))
      report('path', 'files of a lakehouse lie below `Files`', 'begin the path with Files/: Files/erp/{entity}')
    if (schema !== undefined)
      tree.report(
        source(merged, 'schema'),
        'key',
        '`schema` goes without `path`',
        `keep one of the two, or write path: "Files/${schema}.schema/{entity}"`,
      )
  }
  if (GUID.test(workspace) !== GUID.test(lakehouse))
    report('lakehouse', 'OneLake takes two GUIDs or two names', 'write the GUIDs of both')
  if (authentication?.type === 'storage_key')
    report('authentication', 'OneLake has no account keys', 'use an identity of Entra ID, such as `type: default`')
}
