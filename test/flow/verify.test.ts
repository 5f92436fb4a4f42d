/** Receipts: whatever happens to what was published is seen, at the depth that was asked for, and told by exit code 3. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { EntityFinished, RunFinished, Verify } from '../../lib/events.ts'
import { Program, runProgram } from '../cli/process.ts'
import { temporaryFolder } from '../e2e/support/project.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

const ROWS = 500

suite('receipts', { concurrency: 2 }, () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
  })
  after(() => server[Symbol.asyncDispose]())

  async function project(verify: Verify, entity: object = {}, store: object = {}) {
    const table = await server.createTable(
      'Id int NOT NULL PRIMARY KEY, Name nvarchar(40) NULL, Price decimal(18,4) NOT NULL',
    )
    const rows = Array.from({ length: ROWS }, (_, i) => `(${i}, ${i % 7 === 0 ? 'NULL' : `N'name ${i}'`}, ${i}.25)`)
    await server.execute(`INSERT INTO ${table} VALUES ${rows.join(', ')}`)
    const folder = temporaryFolder('verify')
    const flows = {
      defaults: { verify },
      connections: { erp: server.connection() },
      flows: {
        f: {
          home: { type: 'mssql', connection: 'erp', table },
          store: { type: 'local', path: 'out', compression: 'none', rows_per_file: 200, ...store },
          entities: [{ name: 't', ...entity }],
        },
      },
    }
    const file = join(folder, 'flows.yml')
    writeFileSync(file, JSON.stringify(flows))
    return { file, out: join(folder, 'out', 't'), table }
  }

  function endOf(stdout: string) {
    const lines: (EntityFinished | RunFinished)[] = stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
    const finished = lines.find(line => line.type === 'entity.finished')
    const end = lines.find(line => line.type === 'run.finished')
    assert.ok(finished && end)
    return { finished, end }
  }

  /** A run that is held between publishing and looking again, for as long as the meddling takes. */
  async function meddled(
    verify: Verify,
    meddle: (files: string[], table: string) => unknown,
    entity: object = {},
    store: object = {},
  ) {
    const { file, out, table } = await project(verify, entity, store)
    const program = new Program('bin/hygge-run.ts', [file, '--json'], { HYGGE_FAULT: 'publish.done:delay=2000' })
    while (!existsSync(out)) await wait(10)
    const files = readdirSync(out).map(name => join(out, name))
    await meddle(files, table)
    const { code, stdout } = await program.ended()
    return { code, ...endOf(stdout), file, files }
  }

  for (const verify of ['rows', 'checksum', 'source', 'full'] as const) {
    test(`${verify}: a run that is as it should be says so`, async () => {
      const { file } = await project(verify)
      const { code, stdout } = await runProgram('bin/hygge-run.ts', [file, '--json'])
      const { finished } = endOf(stdout)
      assert.equal(code, 0, JSON.stringify(finished.error))
      const source = verify === 'source' || verify === 'full' ? ROWS : null
      assert.deepEqual(finished.receipts, [{ verify, rows: ROWS, stored: ROWS, source, differences: [], remarks: [] }])
    })
  }

  test('a file that is gone, and one that is cut, are seen by every run; both are named, and the journal has it, too', async () => {
    const { code, finished, end, file, files } = await meddled('rows', files => {
      rmSync(files[0]!)
      truncateSync(files[1]!, 100)
    })
    assert.deepEqual(
      [code, end.exit_code, finished.status, finished.error?.code],
      [3, 3, 'failed', 'VERIFY_DIFFERENCE'],
    )
    const [{ differences, stored }] = finished.receipts as [NonNullable<typeof finished.receipts>[0]]
    assert.equal(differences.length, 2)
    assert.match(differences.join(), /is not there.*has 100 bytes/)
    assert.equal(stored, 100)
    assert.deepEqual(
      finished.error?.published,
      finished.files.map(({ path }) => path),
    )
    assert.equal(files.length, 3)
    const shown = await runProgram('bin/hygge-run.ts', ['journal', 'show', file, '--json'])
    const [entry] = shown.stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
    assert.deepEqual(entry.receipt.differences, differences)
    // The next run is a run like every other.
    assert.equal((await runProgram('bin/hygge-run.ts', [file])).code, 0)
  })

  /** One letter of one value becomes another; nothing else in the file changes. */
  const forge = (files: string[]) => {
    const path = files.toSorted()[1]!
    const bytes = readFileSync(path)
    const at = bytes.indexOf('name 333')
    assert.ok(at > 0)
    bytes.write('nome 333', at)
    writeFileSync(path, bytes)
  }

  test('a value that is another is seen by a checksum, which names its column', async () => {
    const { code, finished } = await meddled('checksum', forge)
    assert.equal(code, 3)
    assert.deepEqual(finished.receipts?.[0]?.differences, [
      'the column Name has other values in the store than left the source',
    ])
  })

  test('rows alone does not look at values, and does not say that it did', async () => {
    const { code, finished } = await meddled('rows', forge)
    assert.deepEqual([code, finished.receipts?.[0]?.verify], [0, 'rows'])
  })

  test('a source that has other rows by now is seen when it is asked', async () => {
    const insert = (_: string[], table: string) => server.execute(`INSERT INTO ${table} VALUES (9999, N'late', 1)`)
    const { code, finished } = await meddled('source', insert)
    assert.equal(code, 3)
    assert.deepEqual(finished.receipts?.[0]?.differences, [
      `the source now counts ${ROWS + 1} rows between the same bounds, and ${ROWS} were moved`,
    ])
    const forget = (_: string[], table: string) => server.execute(`UPDATE ${table} SET Name = NULL WHERE Id = 1`)
    const { finished: nulled } = await meddled('full', forget)
    assert.match(nulled.receipts?.[0]?.differences.join() ?? '', /NULLs in the column Name/)
  })

  test('an increment is held against the bounds of its plan, and one without rows against nothing', async () => {
    const entity = { run_type: 'incremental', watermark: { column: 'Id' } }
    const { file, table } = await project('full', entity)
    assert.equal((await runProgram('bin/hygge-run.ts', [file])).code, 0)
    await server.execute(`INSERT INTO ${table} VALUES (1000, N'more', 1), (1001, N'more', 2)`)
    for (const rows of [2, 0]) {
      const { code, stdout } = await runProgram('bin/hygge-run.ts', [file, '--json'])
      const [receipt] = endOf(stdout).finished.receipts ?? []
      assert.deepEqual(
        [code, receipt?.rows, receipt?.stored, receipt?.source, receipt?.differences],
        [0, rows, rows, rows, []],
      )
    }
  })

  test('values that polish has made are summed as they are stored', async () => {
    const polish = {
      columns: { case: 'snake' },
      hash_ids: [{ name: 'Key', from_columns: ['Id', 'Name'] }],
      constants: [{ name: 'from', value: 7 }],
    }
    const { file } = await project('full', {}, { polish })
    const { code, stdout } = await runProgram('bin/hygge-run.ts', [file, '--json'])
    assert.deepEqual([code, endOf(stdout).finished.receipts?.[0]?.differences], [0, []])
  })
})
