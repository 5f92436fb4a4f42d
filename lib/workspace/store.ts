/** Which kind of store an entity has, and what it makes of the words written for it. */
import type { RunType } from '../events.ts'
import type { Scope } from './parts.ts'
import { expandAdlsStore } from './stores/adls.ts'
import { expandLocalStore } from './stores/local.ts'
import { expandMssqlStore } from './stores/mssql.ts'
import { expandOneLakeStore } from './stores/onelake.ts'
import { expandOpenMirroringStore } from './stores/open-mirroring.ts'
import { expandSqliteStore } from './stores/sqlite.ts'
import type { StoreConfig } from './workspace.ts'

/** The entity's store, merged and checked; problems are reported to the tree. */
export function expandStore(scope: Scope, runType: RunType): StoreConfig {
  const { store } = scope.context.flow
  switch (store.type) {
    case 'local':
      return expandLocalStore(scope, store)
    case 'adls':
      return expandAdlsStore(scope, store)
    case 'onelake':
      return expandOneLakeStore(scope, store)
    case 'open_mirroring':
      return expandOpenMirroringStore(scope, store)
    case 'mssql':
      return expandMssqlStore(scope, store, runType)
    case 'sqlite':
      return expandSqliteStore(scope, store, runType)
  }
}
