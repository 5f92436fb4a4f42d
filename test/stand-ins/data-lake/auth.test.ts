import assert from 'node:assert/strict'
import { request } from 'node:http'
import { type TestContext, test } from 'node:test'
import {
  AccountSASPermissions,
  AccountSASResourceTypes,
  AccountSASServices,
  AnonymousCredential,
  DataLakeFileSystemClient,
  DataLakeSASPermissions,
  type DataLakeSASSignatureValues,
  DataLakeServiceClient,
  DirectorySASPermissions,
  FileSystemSASPermissions,
  generateAccountSASQueryParameters,
  generateDataLakeSASQueryParameters,
  newPipeline,
  StorageSharedKeyCredential,
} from '@azure/storage-file-datalake'
import { addressOf, connectTo, tokenCredential } from './connect.ts'
import { LoopbackHttpClient } from './loopback.ts'
import { type DataLake, type DataLakeOptions, startDataLake } from './server.ts'
import { refusal } from './test-support.ts'

async function lakeOf(t: TestContext, options: DataLakeOptions = {}): Promise<DataLake> {
  const lake = await startDataLake(options)
  t.after(() => lake.close())
  return lake
}

const HOUR_MS = 3_600_000

/** A client with a signature in its address and nothing else. */
function signed(lake: DataLake, filesystem: string, query: string): DataLakeFileSystemClient {
  const httpClient = new LoopbackHttpClient(lake.url)
  const pipeline = newPipeline(new AnonymousCredential(), { httpClient, retryOptions: { maxTries: 1 } })
  return new DataLakeFileSystemClient(`${addressOf(lake)}/${filesystem}?${query}`, pipeline)
}

function keyOf({ account, accountKey }: DataLake): StorageSharedKeyCredential {
  return new StorageSharedKeyCredential(account, accountKey)
}

test('the account key signs every kind of call, over real addresses and over the loopback', async t => {
  const lake = await lakeOf(t)
  const plain = new DataLakeServiceClient(
    `${lake.url}/${lake.account}`,
    newPipeline(keyOf(lake), { retryOptions: { maxTries: 1 } }),
  )
  for (const service of [connectTo(lake), plain]) {
    const filesystem = service.getFileSystemClient('another')
    await filesystem.create({ metadata: { a: '1' } })
    const file = filesystem.getFileClient('a b/ü+%.bin')
    await file.upload(Buffer.from('bytes'), {
      metadata: { z: '1', a1: '2' },
      pathHttpHeaders: {
        contentType: 'text/plain',
        contentLanguage: 'en',
        contentEncoding: 'identity',
        contentDisposition: 'inline',
      },
    })
    await file.getProperties({ conditions: { ifMatch: '*' } })
    await file.read(1, 2)
    await file.setMetadata({ b: '1', a2: '2' })
    await file.getAccessControl()
    await file.getDataLakeLeaseClient().acquireLease(-1)
    for await (const path of filesystem.listPaths({ path: 'a b', recursive: true }))
      assert.equal(path.name, 'a b/ü+%.bin')
    await file.getDataLakeLeaseClient().breakLease(0)
    await file.move('moved', {
      destinationConditions: { ifNoneMatch: '*' },
      conditions: { ifUnmodifiedSince: new Date(Date.now() + 5000) },
    })
    await filesystem.getFileClient('moved').delete()
    const names: string[] = []
    for await (const { name } of service.listFileSystems({ prefix: 'ano' })) names.push(name)
    assert.deepEqual(names, ['another'])
    await filesystem.delete()
  }
  assert.deepEqual(
    lake.requests.filter(({ status }) => status >= 400),
    [],
  )
})

test('a wrong key, another account, an old request and no credentials are refused', async t => {
  const lake = await lakeOf(t)
  const file = (credential: Parameters<typeof connectTo>[1]) =>
    connectTo(lake, credential).getFileSystemClient('lake').getFileClient('file')
  const wrong = new StorageSharedKeyCredential(lake.account, Buffer.from('another key').toString('base64'))
  await assert.rejects(file(wrong).create(), refusal('AuthenticationFailed', 403))
  await assert.rejects(file(wrong).exists(), refusal('AuthenticationFailed', 403))
  await assert.rejects(
    file(new StorageSharedKeyCredential('else', lake.accountKey)).create(),
    refusal('AuthenticationFailed', 403),
  )
  await assert.rejects(file(new AnonymousCredential()).create(), refusal('NoAuthenticationInformation', 401))
  lake.clock.advance(16 * 60_000)
  await assert.rejects(file(undefined).create(), refusal('AuthenticationFailed', 403))
  assert.deepEqual(
    lake.requests.filter(({ applied }) => applied),
    [],
  )
})

test('a signature for a filesystem, a directory, a file', async t => {
  const lake = await lakeOf(t)
  const expiresOn = new Date(Date.now() + HOUR_MS)
  const query = (values: Omit<DataLakeSASSignatureValues, 'fileSystemName' | 'expiresOn'>) =>
    generateDataLakeSASQueryParameters({ fileSystemName: 'lake', expiresOn, ...values }, keyOf(lake)).toString()
  const everything = signed(lake, 'lake', query({ permissions: FileSystemSASPermissions.parse('racwdlm') }))
  const file = everything.getFileClient('some/dir/file')
  await file.upload(Buffer.from('bytes'))
  assert.equal((await file.readToBuffer()).toString(), 'bytes')
  await file.move('some/dir/moved')
  for await (const path of everything.listPaths({ path: 'some/dir' })) assert.equal(path.name, 'some/dir/moved')
  await assert.rejects(everything.exists(), refusal('AuthorizationFailure', 403))

  const readOnly = signed(lake, 'lake', query({ permissions: FileSystemSASPermissions.parse('rl') }))
  assert.equal(await readOnly.getFileClient('some/dir/moved').exists(), true)
  await assert.rejects(readOnly.getFileClient('else').create(), refusal('AuthorizationPermissionMismatch', 403))
  await assert.rejects(
    readOnly.getFileClient('some/dir/moved').move('x'),
    refusal('AuthorizationPermissionMismatch', 403),
  )

  const directory = signed(
    lake,
    'lake',
    query({ pathName: 'some/dir', isDirectory: true, permissions: DirectorySASPermissions.parse('racwdlm') }),
  )
  await directory.getFileClient('some/dir/deeper/file').create()
  for await (const path of directory.listPaths({ path: 'some/dir/deeper' }))
    assert.equal(path.name, 'some/dir/deeper/file')
  await assert.rejects(directory.getFileClient('some/else').create(), refusal('AuthenticationFailed', 403))
  await assert.rejects(
    directory.getFileClient('some/dir/moved').move('some/stolen'),
    refusal('AuthenticationFailed', 403),
  )
  await assert.rejects(directory.listPaths({ path: 'some' }).next(), refusal('AuthenticationFailed', 403))

  const one = signed(
    lake,
    'lake',
    query({ pathName: 'some/dir/moved', permissions: DataLakeSASPermissions.parse('r') }),
  )
  assert.equal((await one.getFileClient('some/dir/moved').readToBuffer()).toString(), 'bytes')
  await assert.rejects(one.getFileClient('some/dir/else').read(), refusal('AuthenticationFailed', 403))

  const other = await signed(
    lake,
    'lake',
    query({ permissions: FileSystemSASPermissions.parse('rl'), version: '2019-12-12' }),
  )
  assert.equal(await other.getFileClient('some/dir/moved').exists(), true)
})

test('a signature that was changed, is early or late, or was made with another key', async t => {
  const lake = await lakeOf(t)
  const values = { fileSystemName: 'lake', permissions: FileSystemSASPermissions.parse('rl') }
  const from = (minutes: number) => new Date(Date.now() + minutes * 60_000)
  const query = generateDataLakeSASQueryParameters(
    { ...values, startsOn: from(-1), expiresOn: from(10) },
    keyOf(lake),
  ).toString()
  const exists = (text: string) => signed(lake, 'lake', text).getFileClient('file').exists()
  assert.equal(await exists(query), false)
  await assert.rejects(exists(query.replace('sp=rl', 'sp=rwl')), refusal('AuthenticationFailed', 403))
  lake.clock.advance(11 * 60_000)
  await assert.rejects(exists(query), refusal('AuthenticationFailed', 403))
  const early = generateDataLakeSASQueryParameters(
    { ...values, startsOn: from(30), expiresOn: from(60) },
    keyOf(lake),
  ).toString()
  await assert.rejects(exists(early), refusal('AuthenticationFailed', 403))
  const wrong = new StorageSharedKeyCredential(lake.account, Buffer.from('another key').toString('base64'))
  const forged = generateDataLakeSASQueryParameters({ ...values, expiresOn: from(60) }, wrong).toString()
  await assert.rejects(exists(forged), refusal('AuthenticationFailed', 403))
})

test('a signature of the account reaches filesystems too', async t => {
  const lake = await lakeOf(t)
  const query = generateAccountSASQueryParameters(
    {
      expiresOn: new Date(Date.now() + HOUR_MS),
      permissions: AccountSASPermissions.parse('rwdlac'),
      services: AccountSASServices.parse('b').toString(),
      resourceTypes: AccountSASResourceTypes.parse('sco').toString(),
    },
    keyOf(lake),
  ).toString()
  const filesystem = signed(lake, 'fresh', query)
  await filesystem.create()
  await filesystem.getFileClient('file').upload(Buffer.from('bytes'))
  assert.equal(await filesystem.exists(), true)
})

for (const personality of ['adls', 'onelake'] as const) {
  test(`${personality}: a token of the right audience, until it ends`, async t => {
    const lake = await lakeOf(t, { personality })
    const name = personality === 'onelake' ? 'Trials' : 'lake'
    const file = (credential: Parameters<typeof connectTo>[1]) =>
      connectTo(lake, credential).getFileSystemClient(name).getFileClient('Lake.Lakehouse/Files/file')
    await file(tokenCredential(lake)).create()
    await file(tokenCredential(lake, 'https://storage.azure.com/')).create()
    await assert.rejects(
      file(tokenCredential(lake, 'https://api.fabric.microsoft.com')).create(),
      refusal('InvalidAuthenticationInfo', 401),
    )
    const { token, expires } = lake.tokens.issue('https://storage.azure.com', 'a test')
    const fixed = (text: string) => ({ getToken: async () => ({ token: text, expiresOnTimestamp: expires * 1000 }) })
    await assert.rejects(file(fixed(`${token.slice(0, -2)}AA`)).create(), refusal('InvalidAuthenticationInfo', 401))
    await assert.rejects(file(fixed('no token at all')).create(), refusal('InvalidAuthenticationInfo', 401))
    await file(fixed(token)).create()
    lake.clock.advance(HOUR_MS)
    await assert.rejects(file(fixed(token)).create(), refusal('InvalidAuthenticationInfo', 401))
  })

  test(`${personality}: a user delegation key, given for a token, signs`, async t => {
    const lake = await lakeOf(t, { personality })
    // OneLake gives these keys on its blob host only; the signature is what matters here.
    const key = lake.delegationKey(new Date(), new Date(Date.now() + 2 * HOUR_MS))
    const filesystem = personality === 'onelake' ? 'Trials' : 'lake'
    const sas = (expiresOn: Date, version?: string) =>
      generateDataLakeSASQueryParameters(
        {
          fileSystemName: filesystem,
          permissions: FileSystemSASPermissions.parse('racwdl'),
          expiresOn,
          ...(version ? { version } : {}),
        },
        key,
        lake.account,
      ).toString()
    for (const version of [undefined, '2025-11-05', '2024-08-04', '2020-02-10', '2018-11-09']) {
      const client = signed(lake, filesystem, sas(new Date(Date.now() + HOUR_MS / 2), version))
      await client.getFileClient('Lake.Lakehouse/Files/file').upload(Buffer.from('bytes'))
    }
    const long = signed(lake, filesystem, sas(new Date(Date.now() + 1.5 * HOUR_MS)))
    const creating = long.getFileClient('Lake.Lakehouse/Files/file').create()
    if (personality === 'onelake') await assert.rejects(creating, refusal('AuthenticationFailed', 403))
    else await creating
  })
}

test('the SDK gets a user delegation key for a token', async t => {
  const lake = await lakeOf(t)
  const key = await connectTo(lake, tokenCredential(lake)).getUserDelegationKey(
    new Date(),
    new Date(Date.now() + HOUR_MS),
  )
  const query = generateDataLakeSASQueryParameters(
    {
      fileSystemName: 'lake',
      permissions: FileSystemSASPermissions.parse('cw'),
      expiresOn: new Date(Date.now() + HOUR_MS / 2),
    },
    key,
    lake.account,
  ).toString()
  await signed(lake, 'lake', query).getFileClient('file').create()
  await assert.rejects(
    connectTo(lake).getUserDelegationKey(new Date(), new Date(Date.now() + HOUR_MS)),
    refusal('AuthenticationFailed', 403),
  )
})

test('OneLake takes neither keys nor signatures by key', async t => {
  const lake = await lakeOf(t, { personality: 'onelake' })
  const byKey = connectTo(lake, keyOf(lake)).getFileSystemClient('Trials').getFileClient('Lake.Lakehouse/Files/file')
  await assert.rejects(byKey.create(), refusal('KeyBasedAuthenticationNotPermitted', 403))
  const query = generateDataLakeSASQueryParameters(
    {
      fileSystemName: 'Trials',
      permissions: FileSystemSASPermissions.parse('racw'),
      expiresOn: new Date(Date.now() + HOUR_MS),
    },
    keyOf(lake),
  ).toString()
  const bySignature = signed(lake, 'Trials', query).getFileClient('Lake.Lakehouse/Files/file')
  await assert.rejects(bySignature.create(), refusal('KeyBasedAuthenticationNotPermitted', 403))
})

/** What no SDK can send. */
function raw(
  lake: DataLake,
  path: string,
  headers: Record<string, string>,
  method = 'PUT',
  chunked = false,
): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const { token } = lake.tokens.issue('https://storage.azure.com', 'a test')
    const sent = request(
      `${lake.url}/${lake.account}${path}`,
      { method, headers: { authorization: `Bearer ${token}`, ...headers } },
      response => {
        response.resume()
        resolve([response.statusCode ?? 0, String(response.headers['x-ms-error-code'] ?? '')])
      },
    )
    sent.once('error', reject)
    if (chunked) sent.write('bytes')
    sent.end()
  })
}

test('headers that the service needs are needed', async t => {
  const lake = await lakeOf(t)
  const version = { 'x-ms-version': '2026-06-06' }
  const empty = { 'content-length': '0' }
  const create = '/lake/file?resource=file'
  assert.deepEqual(await raw(lake, create, { ...version, ...empty }), [201, ''])
  assert.deepEqual(await raw(lake, create, empty), [400, 'MissingRequiredHeader'])
  assert.deepEqual(await raw(lake, create, { ...empty, 'x-ms-version': 'newest' }), [400, 'InvalidHeaderValue'])
  assert.deepEqual(await raw(lake, create, { ...version, 'transfer-encoding': 'chunked' }, 'PUT', true), [
    411,
    'MissingContentLengthHeader',
  ])
  assert.deepEqual(await raw(lake, create, { ...version, 'content-length': '5' }, 'PUT', true), [
    400,
    'ContentLengthMustBeZero',
  ])
  assert.deepEqual(await raw(lake, '/lake/file?action=append&position=0', { ...version, ...empty }, 'PATCH'), [
    400,
    'InvalidHeaderValue',
  ])
  assert.deepEqual(await raw(lake, '/lake/file?action=append', { ...version, 'content-length': '5' }, 'PATCH', true), [
    400,
    'MissingRequiredQueryParameter',
  ])
  assert.deepEqual(await raw(lake, '/lake/file?action=flush&position=-1', { ...version, ...empty }, 'PATCH'), [
    400,
    'InvalidQueryParameterValue',
  ])
  assert.deepEqual(await raw(lake, '/lake/a/../file?resource=file', { ...version, ...empty }), [201, ''])
  assert.deepEqual(await raw(lake, '/lake/%2e%2e%2fescaped?resource=file', { ...version, ...empty }), [
    400,
    'InvalidUri',
  ])
  assert.deepEqual(await raw(lake, '/lake/file?resource=wish', { ...version, ...empty }), [501, 'StandInDoesNotKnow'])
})
