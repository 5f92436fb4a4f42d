/** An ADLS store's words → its configuration: the account, and the folder of the entity in it. */
import type { AdlsStoreConfig } from '../../stores/adls/config.ts'
import type { Store } from '../flows-file.ts'
import { lakeFolder } from '../folder.ts'
import { mergePart, type Scope, source } from '../parts.ts'
import { expandPolish } from '../polish.ts'
import { withDefaults } from '../schema.ts'
import { expandFiles } from './files.ts'
import { checkAccountUrl, checkLakePath } from './lake.ts'

type Written = Extract<Store, { type: 'adls' }>

export function expandAdlsStore(scope: Scope, written: Written): AdlsStoreConfig {
  const { context, names } = scope
  const part = mergePart(scope, 'store', 'AdlsStore')
  const store: Written = { ...written, ...part.merged.value }
  checkLakePath(scope, store.path, source(part.merged, 'path'))
  const { path: _, polish: __, ...rest } = withDefaults('AdlsStore', store) as Required<Written>
  const polish = expandPolish(context.tree, store.polish, part.layers)
  return {
    ...rest,
    ...expandFiles(scope, part, store),
    account_url: checkAccountUrl(scope, part, store.account_url),
    authentication: store.authentication ?? { type: 'default' },
    ...lakeFolder(store.path, names),
    ...(polish && { polish }),
  }
}
