/** What a lake refuses is told with what to do about it, and with nothing that logs in. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { errorFacts, LakeError } from '../../lib/errors.ts'
import type { LakePlace } from '../../lib/lake/config.ts'
import { lakeError } from '../../lib/lake/errors.ts'
import { Lake } from '../../lib/lake/lake.ts'
import { probe } from '../../lib/lake/probe.ts'
import { refusalOf } from '../../lib/lake/refusal.ts'
import { LoopbackHttpClient } from '../stand-ins/data-lake/loopback.ts'
import { startDataLake } from '../stand-ins/data-lake/server.ts'
import { LAKEHOUSE, startTestLake } from '../support/lake.ts'

async function refused(work: Promise<unknown>): Promise<LakeError> {
  const error = await work.then(
    () => assert.fail('it was let'),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof LakeError, String(error))
  return error
}

test('a file system that is not there, a wrong key, a host that nobody has', async () => {
  await using world = await startTestLake()
  const { place, options } = world
  const missing = await refused(new Lake({ ...place, filesystem: 'other' }, options).stat('x'))
  assert.deepEqual([missing.code, missing.facts.status, missing.retryable], ['LAKE', 404, false])
  assert.match(missing.advice ?? '', /file system/)
  const key = Buffer.from('a key that is wrong').toString('base64')
  const wrong = await refused(
    new Lake({ ...place, authentication: { type: 'storage_key', key } }, options).list('', { recursive: false }),
  )
  assert.deepEqual([wrong.facts.status, wrong.facts.reason], [403, 'AuthenticationFailed'])
  const nowhere = { ...place, account_url: 'https://account.dfs.core.windows.invalid' }
  const lost = await refused(new Lake(nowhere, { tries: 1 }).stat('x'))
  assert.match(lost.advice ?? '', /account_url|resolve|did not answer/)
  for (const error of [missing, wrong, lost]) {
    const told = JSON.stringify(errorFacts(error)) + inspect(error, { depth: 9 })
    assert.ok(!told.includes(key) && !told.includes(world.standIn.accountKey), told)
  }
})

test('a SAS is never told, not even in part', async () => {
  await using world = await startTestLake()
  const token = '?sv=2024-11-04&sig=c2VjcmV0%2Bsignature%3D&se=2020-01-01'
  const lake = new Lake({ ...world.place, authentication: { type: 'sas', token } }, world.options)
  for (const error of [await refused(lake.stat('x')), await refused(lake.rename('a', 'b', { toBeFree: true }))]) {
    assert.equal(error.facts.status, 403)
    const told = JSON.stringify(errorFacts(error)) + inspect(error, { depth: 9 })
    assert.doesNotMatch(told, /c2VjcmV0|c2lnbmF0|signature%3D|signature=/)
  }
  const text = 'GET https://x/y?sv=1&sig=abc%3D failed; Authorization: Bearer eyJ0'
  const made = lakeError({ text, passes: false }, { action: 'look', url: 'https://x', tries: 1 }, lake.place)
  assert.equal(made.message, 'Could not look: GET https://x/y?sv=1&sig=****** failed; Authorization: Bearer ******')
})

test('a flat namespace is refused before anything else, and nothing is left in it', async () => {
  await using flat = await startDataLake({ hierarchical: false })
  const place: LakePlace = {
    service: 'adls',
    account_url: `https://${flat.account}.dfs.core.windows.net`,
    filesystem: 'lake',
    authentication: { type: 'storage_key', key: flat.accountKey },
  }
  const lake = new Lake(place, { httpClient: new LoopbackHttpClient(flat.url), firstWait: 1 })
  const error = await refused(probe(lake, 'erp/_tmp'))
  assert.equal(error.code, 'FLAT_NAMESPACE')
  assert.match(error.advice ?? '', /hierarchical/i)
  assert.deepEqual(
    (await lake.list('', { recursive: true }))?.filter(({ folder }) => !folder),
    [],
  )
})

test('rights that are missing are named, by kind of lake', async () => {
  await using world = await startTestLake()
  const lake = new Lake(world.place, world.options)
  const status = { status: 403, code: 'AuthorizationPermissionMismatch' }
  world.standIn.faults.add({ operation: 'create-file', status })
  assert.match((await refused(probe(lake, 'x'))).advice ?? '', /Storage Blob Data Contributor/)
  assert.equal(await lake.stat('x'), null)
})

test('a SAS that may not ask for access control is good enough', async () => {
  await using world = await startTestLake()
  world.standIn.faults.add({
    operation: 'get-access-control',
    status: { status: 403, code: 'AuthorizationPermissionMismatch' },
  })
  await probe(new Lake(world.place, world.options), 'x')
})

test('OneLake: rights, names that the tenant refuses, a workspace that is not there', async () => {
  await using world = await startTestLake({ personality: 'onelake', friendlyNames: false })
  const { place, options, standIn } = world
  const error = await refused(new Lake(place, options).stat(`${LAKEHOUSE.item}/Files/x`))
  assert.deepEqual([error.facts.status, error.facts.reason], [400, 'FriendlyNameSupportDisabled'])
  assert.match(error.advice ?? '', /GUID/)
  const elsewhere = { ...place, filesystem: '99999999-9999-4999-8999-999999999999' }
  assert.match((await refused(new Lake(elsewhere, options).stat('x/Files'))).advice ?? '', /workspace/)
  const { workspaceId, itemId } = standIn.items[0]!
  standIn.faults.add({ operation: 'create-file', status: { status: 403, code: 'Forbidden' } })
  const there = new Lake({ ...place, filesystem: workspaceId }, options)
  assert.match((await refused(there.createFile(`${itemId}/Files/x`))).advice ?? '', /Contributor of the workspace/)
})

test('what is no answer of a lake is not tried again', () => {
  assert.deepEqual(refusalOf(new TypeError('our own mistake')), { text: 'our own mistake', passes: false })
  assert.deepEqual(refusalOf('a text'), { text: 'a text', passes: false })
  assert.deepEqual(refusalOf(new Error('late'), 20), { reason: 'TIMEOUT', text: 'no answer within 20 s', passes: true })
  assert.equal(refusalOf(Object.assign(new Error('gone'), { code: 'ECONNRESET' })).passes, true)
})
