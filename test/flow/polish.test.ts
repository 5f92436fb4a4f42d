/** Polish end to end: from a SQL Server to files that an independent reader reads, with the journal and the plan beside them. */
import assert from 'node:assert/strict'
import { createHmac, hash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import type { EntityFinished } from '../../lib/events.ts'
import { plan, run } from '../../lib/flow/run.ts'
import { Journal } from '../../lib/journal/journal.ts'
import { localFolder } from '../../lib/journal/local-folder.ts'
import { loadWorkspace } from '../../lib/workspace/load.ts'
import { place, runHygge } from '../support/crash.ts'
import { startTestServer, type TestServer } from '../support/sql-server.ts'

const KEY = 'a key that nobody may see'
const sha256 = (text: string) => hash('sha256', text)

let server: TestServer
let folder: string
let table: string
before(async () => {
  server = await startTestServer()
  folder = await mkdtemp(join(tmpdir(), 'hygge-polish-'))
  table = await server.createTable('[Order ID] int NOT NULL PRIMARY KEY, [Customer (Name)] nvarchar(20) NULL')
  await server.execute(
    `INSERT INTO ${table} ([Order ID], [Customer (Name)]) VALUES (1, N'Ann'), (2, NULL), (3, N'Bo|b'), (4, N''), (5, N'Émile')`,
  )
})
after(async () => {
  await rm(folder, { recursive: true, force: true })
  await server[Symbol.asyncDispose]()
})

const POLISH = {
  columns: { remove_special: true, case: 'snake' },
  hash_ids: [{ name: 'Row ID', from_columns: ['Order ID', 'customer_name'] }],
  constants: [{ name: 'source', value: 'erp' }],
  timestamps: [{ name: 'loaded_at' }],
  add_row_marker: {},
  mask: [{ column: 'Customer (Name)', method: 'hmac', key: KEY }],
}

async function workspace(polish: object, entity = 'e') {
  const flows = {
    f: {
      home: { type: 'mssql', connection: 'it', table },
      store: { type: 'local', path: 'out', rows_per_file: 2, polish },
      entities: [entity],
    },
  }
  const file = join(folder, 'flows.yml')
  await writeFile(file, JSON.stringify({ name: 'polish', connections: { it: server.connection() }, flows }))
  return loadWorkspace(file)
}

async function move(polish: object, entity = 'e'): Promise<EntityFinished> {
  for await (const event of run(await workspace(polish, entity))) if (event.type === 'entity.finished') return event
  return assert.fail('no entity.finished')
}

async function filesOf(entity: string) {
  return rowsByFile(join(folder, 'out', entity))
}

async function rowsByFile(at: string) {
  return Promise.all(
    readdirSync(at).map(async name => {
      const file = Uint8Array.from(readFileSync(join(at, name))).buffer
      const rows = await parquetReadObjects({ file, compressors, metadata: parquetMetadata(file) })
      return rows.map(row => ({ ...row }))
    }),
  )
}

test('W9: every file of a run has the same columns, and the plan and the journal know them', async () => {
  const planned = (await plan(await workspace(POLISH))).entities[0]!
  const names = ['row_id', 'order_id', 'customer_name', 'source', 'loaded_at', '__rowMarker__']
  assert.deepEqual(
    planned.stored?.fields.map(({ name }) => name),
    names,
  )
  assert.deepEqual(
    planned.schema.fields.map(({ name }) => name),
    ['Order ID', 'Customer (Name)'],
  )
  assert.ok(planned.notes.includes('customer_name: masked by hmac'))
  assert.ok(!JSON.stringify(planned).includes(KEY))

  const finished = await move(POLISH)
  assert.equal(finished.error, undefined, finished.error?.message)
  const files = await filesOf('e')
  assert.deepEqual(files.map(({ length }) => length).sort(), [1, 2, 2])
  for (const rows of files) for (const row of rows) assert.deepEqual(Object.keys(row), names)
  const rows = files.flat().sort((a, b) => Number(a.order_id) - Number(b.order_id))
  const moments = new Set(rows.map(({ loaded_at }) => (loaded_at as Date).toISOString()))
  assert.equal(moments.size, 1)
  const mask = (text: string) => createHmac('sha256', KEY).update(text).digest('hex')
  const masked = [mask('Ann'), null, mask('Bo|b'), mask(''), mask('Émile')]
  assert.deepEqual(
    rows.map(({ loaded_at: _, ...row }) => row),
    masked.map((customer_name, index) => ({
      row_id: sha256(`1:${index + 1},${customer_name === null ? '-,' : `64:${customer_name},`}`),
      order_id: index + 1,
      customer_name,
      source: 'erp',
      __rowMarker__: 4,
    })),
  )

  const { last } = await new Journal(localFolder(join(folder, '.hygge', 'journal'))).entity('f', 'e').memory()
  assert.deepEqual(
    last?.schema.fields.map(({ name }) => name),
    names,
  )
  assert.deepEqual(
    last?.checksums.map(({ column, nulls }) => [column, nulls]),
    names.map(name => [name, name === 'customer_name' ? 1 : 0]),
  )
  assert.ok(!journalText().includes(KEY))
})

test('W10: polish that cannot be done fails before a row is read, and nothing is written unpolished', async () => {
  const finished = await move({ mask: [{ column: 'Custommer (Name)', method: 'sha256' }] }, 'wrong')
  assert.partialDeepStrictEqual(finished, { status: 'failed', rows: 0, files: [] })
  assert.partialDeepStrictEqual(finished.error, {
    code: 'POLISH_COLUMN_UNKNOWN',
    message: 'polish.mask: the source has no column Custommer (Name).',
    advice: 'Did you mean `Customer (Name)`?',
  })
  assert.ok(!existsSync(join(folder, 'out', 'wrong')))
})

test('a table without rows gives a file with the polished columns', async () => {
  const full = table
  table = await server.createTable('[Order ID] int NOT NULL PRIMARY KEY')
  try {
    const finished = await move({ columns: { case: 'pascal' }, timestamps: [{ name: 'at' }] }, 'none')
    assert.equal(finished.status, 'empty')
    const [name] = readdirSync(join(folder, 'out', 'none'))
    const { schema } = parquetMetadata(Uint8Array.from(readFileSync(join(folder, 'out', 'none', name!))).buffer)
    assert.deepEqual(
      schema.slice(1).map(element => element.name),
      ['OrderId', 'at'],
    )
  } finally {
    table = full
  }
})

test('a run finished by another one has one moment in all its files; with other polish it is swept and begun anew', async () => {
  const spot = await place(server.connection(), table, 'full_drop', 2)
  const write = (constant: string) => {
    const polish = { timestamps: [{ name: 'at' }], constants: [{ name: constant, value: 1 }] }
    const home = { type: 'mssql', connection: 'it', table }
    const f = { home, store: { type: 'local', path: 'out', rows_per_file: 2, polish }, entities: ['rows'] }
    return writeFile(spot.file, JSON.stringify({ connections: { it: server.connection() }, flows: { f } }))
  }
  const crash = async () => {
    const { signal, stderr } = await runHygge(spot, { fault: 'staged.after#2:kill' })
    assert.equal(signal, 'SIGKILL', stderr)
  }
  try {
    await write('one')
    await crash()
    const resumed = await runHygge(spot)
    assert.equal(resumed.code, 0, resumed.stderr)
    assert.match(resumed.finished?.notes.join() ?? '', /Going on with the run/)
    const rows = (await rowsByFile(spot.entity)).flat()
    assert.deepEqual(rows.map(row => row['Order ID']).sort(), [1, 2, 3, 4, 5])
    assert.equal(new Set(rows.map(({ at }) => (at as Date).toISOString())).size, 1)

    await crash()
    await write('two')
    const anew = await runHygge(spot)
    assert.equal(anew.code, 0, anew.stderr)
    assert.match(anew.finished?.notes.join() ?? '', /Swept the unfinished run/)
    for (const row of (await rowsByFile(spot.entity)).flat()) {
      assert.deepEqual(Object.keys(row), ['Order ID', 'Customer (Name)', 'two', 'at'])
    }
  } finally {
    await spot.remove()
  }
})

test('a masked column that the journal knows is told in the plan', async () => {
  const polish = { mask: [{ column: 'Order ID', method: 'sha256' }] }
  const { notes } = (await plan(await workspace(polish))).entities[0]!
  const note = 'Order ID is masked, but rows are read in its order or by it: the journal holds values of it as they are'
  assert.ok(notes.includes(note), notes.join('\n'))
})

function journalText(): string {
  const at = join(folder, '.hygge', 'journal')
  const files = readdirSync(at, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8')).join('\n')
}
