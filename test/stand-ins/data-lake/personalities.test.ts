import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DataLakeServiceClient, newPipeline, ToBlobEndpointHostMappings } from '@azure/storage-file-datalake'
import { addressOf, connectTo, tokenCredential } from './connect.ts'
import { LoopbackHttpClient } from './loopback.ts'
import { DEFAULT_ITEMS } from './onelake.ts'
import { startDataLake } from './server.ts'
import { place, refusal } from './test-support.ts'

test('adls: filesystems are made, found and deleted', async t => {
  const { lake } = await place(t, {})
  const service = connectTo(lake)
  const filesystem = service.getFileSystemClient('fresh')
  assert.equal((await filesystem.createIfNotExists()).succeeded, true)
  assert.equal((await filesystem.createIfNotExists()).succeeded, false)
  await assert.rejects(filesystem.create(), refusal('ContainerAlreadyExists', 409))
  assert.equal(await filesystem.exists(), true)
  await filesystem.getFileClient('a/file').create()
  await filesystem.delete()
  assert.equal(await filesystem.exists(), false)
  await assert.rejects(filesystem.getProperties(), refusal('ContainerNotFound', 404))
  await assert.rejects(filesystem.getFileClient('a/file').create(), refusal('FilesystemNotFound', 404))
  await assert.rejects(filesystem.listPaths().next(), refusal('FilesystemNotFound', 404))
  await assert.rejects(service.getFileSystemClient('No').create(), refusal('InvalidUri', 400))
})

test('adls: access control is kept; a flat namespace has none and renames nothing', async t => {
  const { filesystem } = await place(t, {})
  const file = filesystem.getFileClient('file')
  await file.create()
  await file.setPermissions({
    owner: { read: true, write: true, execute: false },
    group: { read: true, write: false, execute: false },
    other: { read: false, write: false, execute: false },
    stickyBit: false,
    extendedAcls: false,
  })
  assert.equal((await file.getAccessControl()).permissions?.owner.write, true)
  const flat = await place(t, { hierarchical: false })
  const flatFile = flat.filesystem.getFileClient('file')
  await flatFile.create()
  // The answer to a HEAD has no body, but the header has the code.
  await assert.rejects(flatFile.getAccessControl(), refusal('HierarchicalNamespaceNotEnabled', 400))
  await assert.rejects(flatFile.move('else'), refusal('HierarchicalNamespaceNotEnabled', 400))
})

test('onelake: names or GUIDs lead to the same files; a mixture, and a stranger, lead nowhere', async t => {
  const { lake } = await place(t, { personality: 'onelake' })
  const [{ workspaceId, itemId }] = DEFAULT_ITEMS
  const service = connectTo(lake)
  const byName = service.getFileSystemClient('Trials').getFileClient('Lake.Lakehouse/Files/a/file')
  const byId = service.getFileSystemClient(workspaceId).getFileClient(`${itemId}/Files/a/file`)
  await byName.upload(Buffer.from('bytes'))
  assert.equal((await byId.readToBuffer()).toString(), 'bytes')
  await byId.move(`${itemId}/Files/moved`)
  assert.equal(await byName.exists(), false)
  const listed: string[] = []
  for await (const { name } of service.getFileSystemClient(workspaceId).listPaths({ path: `${itemId}/Files` }))
    listed.push(name ?? '')
  assert.deepEqual(listed, [`${itemId}/Files/a`, `${itemId}/Files/moved`])
  const mixed = service.getFileSystemClient(workspaceId).getFileClient('Lake.Lakehouse/Files/x')
  await assert.rejects(mixed.create(), refusal('InvalidUri', 400))
  await assert.rejects(
    service.getFileSystemClient('Else').getFileClient('Lake.Lakehouse/Files/x').create(),
    refusal('FilesystemNotFound', 404),
  )
  await assert.rejects(
    service.getFileSystemClient('Trials').getFileClient('Else.Lakehouse/Files/x').create(),
    refusal('PathNotFound', 404),
  )
})

test('onelake: a tenant that wants GUIDs refuses names', async t => {
  const { lake } = await place(t, { personality: 'onelake', friendlyNames: false })
  const [{ workspaceId, itemId }] = DEFAULT_ITEMS
  const service = connectTo(lake)
  await assert.rejects(
    service.getFileSystemClient('Trials').getFileClient('Lake.Lakehouse/Files/x').create(),
    refusal('FriendlyNameSupportDisabled', 400),
  )
  await service.getFileSystemClient(workspaceId).getFileClient(`${itemId}/Files/x`).create()
})

test('onelake: the item and its first level are managed', async t => {
  const { filesystem } = await place(t, { personality: 'onelake' })
  const managed = refusal('OperationNotAllowedOnThePath', 400)
  for (const path of ['Lake.Lakehouse', 'Lake.Lakehouse/Files', 'Lake.Lakehouse/Mine']) {
    await assert.rejects(filesystem.getDirectoryClient(path).create(), managed)
    await assert.rejects(filesystem.getDirectoryClient(path).createIfNotExists(), managed)
    await assert.rejects(filesystem.getDirectoryClient(path).delete(true), managed)
    await assert.rejects(filesystem.getDirectoryClient(path).move('Lake.Lakehouse/Files/x'), managed)
  }
  const file = filesystem.getFileClient('Lake.Lakehouse/Files/x')
  await file.create()
  await assert.rejects(file.move('Lake.Lakehouse/x'), managed)
  assert.equal(await filesystem.getDirectoryClient('Lake.Lakehouse/Tables').exists(), true)
})

test('onelake: workspaces are not made, looked at or listed', async t => {
  const { lake } = await place(t, { personality: 'onelake' })
  const service = connectTo(lake)
  const refused = refusal('OperationNotAllowedOnThePath', 400)
  await assert.rejects(service.getFileSystemClient('Fresh').create(), refused)
  await assert.rejects(service.getFileSystemClient('Trials').delete(), refused)
  await assert.rejects(service.listFileSystems().next(), refused)
})

test('onelake: access control is rejected, its headers are ignored and said to be', async t => {
  const { filesystem } = await place(t, { personality: 'onelake' })
  const file = filesystem.getFileClient('Lake.Lakehouse/Files/x')
  const { _response } = await file.create({ permissions: '0777', umask: '0022' })
  assert.equal(_response.headers.get('x-ms-rejected-headers'), 'x-ms-permissions,x-ms-umask')
  await assert.rejects(file.setAccessControl([]), refusal('UnsupportedQueryParameter', 400))
})

test('onelake: without its blob twin every blob call goes to the dfs host, and is refused there', async t => {
  const lake = await startDataLake({ personality: 'onelake' })
  t.after(() => lake.close())
  // As the SDK is before anybody tells it: clients take the mapping when they are made.
  const known = [...ToBlobEndpointHostMappings]
  ToBlobEndpointHostMappings.splice(0, Infinity, ...known.filter(([dfs]) => !dfs.includes('fabric')))
  try {
    const httpClient = new LoopbackHttpClient(lake.url)
    const service = new DataLakeServiceClient(
      addressOf(lake),
      newPipeline(tokenCredential(lake), { httpClient, retryOptions: { maxTries: 1 } }),
    )
    const filesystem = service.getFileSystemClient('Trials')
    const file = filesystem.getFileClient('Lake.Lakehouse/Files/x')
    await file.upload(Buffer.from('bytes'))
    const wrong = refusal('IncorrectEndpointError', 400)
    await assert.rejects(filesystem.exists(), wrong)
    await assert.rejects(filesystem.create(), wrong)
    await assert.rejects(filesystem.getProperties(), wrong)
    await assert.rejects(file.setMetadata({ a: '1' }), wrong)
    await assert.rejects(file.setHttpHeaders({ contentType: 'text/csv' }), wrong)
    await assert.rejects(file.getDataLakeLeaseClient().acquireLease(-1), wrong)
    await assert.rejects(file.read(1, 2), wrong)
    assert.equal(await file.exists(), true)
    const { url } = service.getFileSystemClient('Trials')
    assert.match(url, /onelake\.dfs\.fabric/)
  } finally {
    ToBlobEndpointHostMappings.splice(0, Infinity, ...known)
  }
})

test('what no document settles can be had in each way', async t => {
  const bytes = Buffer.from('0123456789')
  const serial = (await place(t, { unsettled: { appends: 'serial' } })).filesystem.getFileClient('file')
  await serial.create()
  await assert.rejects(serial.append(bytes, 10, 10), refusal('InvalidAppendPosition', 409))
  await serial.append(bytes, 0, 10)
  await serial.append(bytes, 10, 10)
  await assert.rejects(serial.append(bytes, 10, 10), refusal('InvalidAppendPosition', 409))
  await serial.flush(20)

  const lossy = (await place(t, { unsettled: { appends: 'lossy' } })).filesystem.getFileClient('file')
  await lossy.create()
  await lossy.append(bytes, 10, 10)
  await lossy.append(bytes, 0, 10)
  await assert.rejects(lossy.flush(20), refusal('InvalidFlushPosition', 400))
  await lossy.flush(10)

  const { lake, filesystem } = await place(t, { unsettled: { renameConflict: 412, renameStamps: 'new' } })
  const [source, target] = [filesystem.getFileClient('source'), filesystem.getFileClient('target')]
  await source.create()
  await target.create()
  const { etag } = await source.getProperties()
  const taken = source.move('target', { destinationConditions: { ifNoneMatch: '*' } })
  await assert.rejects(taken, refusal('ConditionNotMet', 412))
  lake.clock.advance(2000)
  await source.move('target')
  const moved = await target.getProperties()
  assert.notEqual(moved.etag, etag)
})

test('of many who want one name only one gets it', async t => {
  const { filesystem } = await place(t, {})
  const names = Array.from({ length: 12 }, (_, at) => `claim/${at}`)
  for (const name of names) await filesystem.getFileClient(name).upload(Buffer.from(name))
  const ifNoneMatch = { ifNoneMatch: '*' }
  const moves = await Promise.allSettled(
    names.map(name => filesystem.getFileClient(name).move('claim/won', { destinationConditions: ifNoneMatch })),
  )
  const winner = moves.findIndex(({ status }) => status === 'fulfilled')
  assert.equal(moves.filter(({ status }) => status === 'fulfilled').length, 1)
  assert.equal((await filesystem.getFileClient('claim/won').readToBuffer()).toString(), names[winner])
  const creates = await Promise.allSettled(
    names.map(() => filesystem.getFileClient('claim/made').create({ conditions: ifNoneMatch })),
  )
  assert.equal(creates.filter(({ status }) => status === 'fulfilled').length, 1)
  let left = 0
  for await (const { name } of filesystem.listPaths({ path: 'claim' })) if (/\d$/.test(name ?? '')) left++
  assert.equal(left, names.length - 1, 'the others are where they were')
})
