/** CSV into tables of one SQLite file, by hygge as its users have it, read back by SQLite. */
import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { stringify } from 'yaml'
import { runHygge } from '../support/crash.ts'

test('files become tables of one database, and a second run replaces them', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'hygge-e2e-sqlite-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  await mkdir(join(folder, 'in'))
  const orders = 'id,price,at,day\n1,12.50,2024-05-01T12:30:00Z,2024-05-01\n2,,2024-05-01T14:30:00+01:00,\n'
  await writeFile(join(folder, 'in', 'orders.csv'), orders)
  await writeFile(join(folder, 'in', 'customers.csv'), 'id,name\n1,Ærø\n')
  const flow = {
    home: { type: 'local', path: 'in/{entity}*.csv', format: 'csv' },
    store: { type: 'sqlite', path: 'out/erp.db', rows_per_part: 1 },
    entities: ['orders', { name: 'customers', store: { table: 'people' } }],
  }
  const file = join(folder, 'flows.yml')
  await writeFile(file, stringify({ flows: { erp: flow } }))
  const read = (select: string) => {
    const database = new DatabaseSync(join(folder, 'out', 'erp.db'), { readOnly: true })
    try {
      return database
        .prepare(select)
        .all()
        .map(row => Object.values(row))
    } finally {
      database.close()
    }
  }
  for (const round of [1, 2]) {
    const { code, stderr, events } = await runHygge({ file })
    assert.equal(code, 0, stderr)
    const receipts = events.flatMap(event => (event.type === 'entity.finished' ? (event.receipts ?? []) : []))
    assert.deepEqual(
      receipts.flatMap(({ differences }) => differences),
      [],
    )
    assert.equal(receipts.length, 2, `round ${round}: published rows were counted again`)
    assert.deepEqual(read('SELECT * FROM orders ORDER BY id'), [
      [1, '12.50', '2024-05-01T12:30:00Z', '2024-05-01'],
      [2, null, '2024-05-01T13:30:00Z', null],
    ])
    assert.deepEqual(read('SELECT * FROM people'), [[1, 'Ærø']])
  }
  assert.deepEqual(await readdir(join(folder, 'out')), ['erp.db'])
})
