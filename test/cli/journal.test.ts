import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite, type TestContext, test } from 'node:test'
import { foldHistory } from '../../lib/flow/history.ts'
import { Journal } from '../../lib/journal/journal.ts'
import { localFolder } from '../../lib/journal/local-folder.ts'
import type { JournalRecord } from '../../lib/journal/record.ts'
import { committed, ended, instant, planned, rewound, runAt, staged } from '../journal/records.ts'
import { runProgram } from './process.ts'

const FLOWS = `connections:
  erp: { type: mssql, server: db, database: erp, authentication: { type: sql, user: u, password: geheimnis } }
flows:
  erp:
    home: { type: mssql, connection: erp, table: "dbo.{entity}" }
    store: { type: local, path: out }
    entities: [orders, { name: lines, run_type: incremental, watermark: { column: id } }]
  other:
    home: { type: mssql, connection: erp, table: "dbo.{entity}" }
    store: { type: local, path: elsewhere }
    entities: [orders]
`

/** A workspace with these records; `run` is a command on it. */
async function workspace(t: TestContext, records: JournalRecord[], more = '') {
  const folder = mkdtempSync(join(tmpdir(), 'hygge-journal-cli-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'flows.yml')
  writeFileSync(file, more + FLOWS)
  const root = join(folder, '.hygge', 'journal')
  const journal = new Journal(localFolder(root))
  for (const record of records) await journal.entity(record.flow, record.entity).write(record)
  const run = (command: string, ...words: string[]) =>
    runProgram('bin/hygge-run.ts', ['journal', command, file, ...words])
  return { folder, file, root, journal, run }
}

type Shown = { type: string; run?: string; entity?: string; file?: string } & Record<string, unknown>

function lines(stdout: string): Shown[] {
  return stdout
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))
}

const seconds = (count: number) => Array.from({ length: count }, (_, at) => at + 1)
const lineEnds = (count: number) => seconds(count).map(at => ended({ at, entity: 'lines' }, marked(at)))
const marked = (at: number) => ({
  run_type: 'incremental' as const,
  watermark_column: 'id',
  watermark_type: 'int',
  watermark: String(at * 100),
})

suite('hygge-run journal', { concurrency: 2 }, () => {
  test('show: a table, newest first, with what is unfinished and who holds it', async t => {
    const { journal, run } = await workspace(t, [
      ended({ at: 1 }, { row_count: 3_012_345, bytes: 61_200_000, duration: 7.5 }),
      ended({ at: 2, entity: 'lines' }, marked(2)),
      ended({ at: 3 }, { status: 'fail', row_count: 0, bytes: 0, parts: [], message: 'gone' }),
      rewound({ at: 4, entity: 'lines' }, { value: '150' }),
      ...[planned({ at: 5 }), staged({ at: 5 }, 0), staged({ at: 5 }, 1)],
      ...[planned({ at: 6, entity: 'lines' }), committed({ at: 6, entity: 'lines' })],
    ])
    const { lease } = await journal.entity('erp', 'orders').take(runAt(5))
    assert.ok(lease)
    const { code, stdout, stderr } = await run('show')
    assert.deepEqual([code, stderr], [0, ''])
    const [table = '', note = ''] = stdout.trimEnd().split('\n\n')
    assert.equal(
      table,
      `\
entity      run                        status       mode              rows  parts    MB  seconds  watermark  when
erp.lines   20261123T000006Z-00000006  unpublished  full_drop            3      1  0.00        -  -          2026-11-23 00:00:06Z
erp.orders  20261123T000005Z-00000005  running      full_drop            6      2  0.00        -  -          2026-11-23 00:00:05Z
erp.lines   20261123T000004Z-00000004  rewound      -                    -      -     -        -  150        2026-11-23 00:00:04Z
erp.orders  20261123T000003Z-00000003  fail         full_drop            0      0  0.00     1.00  -          2026-11-23 00:00:04Z
erp.lines   20261123T000002Z-00000002  success      incremental          3      1  0.00     1.00  200        2026-11-23 00:00:03Z
erp.orders  20261123T000001Z-00000001  success      full_drop    3,012,345      1  61.2     7.50  -          2026-11-23 00:00:02Z`,
    )
    assert.match(
      note,
      new RegExp(`^erp\\.orders is held by the run ${runAt(5)} on \\S+ \\(process ${process.pid}\\) since \\d{4}-`),
    )
    await lease.release()
  })

  test('show: one entity, the last n, and how many more there are', async t => {
    const { run } = await workspace(t, [...lineEnds(25), ended({ at: 1 }), ended({ at: 1, flow: 'other' })])
    const all = await run('show', 'lines')
    assert.equal(all.stdout.match(/^erp\.lines /gm)?.length, 20)
    assert.match(all.stdout, /\n\n5 older entries: --last 25 shows all\n$/)
    const two = await run('show', 'erp.lines', '--last', '2')
    assert.match(
      two.stdout,
      new RegExp(`^entity.*\nerp\\.lines +${runAt(25)} .*\nerp\\.lines +${runAt(24)} .*\n\n23 older`),
    )
    const ambiguous = await run('show', 'orders')
    assert.deepEqual([ambiguous.code, ambiguous.stdout], [2, ''])
    assert.match(
      ambiguous.stderr,
      /More than one flow has an entity orders: erp\.orders, other\.orders\.\nWrite flow\.entity\./,
    )
    const missing = await run('show', 'lnes', '--json')
    assert.equal(missing.code, 2)
    assert.match(
      missing.stderr,
      /There is no entity lnes\. Did you mean `lines`\?\nThere are: erp\.orders, erp\.lines, other\.orders\./,
    )
  })

  test('show --json: every run exactly once, folded or not, with all its facts; secrets are covered', async t => {
    const error = { code: 'LOGIN', message: 'no login with geheimnis', number: 18456 }
    const failed = ended({ at: 30 }, { status: 'fail', message: error.message, error })
    const gone = seconds(4).map(at => ended({ at, entity: 'no longer there' }))
    const { root, journal, run } = await workspace(t, [...lineEnds(25), ...gone, failed, planned({ at: 31 })])
    writeFileSync(join(root, 'erp', 'notes.txt'), 'mine')
    const expect = async () => {
      const { code, stdout } = await run('show', '--json')
      assert.equal(code, 0)
      const shown = lines(stdout)
      const runs = shown.filter(line => line.type === 'run')
      assert.deepEqual(
        runs.map(line => `${line.entity} ${line.run}`).toSorted(),
        [...lineEnds(25), ...gone, failed].map(record => `${record.entity} ${record.run}`).toSorted(),
      )
      assert.deepEqual(
        runs
          .map(line => line.start_time)
          .toSorted()
          .reverse(),
        runs.map(line => line.start_time),
      )
      const { kind: _, time: __, ...facts } = ended({ at: 7, entity: 'lines' }, marked(7))
      assert.deepEqual(
        runs.find(line => line.run === runAt(7)),
        { type: 'run', ...facts },
      )
      assert.deepEqual(runs.find(line => line.status === 'fail')?.error, { ...error, message: 'no login with ******' })
      assert.deepEqual(shown[0], {
        type: 'unfinished',
        ...{ flow: 'erp', entity: 'orders', run: runAt(31), time: instant(31) },
        ...{
          run_type: 'full_drop',
          began: instant(31),
          ranges: 1,
          parts: 0,
          rows: 0,
          bytes: 0,
          committed: false,
          holder: null,
        },
      })
      assert.deepEqual(shown.at(-1), { type: 'foreign', file: `${root}/erp/notes.txt` })
      assert.equal(shown.length, runs.length + 2)
    }
    await expect()
    assert.equal(await foldHistory(journal, { run: 'r', over: 5 }), 27)
    await expect()
    const one = await run('show', 'no longer there', '--json', '--last=3')
    assert.deepEqual(
      lines(one.stdout).map(line => line.run),
      [4, 3, 2].map(runAt),
    )
  })

  test('show: nothing yet, and nothing is made', async t => {
    const { folder, run } = await workspace(t, [])
    assert.deepEqual(await run('show'), { code: 0, stdout: 'The journal has no runs yet.\n', stderr: '' })
    assert.deepEqual(readdirSync(folder), ['flows.yml'])
  })

  test('journals in stores are shown together', async t => {
    const { folder, run } = await workspace(t, [], 'journal: { location: store }\n')
    for (const [base, flow] of [
      ['out', 'erp'],
      ['elsewhere', 'other'],
    ]) {
      const journal = new Journal(localFolder(join(folder, base!, '.hygge_journal')))
      await journal.entity(flow!, 'orders').write(ended({ at: 1, flow: flow! }))
    }
    assert.deepEqual(
      lines((await run('show', '--json')).stdout)
        .map(({ flow }) => flow)
        .toSorted(),
      ['erp', 'other'],
    )
  })

  test('rewind to a run writes a record with its watermark, also when the run is folded', async t => {
    const { journal, run } = await workspace(t, lineEnds(9))
    await foldHistory(journal, { run: 'r', over: 0 })
    const { code, stdout, stderr } = await run('rewind', 'lines', '--to', runAt(3), '--yes')
    assert.equal(code, 0, stderr)
    assert.equal(stdout, `erp.lines: the next incremental run goes on from the run ${runAt(3)}, watermark 300.\n`)
    const memory = await journal.entity('erp', 'lines').memory()
    assert.equal(memory.last, null)
    assert.deepEqual(memory.rewound?.to, {
      run: runAt(3),
      primary_key: null,
      watermark_column: 'id',
      watermark_type: 'int',
      watermark: '300',
    })
    assert.equal(await journal.entity('erp', 'lines').holder(), null)
  })

  test('rewind to a value; one that cannot be a watermark of the entity is refused', async t => {
    const { journal, run } = await workspace(t, lineEnds(2))
    const wrong = await run('rewind', 'erp.lines', '--to', '2026-11-23', '-y')
    assert.deepEqual([wrong.code, wrong.stdout], [2, ''])
    assert.match(wrong.stderr, /--to 2026-11-23: the watermark of this entity is a whole number\./)
    const { code, stdout } = await run('rewind', 'erp.lines', '--to', '150', '-y', '--json')
    assert.equal(code, 0)
    const [line] = lines(stdout)
    const { rewound } = await journal.entity('erp', 'lines').memory()
    assert.deepEqual(rewound?.to, { value: '150' })
    assert.deepEqual(line, {
      type: 'rewound',
      run: rewound.run,
      flow: 'erp',
      entity: 'lines',
      time: rewound.time,
      to: { value: '150' },
    })
  })

  test('rewind to a run that is not one, or failed: the candidates are listed', async t => {
    const { journal, run } = await workspace(t, [
      ...lineEnds(2),
      ended({ at: 3, entity: 'lines' }, { status: 'fail' }),
      ended({ at: 4 }),
    ])
    const near = await run('rewind', 'lines', '--to', runAt(2).replace(/.$/, 'f'), '--yes')
    assert.equal(near.code, 2)
    assert.match(
      near.stderr,
      new RegExp(
        `has no successful run \\S+f\\. Did you mean \`${runAt(2)}\`\\?\nThere are: ${runAt(2)}, ${runAt(1)}\\.`,
      ),
    )
    for (const at of [3, 4]) assert.equal((await run('rewind', 'lines', '--to', runAt(at), '--yes')).code, 2)
    assert.equal((await journal.entity('erp', 'lines').memory()).rewound, null)
  })

  test('reset forgets, once', async t => {
    const { journal, run } = await workspace(t, [...lineEnds(2), planned({ at: 3, entity: 'lines' })])
    const first = await run('reset', 'lines', '--yes')
    assert.equal(first.code, 0)
    assert.equal(first.stdout, 'erp.lines: the watermark is forgotten, the next incremental run reads everything.\n')
    assert.match(first.stderr, new RegExp(`The run ${runAt(3)} is unfinished: the next run decides`))
    assert.match(
      first.stderr,
      /rows that are read again are added again, unless a run with --full-drop replaces them\./,
    )
    const { last, rewound, unfinished } = await journal.entity('erp', 'lines').memory()
    assert.deepEqual([last, rewound?.to, unfinished.length], [null, null, 1])
    const again = await run('reset', 'lines', '--yes')
    assert.deepEqual(again, {
      code: 0,
      stdout: '',
      stderr: 'erp.lines has nothing to forget: its next run is like its first.\n',
    })
    assert.equal((await journal.runs()).ended.length, 3)

    await journal.entity('other', 'orders').write(ended({ at: 1, flow: 'other' }))
    const whole = await run('reset', 'other.orders', '-y')
    assert.match(
      whole.stderr,
      /Its runs are full_drop and replace everything: this matters to runs with --incremental only\./,
    )
  })

  test('without a terminal nothing is done unless --yes', async t => {
    const { journal, run } = await workspace(t, lineEnds(2))
    const rewind = ['rewind', 'lines', '--to', runAt(1)]
    for (const [command = '', ...words] of [['reset', 'lines'], rewind]) {
      const { code, stdout, stderr } = await run(command, ...words)
      assert.deepEqual([code, stdout], [2, ''])
      assert.match(stderr, /nobody is here to be asked\.\nAdd --yes to do it without asking\.\n$/)
    }
    assert.equal((await journal.entity('erp', 'lines').memory()).last?.run, runAt(2))
  })

  test('an entity that another run holds is left alone', async t => {
    const { journal, run } = await workspace(t, lineEnds(2))
    const lines = journal.entity('erp', 'lines')
    const { lease } = await lines.take('another-run')
    assert.ok(lease)
    const { code, stdout, stderr } = await run('reset', 'lines', '--yes')
    assert.deepEqual([code, stdout], [1, ''])
    assert.match(stderr, new RegExp(`The run another-run on \\S+ \\(process ${process.pid}\\) has erp\\.lines\\.`))
    assert.match(stderr, /do: Wait until it has ended, then try again\. Nothing was changed\./)
    await lease.verify()
    await lease.release()
    assert.equal((await lines.memory()).rewound, null)
  })

  test('a file that is wrong ends with 2 and makes nothing', async t => {
    const { folder, file, run } = await workspace(t, [])
    writeFileSync(file, 'flowz: {}\n')
    const { code, stderr } = await run('show')
    assert.equal(code, 2)
    assert.match(stderr, /flows\.yml:1:1/)
    assert.equal(existsSync(join(folder, '.hygge')), false)
  })
})

test('what is moved file by file can be reset, and has no place to go back to', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'hygge-journal-files-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'flows.yml')
  const home = '{ type: local, path: in }'
  writeFileSync(
    file,
    `flows: { f: { home: ${home}, store: { type: local, path: out }, entities: [{ name: e, run_type: incremental }] } }`,
  )
  const journal = new Journal(localFolder(join(folder, '.hygge', 'journal'))).entity('f', 'e')
  await journal.write(ended({ flow: 'f', entity: 'e', at: 1 }))
  const run = (...words: string[]) => runProgram('bin/hygge-run.ts', ['journal', ...words])
  const rewind = await run('rewind', file, 'e', '--to', runAt(1), '--yes')
  assert.equal(rewind.code, 2)
  assert.match(rewind.stderr, /f\.e is moved file by file.*journal reset/s)
  const reset = await run('reset', file, 'e', '--yes')
  assert.equal(reset.code, 0, reset.stderr)
  assert.match(reset.stdout, /the files that were taken are forgotten, the next incremental run takes all/)
})
