/** The only place that turns an entity into a wired flow. */
import { MAX_BATCH_ROWS } from '../columns/batch.ts'
import { formatOf } from '../encode/formats.ts'
import type { Home } from '../homes/home.ts'
import { localHome } from '../homes/local/home.ts'
import { mssqlHome } from '../homes/mssql/home.ts'
import type { Journal } from '../journal/journal.ts'
import { OWN_FLOW } from '../journal/layout.ts'
import type { LakeOptions } from '../lake/lake.ts'
import type { PolishConfig } from '../polish/config.ts'
import { adlsStore } from '../stores/adls/store.ts'
import { localStore } from '../stores/local/store.ts'
import { versionOf } from '../stores/mssql/names.ts'
import { mssqlStore } from '../stores/mssql/store.ts'
import { oneLakeStore } from '../stores/onelake/store.ts'
import { mirrorPolish } from '../stores/open-mirroring/columns.ts'
import type { OpenMirroringStoreConfig } from '../stores/open-mirroring/config.ts'
import { openMirroringStore } from '../stores/open-mirroring/store.ts'
import { sqliteStore } from '../stores/sqlite/store.ts'
import type { Entity, HomeConfig, Rules, StoreConfig } from '../workspace/workspace.ts'
import type { Shared, Wiring } from './entity-run.ts'
import { Flow, type FlowOptions } from './flow.ts'
import { FINISHED, JournalHome } from './journal-home.ts'
import { availableThreads } from './machine.ts'
import { GROUP_BYTES } from './range.ts'

export function createFlow(entity: Entity, journal: Journal, shared: Shared, options: FlowOptions): Flow {
  const settling = storeOf(entity, shared)
  const wiring = {
    // Files end between batches: smaller ones make small files as exact as large ones.
    home: homeOf(entity.home, shared, Math.min(MAX_BATCH_ROWS, settling.rowsPerFile)),
    ...settling,
    journal: journal.entity(entity.flow, entity.name),
    shared,
  }
  return new Flow(entity, wiring, options)
}

/** The journal's own rules on its way into a table. A table that somebody has dropped is made anew, of the whole journal. */
export async function journalEntry(
  table: OpenMirroringStoreConfig,
  journal: Journal,
  { lake }: Shared,
): Promise<Rules> {
  const name = table.mirror
  const { last } = await journal.entity(OWN_FLOW, name).memory()
  const gone = last !== null && (await openMirroringStore(table, lake).existing()) === null
  const run_type = gone ? 'full_drop' : 'incremental'
  return { flow: OWN_FLOW, name, run_type, watermark: { column: FINISHED }, verify: 'rows' }
}

/** A journal's finished runs on their way into a table. */
export function createJournalFlow(
  entry: Rules,
  table: OpenMirroringStoreConfig,
  journal: Journal,
  shared: Shared,
  options: FlowOptions,
): Flow<Rules> {
  const wiring = {
    home: new JournalHome(journal),
    ...mirrored(table, entry.run_type, shared),
    journal: journal.entity(entry.flow, entry.name),
    shared,
  }
  return new Flow(entry, wiring, options)
}

function homeOf(home: HomeConfig, { pools, readers, budget }: Shared, batchRows: number): Home {
  switch (home.type) {
    case 'mssql': {
      const pool = pools.reading(home.connection)
      return mssqlHome(pool, home, { batchRows, ranges: mostRanges(pool.size, budget.limit) })
    }
    case 'local':
      return localHome(home, readers, { batchRows })
  }
}

/** Few ranges beat many: each is one more reader at the source, and needs a row group's memory twice, being filled and being encoded. */
const MOST_RANGES = 4
const RANGE_MEMORY = 2 * GROUP_BYTES

function mostRanges(sessions: number, memory: number): number {
  return Math.max(1, Math.min(MOST_RANGES, availableThreads(), sessions, Math.floor(memory / RANGE_MEMORY)))
}

/** The store, and what is to be made of rows for it. */
type Settling = Pick<Wiring, 'storeAt' | 'format' | 'compression' | 'rowsPerFile' | 'intoTable' | 'polish'>

function storeOf({ store, run_type: mode, schema_drift }: Entity, { lake, pools, databases }: Shared): Settling {
  switch (store.type) {
    case 'local':
      return { storeAt: version => localStore(placed(store, version)), ...filesOf(store) }
    case 'adls':
      return { storeAt: version => adlsStore(placed(store, version), lake), ...filesOf(store) }
    case 'onelake':
      return { storeAt: version => oneLakeStore(placed(store, version), lake), ...filesOf(store) }
    case 'open_mirroring':
      return mirrored(store, mode, { lake })
    case 'mssql': {
      const drift = schema_drift?.add === 'fail' ? 'refuse' : 'add'
      return {
        storeAt: version =>
          mssqlStore(pools.writing(store.connection), { ...store, table: versionOf(store.table, version) }, drift),
        format: formatOf('tds'),
        compression: 'none',
        rowsPerFile: store.rows_per_load,
        intoTable: true,
        ...polishOf(store),
      }
    }
    case 'sqlite':
      return {
        storeAt: version => sqliteStore({ ...store, table: versioned(store.table, version) }, databases),
        // Its parts are staged as Parquet, which nobody sees.
        format: formatOf('parquet'),
        compression: 'zstd',
        rowsPerFile: store.rows_per_part,
        intoTable: true,
        ...polishOf(store),
      }
  }
}

function mirrored(
  store: OpenMirroringStoreConfig,
  mode: Entity['run_type'],
  { lake }: { lake?: LakeOptions | undefined },
): Settling {
  return {
    storeAt: version => openMirroringStore(placed(store, version), lake),
    ...filesOf(store),
    polish: mirrorPolish(store, mode),
  }
}

/** Beside the folder of the first version, in the same base. */
function placed<Config extends { path: string }>(config: Config, version: number): Config {
  return { ...config, path: versioned(config.path, version) }
}

function versioned(name: string, version: number): string {
  return version === 1 ? name : `${name}_v${version}`
}

function polishOf({ polish }: { polish?: PolishConfig | undefined }): { polish?: PolishConfig } {
  return polish === undefined ? {} : { polish }
}

type FileStoreConfig = Exclude<StoreConfig, { type: 'mssql' | 'sqlite' }>

function filesOf({
  format,
  compression,
  rows_per_file,
  polish,
}: Pick<FileStoreConfig, 'format' | 'compression' | 'rows_per_file' | 'polish'>) {
  return { format: formatOf(format), compression, rowsPerFile: rows_per_file, ...polishOf({ polish }) }
}
