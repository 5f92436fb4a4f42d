/** One seeded life of a table: rows are inserted, hygge runs and is killed from outside at random moments, and at the end the store is exact. */
import assert from 'node:assert/strict'
import { filesIn, filesNamedByJournal, place, rowsIn, runHygge } from './crash.ts'
import type { TestServer } from './sql-server.ts'

/** Mulberry32: small, seeded, good enough to choose moments. */
function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * Returns how many of its runs were killed before they ended.
 * @throws when a reader finds anything but the source's rows, or a file that the journal does not name
 */
export async function killOnce(server: TestServer, seed: number): Promise<number> {
  const next = random(seed)
  const mode = next() < 0.5 ? 'full_drop' : 'incremental'
  const table = await server.createTable('id int NOT NULL PRIMARY KEY, name nvarchar(40) NULL', 'kill')
  const spot = await place(server.connection(), table, mode, 50 + Math.floor(next() * 200))
  const rows: string[] = []
  let kills = 0
  const insert = async () => {
    const more = 100 + Math.floor(next() * 500)
    const ids = Array.from({ length: more }, (_, at) => rows.length + at + 1)
    await server.execute(`INSERT INTO ${table} (id, name) VALUES ${ids.map(id => `(${id}, N'n${id}')`).join(', ')}`)
    rows.push(...ids.map(id => `${id}|n${id}`))
  }
  try {
    for (let round = 0; round < 3; round++) {
      await insert()
      const { signal } = await runHygge(spot, { killAfter: 250 + Math.floor(next() * 700) })
      if (signal === 'SIGKILL') kills++
    }
    for (let round = 0; round < 2; round++) {
      const { code, stderr, finished } = await runHygge(spot)
      assert.equal(code, 0, stderr + JSON.stringify(finished?.error))
      if (round === 1 && mode === 'incremental') assert.equal(finished?.rows, 0)
    }
    assert.deepEqual(await rowsIn(spot), rows.toSorted())
    assert.deepEqual(await filesIn(spot), await filesNamedByJournal(spot))
  } finally {
    await spot.remove()
  }
  return kills
}
