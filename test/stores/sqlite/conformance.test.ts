import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after } from 'node:test'
import { parquet } from '../../../lib/encode/parquet/format.ts'
import { sqliteStore } from '../../../lib/stores/sqlite/store.ts'
import { SqliteThreads } from '../../../lib/stores/sqlite/threads.ts'
import { FileRows, filesAsRows, filesIn } from '../../conformance/files-as-rows.ts'
import { storeConformance } from '../../conformance/store.ts'

const threads = new SqliteThreads()
after(() => threads.close())

// A database of its own for each entity: in one, they take turns, and one that waits for another's step would wait for ever.
storeConformance(
  'the SQLite store',
  async t => {
    const base = await mkdtemp(join(tmpdir(), 'hygge-sqlite-'))
    t.after(() => rm(base, { recursive: true, force: true }))
    const fileOf = (entity: string) => `${entity}.db`
    const files = new FileRows()
    return {
      store: entity =>
        filesAsRows(
          sqliteStore({ type: 'sqlite', path: join(base, fileOf(entity)), table: entity, rows_per_part: 10 }, threads),
          parquet,
          files,
        ),
      async seen(entity) {
        if (!(await readdir(base)).includes(fileOf(entity))) return null
        const database = new DatabaseSync(join(base, fileOf(entity)), { readOnly: true })
        try {
          const there = database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(entity)
          if (there === undefined) return null
          const rows = database.prepare(`SELECT part, seq, piece FROM "${entity}"`).all()
          return filesIn(
            rows.map(({ part, seq, piece }) => ({
              part: String(part),
              seq: Number(seq),
              piece: piece instanceof Uint8Array ? piece : null,
            })),
          )
        } finally {
          database.close()
        }
      },
      // A journal of SQLite's own would be here when a transaction was left open.
      async debris() {
        const entries = await readdir(base, { recursive: true, withFileTypes: true })
        return entries
          .map(entry => relative(base, join(entry.parentPath, entry.name)).split(sep).join('/'))
          .filter(name => !name.endsWith('.db') || name.includes('/'))
      },
      async damage({ run, entity, name }, change) {
        const place = join(base, '_tmp', run, fileOf(entity), entity, name)
        const bytes = change(await readFile(place))
        await (bytes === null ? rm(place) : writeFile(place, bytes))
      },
    }
  },
  { remote: true },
)
