/** An Open Mirroring store's words → its configuration: workspace, mirrored database, and the table's folder in its landing zone. */
import { fileSafe } from '../../plan/names.ts'
import type { OpenMirroringStoreConfig } from '../../stores/open-mirroring/config.ts'
import { JOURNAL_TABLE } from '../../stores/open-mirroring/journal-table.ts'
import type { Store } from '../flows-file.ts'
import { lakeFolder } from '../folder.ts'
import { mergePart, type Part, type Scope, source } from '../parts.ts'
import { expandPolish } from '../polish.ts'
import { withDefaults } from '../schema.ts'
import { checkAccountUrl, checkLakePath, GUID } from './lake.ts'

type Written = Extract<Store, { type: 'open_mirroring' }>

const ZONE = 'Files/LandingZone/'
/** `[<schema>.schema/]<table>`; names in it may still be placeholders. */
const BELOW_ZONE = /^([^/]+\.schema\/)?[^/]+$/

export function expandOpenMirroringStore(scope: Scope, written: Written): OpenMirroringStoreConfig {
  const { context, names } = scope
  const part = mergePart(scope, 'store', 'OpenMirroringStore')
  const store: Written = { ...written, ...part.merged.value }
  const filled = withDefaults('OpenMirroringStore', store) as Required<Written>
  const { path: _, schema: __, polish: ___, key_columns: ____, row_marker: _____, partner, ...rest } = filled
  const polish = expandPolish(context.tree, store.polish, part.layers)
  const key_columns = [store.key_columns ?? []].flat()
  check(scope, part, store)
  const { path } = lakeFolder(pathOf(store), names)
  if (filled.mirror_journal && path === JOURNAL_TABLE)
    context.tree.report(
      source(part.merged, 'mirror_journal'),
      'value',
      "the journal's table is where this entity settles",
      'choose another `schema`, or another `path`',
    )
  return {
    ...rest,
    format: 'parquet',
    account_url: checkAccountUrl(scope, part, rest.account_url),
    // Names of items carry their kind, ids do not.
    mirror: GUID.test(store.mirror) || store.mirror.includes('.') ? store.mirror : `${store.mirror}.MirroredDatabase`,
    authentication: store.authentication ?? { type: 'default' },
    path,
    base: 'Files',
    key_columns,
    ...(key_columns.length > 0 ? { row_marker: store.row_marker ?? 4 } : {}),
    ...(partner !== undefined && { partner }),
    ...(polish && { polish }),
  }
}

/** A path that begins with the landing zone is taken as it is, and any other lies in it. */
function pathOf({ path, schema }: Written): string {
  if (path !== undefined) return ZONE + belowZone(path)
  return schema === undefined ? `${ZONE}{entity}` : `${ZONE}${fileSafe(schema)}.schema/{entity}`
}

function belowZone(path: string): string {
  const plain = path
    .split('/')
    .filter(segment => segment !== '')
    .join('/')
  return plain === ZONE.slice(0, -1) ? '{entity}' : plain.startsWith(ZONE) ? plain.slice(ZONE.length) : plain
}

function check(scope: Scope, { merged }: Part, store: Written): void {
  const { tree } = scope.context
  const report = (key: string, message: string, advice: string, what: 'key' | 'value' = 'value') =>
    tree.report(source(merged, key), what, message, advice)
  const { path, schema, workspace, mirror, authentication, polish } = store
  checkLakePath(scope, pathOf(store), source(merged, path === undefined ? 'schema' : 'path'))
  if (path !== undefined && !tree.isBroken(source(merged, 'path'))) {
    const below = belowZone(path)
    const whole = below.includes('{entity}') ? below : `${below}/{entity}`
    if (below.startsWith('Files/') || !BELOW_ZONE.test(whole))
      report(
        'path',
        'in a landing zone there are tables, and schemas with tables',
        'write Files/LandingZone/{entity} or Files/LandingZone/<schema>.schema/{entity}',
      )
  }
  if (path !== undefined && schema !== undefined)
    report(
      'schema',
      '`schema` goes without `path`',
      `keep one of the two, or write path: "${ZONE}${schema}.schema/{entity}"`,
      'key',
    )
  if (GUID.test(workspace) !== GUID.test(mirror))
    report('mirror', 'OneLake takes two GUIDs or two names', 'write the GUIDs of both')
  if (authentication?.type === 'storage_key')
    report('authentication', 'OneLake has no account keys', 'use an identity of Entra ID, such as `type: default`')
  if (store.row_marker !== undefined && store.key_columns === undefined)
    report(
      'row_marker',
      '`row_marker` needs `key_columns`',
      'name the key of the table, or remove the marker: rows are then inserted',
      'key',
    )
  if (polish?.add_row_marker !== undefined)
    report(
      'polish',
      '`add_row_marker` does not go with `type: open_mirroring`',
      'say it by `row_marker`: first loads have none',
    )
}
