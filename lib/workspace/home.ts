/** Which kind of home an entity has, and what it makes of the words written for it. */
import { expandLocalHome } from './homes/local.ts'
import { expandMssqlHome } from './homes/mssql.ts'
import type { Scope } from './parts.ts'
import type { HomeConfig } from './workspace.ts'

/** The entity's home, merged and checked; problems are reported to the tree. */
export function expandHome(scope: Scope): HomeConfig {
  const { home } = scope.context.flow
  switch (home.type) {
    case 'mssql':
      return expandMssqlHome(scope, home)
    case 'local':
      return expandLocalHome(scope, home)
  }
}
