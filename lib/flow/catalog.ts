/** Patterns become entities: the catalogs of their sources say which tables there are. */
import { ConfigError } from '../errors.ts'
import type { ReadSession } from '../homes/mssql/session-threads.ts'
import { type TableName, tablesIn } from '../homes/mssql/tables.ts'
import type { LakeOptions } from '../lake/lake.ts'
import { plainName } from '../mssql/identifier.ts'
import type { TableId } from '../mssql/pattern.ts'
import type { Pools } from '../mssql/pools.ts'
import { shortList } from '../suggest.ts'
import { type Pattern, partsOf } from '../workspace/pattern.ts'
import { patternsFor, type Selection } from '../workspace/select.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { journalOf } from './journals.ts'
import { retry } from './retry.ts'

export interface Expanded {
  /** With all entities; its patterns are those that could not be expanded. */
  workspace: Workspace
  /** Why not. */
  lost: ReadonlyMap<Pattern, unknown>
}

interface Asking {
  pools: Pools<ReadSession>
  tries: number
  signal: AbortSignal
  lake?: LakeOptions
}

/**
 * Asks the catalogs of those patterns that the selection may mean something of, each connection once; nothing else is opened.
 * A catalog that cannot be read, or has nothing, loses its pattern alone, but for tables whose runs are unfinished: their recovery waits for no source.
 * @throws {ConfigError} when tables would settle in one place
 */
export async function expandPatterns(workspace: Workspace, selection: Selection, asking: Asking): Promise<Expanded> {
  const { patterns } = workspace
  if (patterns === undefined) return { workspace, lost: new Map() }
  const needed = patternsFor(workspace, selection)
  const lost = new Map<Pattern, unknown>()
  const found = new Map<Pattern, TableId[]>()
  const catalogs = new Map<string, Promise<TableName[]>>()
  for (const { connection } of needed) {
    if (!catalogs.has(connection)) catalogs.set(connection, tablesOf(connection, asking))
  }
  await Promise.allSettled(catalogs.values())
  for (const pattern of needed) {
    try {
      found.set(pattern, meant(pattern, (await catalogs.get(pattern.connection)) ?? []))
    } catch (error) {
      lost.set(pattern, error)
      found.set(pattern, await unfinishedOf(workspace, pattern, asking.lake).catch(() => []))
    }
  }
  const entities = patterns.expand(found)
  return { workspace: { ...workspace, entities, patterns: patterns.only(new Set(lost.keys())) }, lost }
}

async function unfinishedOf(workspace: Workspace, pattern: Pattern, lake?: LakeOptions): Promise<TableId[]> {
  const { unfinished } = await journalOf(workspace, pattern.sample.entity, lake).runs()
  const tables = unfinished.flatMap(({ planned: { flow, entity } }) => {
    const [schema, name, ...rest] = flow === pattern.flow ? partsOf(entity) : []
    return schema === undefined || name === undefined || rest.length > 0 ? [] : [{ schema, name }]
  })
  return tables.filter(table => pattern.matches(table))
}

function tablesOf(connection: string, { pools, tries, signal }: Asking): Promise<TableName[]> {
  const ask = () => tablesIn(pools.reading(connection), signal)
  return retry(ask, { tries, signal, onRetry: () => {} })
}

/** @throws {ConfigError} `PATTERN_EMPTY`, which lists what there is */
function meant(pattern: Pattern, tables: readonly TableName[]): TableName[] {
  const { flow, name, connection, views } = pattern
  const matching = tables.filter(table => pattern.matches(table))
  const taken = matching.filter(({ kind }) => views || kind === 'table')
  if (taken.length > 0) return taken
  const there = tables.map(table => plainName([table.schema, table.name]))
  const only = matching.length === 0 ? 'no table' : `no table, only ${shortList(matching.map(view => view.name))}`
  const known = there.length === 0 ? 'The login sees no tables there.' : `There are: ${shortList(there)}.`
  throw new ConfigError('PATTERN_EMPTY', `The pattern ${name} of ${flow} matches ${only} in ${connection}. ${known}`, {
    advice:
      matching.length === 0
        ? 'Correct the pattern or its `exclude`, or give the login the right to see the tables.'
        : 'Add `views: true` to the pattern, so that it takes views, too.',
    facts: { pattern: name, connection, tables: there.slice(0, 100) },
  })
}
