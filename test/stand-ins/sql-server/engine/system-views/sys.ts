/** The views of the schema sys, with the columns that tools ask for. */
import { COLUMN_VIEWS } from './columns.ts'
import { CONSTRAINT_VIEWS } from './constraints.ts'
import { DATABASE_VIEWS } from './databases.ts'
import { INDEX_VIEWS } from './index-views.ts'
import { OBJECT_VIEWS } from './objects.ts'
import { SECURITY_VIEWS } from './security.ts'
import { STATISTICS_VIEWS } from './statistics.ts'
import type { View } from './view.ts'

export const SYS: Readonly<Record<string, View>> = {
  ...OBJECT_VIEWS,
  ...COLUMN_VIEWS,
  ...CONSTRAINT_VIEWS,
  ...INDEX_VIEWS,
  ...STATISTICS_VIEWS,
  ...SECURITY_VIEWS,
  ...DATABASE_VIEWS,
}
