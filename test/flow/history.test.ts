import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite, type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { DuckDBInstance } from '@duckdb/node-api'
import { JournalError } from '../../lib/errors.ts'
import { type FoldPoint, foldHistory } from '../../lib/flow/history.ts'
import { HISTORY_SCHEMA, openHistories, recordOf } from '../../lib/journal/history.ts'
import { Journal } from '../../lib/journal/journal.ts'
import { prefixOf } from '../../lib/journal/layout.ts'
import { listJournal } from '../../lib/journal/listing.ts'
import { localFolder } from '../../lib/journal/local-folder.ts'
import type { Finished, JournalRecord } from '../../lib/journal/record.ts'
import { committed, ended, instant, type Of, planned, rewound, runAt, staged } from '../journal/records.ts'

async function journalAt(t: TestContext) {
  const root = await mkdtemp(join(tmpdir(), 'hygge-history-'))
  t.after(() => rm(root, { recursive: true, force: true }))
  return { root, journal: new Journal(localFolder(root)) }
}

async function write(journal: Journal, records: JournalRecord[]): Promise<void> {
  for (const record of records) await journal.entity(record.flow, record.entity).write(record)
}

const range = (count: number, from = 1) => Array.from({ length: count }, (_, at) => at + from)
const ends = (count: number, of: Partial<Of> = {}) => range(count).map(at => ended({ ...of, at }))
const keys = (records: { run: string; entity: string }[]) => records.map(({ run, entity }) => `${entity} ${run}`)

/** Every finished run that can be seen, wherever it is, as often as it is there. */
async function seen(journal: Journal): Promise<{ beside: Finished[]; folded: Finished[] }> {
  const { ended: standing } = await journal.runs()
  const { files, foreign } = await openHistories(journal.folder)
  assert.deepEqual(foreign, [])
  const groups = files.flatMap(file => [...file.starts.keys()].map(index => file.group(index)))
  const beside = standing.map(({ record }) => record).filter(record => record.kind !== 'rewound')
  return { beside, folded: (await Promise.all(groups)).flat().map(recordOf) }
}

async function fold(folder: string, aim = ''): Promise<{ code: number | null; signal: string | null; out: string }> {
  const program = fileURLToPath(new URL('programs/fold.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', program, folder, aim], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  child.stdout.on('data', data => {
    out += data
  })
  const [code, signal] = await once(child, 'close')
  return { code, signal, out: out.trim() }
}

suite('folding', { concurrency: 2 }, () => {
  test('finished runs become one file, what memory needs stays, and a second fold has nothing to do', async t => {
    const { root, journal } = await journalAt(t)
    const all = [...ends(12), ...ends(3, { entity: 'lines' }), ended({ at: 20 }, { status: 'fail' })]
    const unfinished = [planned({ at: 30 }), staged({ at: 30 }, 0), committed({ at: 30 })]
    await write(journal, [...all, ...unfinished, rewound({ at: 5.5, entity: 'lines' })])
    const orders = journal.entity('erp', 'orders')
    const before = await orders.memory()

    assert.equal(await foldHistory(journal, { run: 'r', over: 0 }), 13)
    const { beside, folded } = await seen(journal)
    assert.deepEqual(keys(beside).toSorted(), [`lines ${runAt(3)}`, `orders ${runAt(12)}`, `orders ${runAt(20)}`])
    assert.deepEqual(
      folded.toSorted((a, b) => a.entity_run_id.localeCompare(b.entity_run_id)),
      all
        .filter(record => !keys(beside).includes(keys([record])[0]!))
        .toSorted((a, b) => a.entity_run_id.localeCompare(b.entity_run_id)),
    )
    assert.deepEqual(await orders.memory(), before)
    assert.equal((await journal.entity('erp', 'lines').memory()).rewound?.run, rewound({ at: 5.5 }).run)
    assert.deepEqual(
      (await readdir(join(root, 'erp', 'orders', 'runs'))).toSorted(),
      [12, 20, 30].map(runAt),
      'empty folders are left',
    )
    assert.deepEqual((await readdir(join(root, '_history'))).toSorted(), ['000000000001.parquet', 'lease'])
    assert.equal(await foldHistory(journal, { run: 'r', over: 0 }), 0)
    assert.deepEqual((await readdir(join(root, '_history'))).toSorted(), ['000000000001.parquet', 'lease'])
  })

  test('the next fold adds to the file and removes its predecessor', async t => {
    const { root, journal } = await journalAt(t)
    for (const from of [1, 11, 21]) {
      await write(
        journal,
        range(10, from).map(at => ended({ at })),
      )
      await foldHistory(journal, { run: 'r', over: 3 })
    }
    const { beside, folded } = await seen(journal)
    assert.deepEqual(keys([...folded, ...beside]).toSorted(), keys(ends(30)).toSorted())
    assert.deepEqual((await readdir(join(root, '_history'))).toSorted(), ['000000000003.parquet', 'lease'])
  })

  test('nothing happens before it is due, and nothing is made', async t => {
    const { root, journal } = await journalAt(t)
    assert.equal(await foldHistory(journal, { run: 'r' }), 0)
    await write(journal, ends(20))
    assert.equal(await foldHistory(journal, { run: 'r' }), 0)
    assert.deepEqual(await readdir(root), ['erp'])
    // Of twenty ends and no other record, four may be kept: the newest, the newest success and skip, the newest watermark.
    assert.equal(await journal.foldable(), 16)
  })

  test('DuckDB reads the file: names, types, values', async t => {
    const { root, journal } = await journalAt(t)
    const error = { code: 'GONE', message: 'weg – ☃', number: 1205 }
    await write(journal, [
      ended({ at: 1 }, { row_count: 0, status: 'skip', message: 'No rows processed', watermark: '2026-11-23' }),
      ended({ at: 2 }, { status: 'fail', error, message: error.message, parts: [] }),
      ...range(8, 3).map(at => ended({ at }, { row_count: 2 ** 40, duration: 1.25, watermark: 'x' })),
    ])
    await foldHistory(journal, { run: 'r', over: 0 })
    const duckdb = await (await DuckDBInstance.create(':memory:')).connect()
    const file = `read_parquet('${join(root, '_history', '*.parquet')}')`
    const described = (await duckdb.runAndReadAll(`DESCRIBE SELECT * FROM ${file}`)).getRowObjectsJS()
    assert.deepEqual(
      described.map(({ column_name, column_type }) => `${column_name} ${column_type}`),
      HISTORY_SCHEMA.fields.map(
        ({ name, type }) => `${name} ${{ utf8: 'VARCHAR', int: 'BIGINT', float: 'DOUBLE' }[type.kind as 'utf8']}`,
      ),
    )
    const rows = await duckdb.runAndReadAll(
      `SELECT status, row_count, duration, watermark, message, error->>'message', part_count, parts->>'$[0].checksum', schema->>'$.fields[0].name'
       FROM ${file} ORDER BY start_time LIMIT 3`,
    )
    assert.deepEqual(rows.getRowsJS(), [
      ['skip', null, 1, '2026-11-23', 'No rows processed', null, 1n, 'abc', 'id'],
      ['fail', 3n, 1, null, error.message, error.message, 0n, null, 'id'],
      ['success', BigInt(2 ** 40), 1.25, 'x', null, null, 1n, 'abc', 'id'],
    ])
  })

  test('the query of docs/journal.md sees every folded run once, also while two files stand', async t => {
    const { root, journal } = await journalAt(t)
    const text = await readFile(new URL('../../docs/journal.md', import.meta.url), 'utf8')
    const sql = /```sql\n(.*?);\n```/s.exec(text)![1]!.replace('.hygge/journal', root)
    const duckdb = await (await DuckDBInstance.create(':memory:')).connect()
    const times = async () => (await duckdb.runAndReadAll(sql)).getRowObjectsJS().map(row => row.start_time)
    await write(journal, ends(9))
    await foldHistory(journal, { run: 'r', over: 3 })
    await write(
      journal,
      range(9, 10).map(at => ended({ at })),
    )
    let files: string[] = []
    const reached = async (point: FoldPoint) => {
      if (point !== 'written') return
      files = (await readdir(join(root, '_history'))).filter(name => name.endsWith('.parquet'))
      assert.deepEqual(await times(), range(17).map(instant).reverse())
    }
    await foldHistory(journal, { run: 'r', over: 3, reached })
    assert.equal(files.length, 2)
    assert.deepEqual(await times(), range(17).map(instant).reverse())
  })

  test('wide schemas are cut into row groups, none is lost', async t => {
    const { journal } = await journalAt(t)
    const checksums = range(40_000).map(at => ({ column: `column ${at}`, nulls: at, sum: '00000000000000ff' }))
    await write(
      journal,
      ends(14).map(record => ({ ...record, checksums })),
    )
    await foldHistory(journal, { run: 'r', over: 0 })
    const { files } = await openHistories(journal.folder)
    assert.equal(files.length, 1)
    assert.ok(files[0]!.starts.length > 1, 'one group')
    const { folded } = await seen(journal)
    assert.equal(folded.length, 13)
    for (const record of folded) assert.deepEqual(record.checksums, checksums)
  })

  test('foreign and torn files in the history are told and stop folding; nothing is touched', async t => {
    for (const name of ['notes.txt', '000000000004.parquet']) {
      const { root, journal } = await journalAt(t)
      await write(journal, ends(6))
      await mkdir(join(root, '_history'))
      await writeFile(join(root, '_history', name), 'PAR1 not whole')
      await assert.rejects(
        foldHistory(journal, { run: 'r', over: 0 }),
        (error: unknown) =>
          error instanceof JournalError && error.code === 'HISTORY_FOREIGN' && error.message.includes(name),
      )
      assert.equal((await journal.runs()).ended.length, 6)
      assert.deepEqual(
        (await readdir(join(root, '_history'))).filter(file => file !== 'lease'),
        [name],
      )
      const lease = await journal.entity('erp', 'orders').holder()
      assert.equal(lease, null)
    }
  })

  test('leftovers of ended runs go, those of unfinished runs and foreign files stay, drafts go when they are old', async t => {
    const { root, journal } = await journalAt(t)
    await write(journal, [...ends(6), planned({ at: 6 }), committed({ at: 6 }), planned({ at: 1 }), planned({ at: 9 })])
    const runs = join(root, 'erp', 'orders', 'runs')
    await writeFile(join(runs, runAt(1), 'mine.txt'), 'x')
    const drafts = ['old.json.1.tmp', 'new.json.2.tmp'].map(name => join(runs, runAt(9), name))
    for (const draft of drafts) await writeFile(draft, 'x')
    const longAgo = new Date(Date.now() - 2 * 3_600_000)
    await utimes(drafts[0]!, longAgo, longAgo)
    await foldHistory(journal, { run: 'r', over: 0 })
    assert.deepEqual(await readdir(join(runs, runAt(1))), ['mine.txt'])
    assert.deepEqual(await readdir(join(runs, runAt(6))), ['done.json'])
    assert.deepEqual((await readdir(join(runs, runAt(9)))).toSorted(), ['new.json.2.tmp', 'planned.json'])
  })

  test('a torn end is not folded and not removed', async t => {
    const { root, journal } = await journalAt(t)
    await write(journal, ends(8))
    const torn = join(root, 'erp', 'orders', 'runs', runAt(2), 'done.json')
    await writeFile(torn, (await readFile(torn)).subarray(0, 40))
    await foldHistory(journal, { run: 'r', over: 0 })
    assert.ok(existsSync(torn))
    const { beside, folded } = await seen(journal)
    assert.deepEqual(keys([...folded, ...beside]), keys(ends(8)).toSpliced(1, 1))
  })

  test('a reader between any two steps sees every run, and the memory stays what it was', async t => {
    const { journal } = await journalAt(t)
    await write(journal, ends(9))
    await foldHistory(journal, { run: 'r', over: 3 })
    await write(
      journal,
      range(9, 10).map(at => ended({ at })),
    )
    const memory = await journal.entity('erp', 'orders').memory()
    const points: FoldPoint[] = []
    const reached = async (point: FoldPoint) => {
      points.push(point)
      const { beside, folded } = await seen(journal)
      assert.deepEqual([...new Set(keys([...beside, ...folded]))].toSorted(), keys(ends(18)).toSorted(), point)
      assert.deepEqual(await journal.entity('erp', 'orders').memory(), memory, point)
    }
    assert.equal(await foldHistory(journal, { run: 'r', over: 3, reached }), 9)
    assert.deepEqual([...new Set(points)], ['begin', 'written', 'old-removed', 'run-removed', 'done'])
  })

  test('killed between any two steps, the next fold leaves every run exactly once', async t => {
    for (const aim of ['begin', 'written', 'old-removed', 'run-removed', 'run-removed#4', 'done']) {
      const { root, journal } = await journalAt(t)
      await write(journal, ends(9))
      await foldHistory(journal, { run: 'r', over: 3 })
      await write(
        journal,
        range(9, 10).map(at => ended({ at })),
      )
      assert.equal((await fold(root, aim)).signal, 'SIGKILL', aim)
      const between = await seen(journal)
      const all = keys(ends(18)).toSorted()
      assert.deepEqual([...new Set(keys([...between.beside, ...between.folded]))].toSorted(), all, aim)
      assert.deepEqual(keys((await listJournal(journal, [])).entries).toSorted(), all, `${aim}: listed exactly once`)
      // The dead one's lease is taken over at once: its process is gone.
      await foldHistory(journal, { run: 'r2', over: 0 })
      const after = await seen(journal)
      assert.deepEqual(keys([...after.beside, ...after.folded]).toSorted(), all, aim)
      assert.equal((await readdir(join(root, '_history'))).length, 2, aim)
    }
  })

  test('of two processes at once one folds, and every run is there exactly once', async t => {
    const { root, journal } = await journalAt(t)
    await write(journal, [...ends(40), ...ends(40, { entity: 'lines' })])
    const [one, two] = await Promise.all([fold(root), fold(root)])
    assert.deepEqual([one.code, two.code], [0, 0])
    assert.deepEqual([one.out, two.out].map(Number).toSorted(), [0, 78])
    const { beside, folded } = await seen(journal)
    const all = keys([...ends(40), ...ends(40, { entity: 'lines' })])
    assert.deepEqual(keys([...beside, ...folded]).toSorted(), all.toSorted())
    assert.deepEqual(await readdir(join(root, ...prefixOf('erp', 'lines').split('/'), 'runs')), [runAt(40)])
  })
})
