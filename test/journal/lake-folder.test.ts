/** The journal in a lake: the same promises as on a disk, whatever the lake answers. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { LakeError } from '../../lib/errors.ts'
import { Journal } from '../../lib/journal/journal.ts'
import { lakeFolder } from '../../lib/journal/lake-folder.ts'
import { takeLease } from '../../lib/journal/lease.ts'
import { Lake } from '../../lib/lake/lake.ts'
import { folderConformance } from '../conformance/folder.ts'
import type { Operation } from '../stand-ins/data-lake/wire/operation.ts'
import { LAKEHOUSE, PASSING_FAULTS, pathsOnDisk, startTestLake, type TestLake } from '../support/lake.ts'
import { committed, ended, planned, staged } from './records.ts'

let adls: TestLake
let onelake: TestLake
before(async () => {
  adls = await startTestLake({ listPage: 3 })
  onelake = await startTestLake({ personality: 'onelake', unsettled: { renameConflict: 412, renameStamps: 'new' } })
})
after(async () => {
  await adls[Symbol.asyncDispose]()
  await onelake[Symbol.asyncDispose]()
})

function place({ place, options, folder }: TestLake, below = '') {
  const root = `${below}${randomBytes(6).toString('hex')}/.hygge_journal`
  return {
    root,
    folder: () => lakeFolder(new Lake(place, options), root),
    everything: () => pathsOnDisk(join(folder, root)),
  }
}

folderConformance('a folder in ADLS', async () => place(adls))
folderConformance('a folder in OneLake', async () => place(onelake, `${LAKEHOUSE.item}/Files/`))

/** The short form leaves out what the client's own tests have of every kind: test/lake. */
const SHORT = ['503', '500, though it was done', 'reset, though it was done', 'half an answer']
const FAULTS = Object.entries(PASSING_FAULTS).filter(
  ([what]) => process.env.HYGGE_TEST_LONG === '1' || SHORT.includes(what),
)

/** What a journal asks of a lake. */
const OPERATIONS: Operation[] = ['create-file', 'append', 'flush', 'rename', 'delete', 'list', 'read']

describe('the journal in a lake', () => {
  for (const operation of OPERATIONS) {
    test(`a run is remembered, whatever becomes of any ${operation}`, async () => {
      for (const [what, effect] of FAULTS) {
        const { root, everything } = place(adls)
        const folder = lakeFolder(new Lake(adls.place, { ...adls.options, timeout: 150 }), root)
        const orders = new Journal(folder).entity('erp', 'orders')
        // Every third call of the kind, from the first on.
        for (let skip = 0; skip < 12; skip += 3) adls.standIn.faults.add({ operation, path: root, skip, ...effect })
        const { lease } = await orders.take('r1')
        assert.ok(lease)
        for (const record of [planned({ at: 1 }), staged({ at: 1 }, 0), committed({ at: 1 })])
          await orders.write(record)
        assert.equal((await orders.memory()).unfinished[0]?.committed?.rows, 3)
        await lease.verify()
        await orders.write(ended({ at: 1 }))
        await orders.tidy(ended({ at: 1 }).run)
        await lease.release()
        adls.standIn.faults.clear()
        assert.equal((await orders.memory()).last?.run, ended({ at: 1 }).run, what)
        const files = (await everything()).filter(path => path.endsWith('.json') || path.endsWith('.tmp'))
        const wanted = [`erp/orders/lease/000000000002.json`, `erp/orders/runs/${ended({ at: 1 }).run}/done.json`]
        assert.deepEqual(files.sort(), wanted, `${operation}, ${what}: nothing else is left`)
      }
    })
  }

  test('of many who want a lease while answers are lost exactly one gets it', async () => {
    const { folder, root } = place(adls)
    for (const [at, effect] of [
      { reset: true, applied: true },
      { status: { status: 503 } },
      { status: { status: 500 }, applied: true },
    ].entries())
      for (let skip = at; skip < 12; skip += 3)
        adls.standIn.faults.add({ operation: 'rename', path: root, skip, ...effect })
    const taken = await Promise.all(Array.from({ length: 8 }, (_, at) => takeLease(folder(), 'lease/', `r${at}`)))
    adls.standIn.faults.clear()
    const winners = taken.flatMap(({ lease }) => lease ?? [])
    assert.equal(winners.length, 1)
    await winners[0]!.verify()
    await winners[0]!.release()
  })

  test('what the lake refuses for good is an error, and nobody takes it for a free name', async () => {
    const { folder, root, everything } = place(adls)
    adls.standIn.faults.add({
      operation: 'rename',
      path: root,
      status: { status: 403, code: 'AuthorizationPermissionMismatch' },
    })
    await assert.rejects(folder().create('a/b', Buffer.from('x')), LakeError)
    assert.equal(await folder().read('a/b'), null)
    assert.deepEqual(
      (await everything()).filter(path => path.includes('.tmp')),
      [],
    )
  })
})
