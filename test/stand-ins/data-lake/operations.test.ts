import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type TestContext, test } from 'node:test'
import type { DataLakeOptions } from './server.ts'
import { place, refusal } from './test-support.ts'

for (const personality of ['adls', 'onelake'] as const) {
  const here = (t: TestContext, options: DataLakeOptions = {}) => place(t, { personality, ...options })

  test(`${personality}: directories are made with their parents, and stay when they are made again`, async t => {
    const { filesystem, base } = await here(t)
    const directory = filesystem.getDirectoryClient(`${base}/a/b/c`)
    await directory.create()
    assert.equal(await filesystem.getDirectoryClient(`${base}/a/b`).exists(), true)
    await filesystem.getFileClient(`${base}/a/b/c/kept`).create()
    await directory.create()
    const again = await directory.createIfNotExists()
    assert.equal(again.succeeded, false)
    assert.equal(await filesystem.getFileClient(`${base}/a/b/c/kept`).exists(), true)
    const properties = await directory.getProperties()
    assert.equal(properties.metadata?.hdi_isfolder, 'true')
    assert.equal(properties._response.headers.get('x-ms-resource-type'), 'directory')
    await assert.rejects(filesystem.getFileClient(`${base}/a/b`).create(), refusal('PathConflict', 409))
    await assert.rejects(filesystem.getDirectoryClient(`${base}/a/b/c/kept/d`).create(), refusal('PathConflict', 409))
  })

  test(`${personality}: appended bytes are invisible until a flush; their order and repeats do not matter`, async t => {
    const { lake, filesystem, base } = await here(t)
    const file = filesystem.getFileClient(`${base}/new/file.bin`)
    await file.create()
    const parts = ['first-', 'second-', 'third'].map(text => Buffer.from(text))
    const whole = Buffer.concat(parts)
    await file.append(parts[2], 13, parts[2].length)
    await file.append(parts[0], 0, parts[0].length)
    assert.equal((await file.getProperties()).contentLength, 0)
    await assert.rejects(file.flush(whole.length), refusal('InvalidFlushPosition', 400))
    await file.append(parts[1], 6, parts[1].length)
    await file.append(parts[1], 6, parts[1].length)
    await assert.rejects(file.flush(whole.length - 1), refusal('InvalidFlushPosition', 400))
    assert.equal((await file.readToBuffer()).length, 0)
    const before = await file.getProperties()
    await file.flush(whole.length)
    assert.deepEqual(await file.readToBuffer(), whole)
    const after = await file.getProperties()
    assert.notEqual(after.etag, before.etag)
    await file.flush(whole.length)
    await file.append(parts[0], whole.length, parts[0].length, { flush: true })
    assert.deepEqual(await file.readToBuffer(), Buffer.concat([whole, parts[0]]))
    assert.deepEqual(
      readFileSync(join(lake.folder, filesystem.name, base, 'new', 'file.bin')),
      Buffer.concat([whole, parts[0]]),
    )
  })

  test(`${personality}: a file that is created again loses its bytes, committed or not`, async t => {
    const { filesystem, base } = await here(t)
    const file = filesystem.getFileClient(`${base}/file`)
    await file.upload(Buffer.from('old'))
    await file.append(Buffer.from('staged'), 3, 6)
    await file.create()
    assert.equal((await file.getProperties()).contentLength, 0)
    await assert.rejects(file.flush(9), refusal('InvalidFlushPosition', 400))
    await assert.rejects(
      filesystem.getFileClient(`${base}/none`).append(Buffer.from('x'), 0, 1),
      refusal('PathNotFound', 404),
    )
  })

  test(`${personality}: create with conditions`, async t => {
    const { filesystem, base } = await here(t)
    const file = filesystem.getFileClient(`${base}/file`)
    await file.upload(Buffer.from('mine'))
    const { etag } = await file.getProperties()
    await assert.rejects(file.create({ conditions: { ifNoneMatch: '*' } }), refusal('PathAlreadyExists', 409))
    assert.equal((await file.createIfNotExists()).succeeded, false)
    await assert.rejects(file.create({ conditions: { ifMatch: '"else"' } }), refusal('ConditionNotMet', 412))
    await assert.rejects(
      file.create({ conditions: { ifNoneMatch: '*', ifMatch: etag ?? '' } }),
      refusal('MultipleConditionHeadersNotSupported', 400),
    )
    assert.equal((await file.readToBuffer()).toString(), 'mine')
    await file.create({ conditions: { ifMatch: etag ?? '' } })
    assert.equal((await file.getProperties()).contentLength, 0)
  })

  test(`${personality}: upload in chunks, as one request and as a stream keep metadata and content type`, async t => {
    const { lake, filesystem, base } = await here(t)
    const body = Buffer.from(Array.from({ length: 300_001 }, (_, at) => at % 251))
    const file = filesystem.getFileClient(`${base}/up`)
    const pathHttpHeaders = {
      contentType: 'application/vnd.apache.parquet',
      contentMD5: createHash('md5').update(body).digest(),
    }
    await file.upload(body, {
      singleUploadThreshold: 1,
      chunkSize: 70_000,
      maxConcurrency: 4,
      metadata: { run: 'r1', sum: 'a=b,c' },
      pathHttpHeaders,
      close: true,
    })
    assert.equal(lake.requests.filter(({ operation }) => operation === 'append').length, 5)
    const properties = await file.getProperties()
    assert.deepEqual(
      [properties.contentLength, properties.contentType, properties.metadata, Buffer.from(properties.contentMD5 ?? [])],
      [body.length, 'application/vnd.apache.parquet', { run: 'r1', sum: 'a=b,c' }, pathHttpHeaders.contentMD5],
    )
    const single = filesystem.getFileClient(`${base}/single`)
    await single.upload(body)
    assert.deepEqual(await single.readToBuffer(0, undefined, { chunkSize: 100_000 }), body)
    const streamed = filesystem.getFileClient(`${base}/streamed`)
    await streamed.uploadStream(Readable.from([body.subarray(0, 100), body.subarray(100)]), {
      chunkSize: 64_000,
      maxConcurrency: 4,
    })
    assert.deepEqual(await streamed.readToBuffer(), body)
  })

  test(`${personality}: a wrong MD5 of an append is refused and nothing is staged`, async t => {
    const { filesystem, base } = await here(t)
    const file = filesystem.getFileClient(`${base}/file`)
    await file.create()
    const transactionalContentMD5 = createHash('md5').update('something else').digest()
    // Without pathHttpHeaders this version of the SDK does not send the hash.
    const options = { transactionalContentMD5, pathHttpHeaders: {} }
    await assert.rejects(file.append(Buffer.from('bytes'), 0, 5, options), refusal('Md5Mismatch', 400))
    await assert.rejects(file.flush(5), refusal('InvalidFlushPosition', 400))
    await file.append(Buffer.from('bytes'), 0, 5, {
      ...options,
      transactionalContentMD5: createHash('md5').update('bytes').digest(),
    })
    await file.flush(5)
    assert.equal((await file.readToBuffer()).toString(), 'bytes')
  })

  test(`${personality}: a file is renamed whole, keeps its tag and time, and replaces or refuses`, async t => {
    const { lake, filesystem, base } = await here(t)
    const source = filesystem.getFileClient(`${base}/source`)
    await source.upload(Buffer.from('new'), { metadata: { run: 'r1' } })
    const before = await source.getProperties()
    const target = filesystem.getFileClient(`${base}/target`)
    await target.upload(Buffer.from('old'))
    const ifNoneMatch = { destinationConditions: { ifNoneMatch: '*' } }
    await assert.rejects(source.move(`${base}/target`, ifNoneMatch), refusal('PathAlreadyExists', 409))
    assert.equal((await source.readToBuffer()).toString(), 'new')
    assert.equal((await target.readToBuffer()).toString(), 'old')
    await assert.rejects(
      source.move(`${base}/target`, { conditions: { ifMatch: '"else"' } }),
      refusal('SourceConditionNotMet', 412),
    )
    await assert.rejects(
      source.move(`${base}/target`, { destinationConditions: { ifMatch: '"else"' } }),
      refusal('ConditionNotMet', 412),
    )
    lake.clock.advance(5000)
    await source.move(`${base}/target`)
    assert.equal(await source.exists(), false)
    assert.equal((await target.readToBuffer()).toString(), 'new')
    const after = await target.getProperties()
    assert.deepEqual(
      [after.etag, after.lastModified, after.metadata],
      [before.etag, before.lastModified, before.metadata],
    )
    await target.move(`${base}/fresh`, ifNoneMatch)
    assert.equal(existsSync(join(lake.folder, filesystem.name, base, 'fresh')), true)
    assert.equal(existsSync(join(lake.folder, filesystem.name, base, 'target')), false)
  })

  test(`${personality}: a rename makes no parents and says what is missing`, async t => {
    const { filesystem, base } = await here(t)
    const source = filesystem.getFileClient(`${base}/source`)
    await assert.rejects(source.move(`${base}/else`), refusal('SourcePathNotFound', 404))
    await source.create()
    await assert.rejects(source.move(`${base}/none/else`), refusal('RenameDestinationParentPathNotFound', 404))
    await filesystem.getDirectoryClient(`${base}/directory`).create()
    await assert.rejects(source.move(`${base}/directory`), refusal('InvalidSourceOrDestinationResourceType', 409))
    await source.move(`${base}/directory/moved`)
    assert.equal(await filesystem.getFileClient(`${base}/directory/moved`).exists(), true)
  })

  test(`${personality}: a directory is renamed with all that is in it, but not onto one that is not empty`, async t => {
    const { filesystem, base } = await here(t)
    const source = filesystem.getDirectoryClient(`${base}/source`)
    await filesystem.getFileClient(`${base}/source/deep/file`).upload(Buffer.from('kept'))
    await filesystem.getFileClient(`${base}/full/file`).create()
    await filesystem.getDirectoryClient(`${base}/empty`).create()
    await assert.rejects(source.move(`${base}/full`), refusal('DirectoryNotEmpty', 409))
    await assert.rejects(source.move(`${base}/source/deep/inside`), refusal('InvalidRenameSourcePath', 409))
    await assert.rejects(
      source.move(`${base}/empty`, { destinationConditions: { ifNoneMatch: '*' } }),
      refusal('PathAlreadyExists', 409),
    )
    await source.move(`${base}/empty`)
    assert.equal((await filesystem.getFileClient(`${base}/empty/deep/file`).readToBuffer()).toString(), 'kept')
    assert.equal(await source.exists(), false)
  })

  test(`${personality}: odd names come through every call`, async t => {
    const { filesystem, base } = await here(t)
    const names = [
      'a b',
      'a%20b',
      'a+b',
      'ü ☃ 😀',
      'q?x=1&y',
      'hash#',
      "o'clock",
      '(x)[y]{z}',
      'semi;colon:comma,',
      '=@$!*~',
      '%',
      '100%25',
    ]
    for (const name of names) await filesystem.getFileClient(`${base}/in/${name}`).upload(Buffer.from(name))
    await filesystem.getDirectoryClient(`${base}/out`).create()
    for (const name of names) {
      const target = `${base}/out/${name}`.split('/').map(encodeURIComponent).join('/')
      await filesystem.getFileClient(`${base}/in/${name}`).move(target)
    }
    const listed: string[] = []
    for await (const path of filesystem.listPaths({ path: `${base}/out` })) listed.push(path.name ?? '')
    assert.deepEqual(listed, names.map(name => `${base}/out/${name}`).sort())
    for (const name of names) {
      assert.equal((await filesystem.getFileClient(`${base}/out/${name}`).readToBuffer()).toString(), name)
    }
  })

  test(`${personality}: lists flat and deep, in pages that survive changes between them`, async t => {
    const { lake, filesystem, base } = await here(t)
    for (const name of ['b/2', 'a', 'b/1', 'b.x', 'c/d/e', 'z'])
      await filesystem.getFileClient(`${base}/${name}`).create()
    const list = async (options: { recursive?: boolean; path: string }, maxPageSize: number) => {
      const names: string[] = []
      for await (const page of filesystem.listPaths(options).byPage({ maxPageSize })) {
        names.push(
          ...(page.pathItems ?? []).map(
            ({ name, isDirectory }) => `${name?.slice(base.length + 1)}${isDirectory ? '/' : ''}`,
          ),
        )
      }
      return names
    }
    const deep = ['a', 'b/', 'b/1', 'b/2', 'b.x', 'c/', 'c/d/', 'c/d/e', 'z']
    const flat = ['a', 'b/', 'b.x', 'c/', 'z']
    for (const size of [1, 2, 3, 100]) {
      assert.deepEqual((await list({ recursive: true, path: base }, size)).toSorted(), deep.toSorted())
      assert.deepEqual((await list({ path: base }, size)).toSorted(), flat.toSorted())
    }
    const pages = filesystem.listPaths({ path: base, recursive: true }).byPage({ maxPageSize: 2 })
    const names: string[] = []
    for await (const page of pages) {
      for (const { name } of page.pathItems ?? []) names.push(name ?? '')
      if (names.length === 2) await filesystem.getFileClient(names[1]).deleteIfExists(true)
    }
    assert.ok(names.includes(`${base}/z`), 'goes on after a path that is gone')
    await assert.rejects(list({ path: `${base}/none` }, 10), refusal('PathNotFound', 404))
    const listed = lake.requests.filter(({ operation }) => operation === 'list')
    assert.ok(listed.length > 15, 'they really came in pages')
  })

  test(`${personality}: a listed file has its length, time and tag`, async t => {
    const { filesystem, base } = await here(t)
    await filesystem.getFileClient(`${base}/file`).upload(Buffer.from('12345'))
    const { etag, lastModified } = await filesystem.getFileClient(`${base}/file`).getProperties()
    for await (const path of filesystem.listPaths({ path: base })) {
      assert.deepEqual(
        [path.contentLength, `"${path.etag}"`, path.lastModified, path.isDirectory ?? false],
        [5, etag, lastModified, false],
      )
      assert.equal(path.permissions?.owner.read, personality === 'adls')
    }
  })

  test(`${personality}: delete, recursive or not, in pages`, async t => {
    const { lake, filesystem, base } = await here(t, { deletePage: 3 })
    for (let at = 0; at < 7; at++) await filesystem.getFileClient(`${base}/full/${at % 2}/${at}`).create()
    const directory = filesystem.getDirectoryClient(`${base}/full`)
    await assert.rejects(directory.delete(false), refusal('DirectoryNotEmpty', 409))
    await directory.delete(true)
    assert.equal(await directory.exists(), false)
    const calls = lake.requests.filter(({ operation, status }) => operation === 'delete' && status === 200).length
    // Ten paths: by token the SDK deletes in pages, by key at once.
    assert.equal(calls, personality === 'onelake' ? 4 : 1)
    await assert.rejects(directory.delete(true), refusal('PathNotFound', 404))
    assert.equal((await filesystem.getFileClient(`${base}/none`).deleteIfExists()).succeeded, false)
    const file = filesystem.getFileClient(`${base}/file`)
    await file.create()
    await assert.rejects(file.delete(false, { conditions: { ifMatch: '"else"' } }), refusal('ConditionNotMet', 412))
    await file.delete()
    assert.equal(existsSync(join(lake.folder, filesystem.name, base, 'full')), false)
  })

  test(`${personality}: reads by range, conditions and tag`, async t => {
    const { filesystem, base } = await here(t)
    const file = filesystem.getFileClient(`${base}/file`)
    await file.upload(Buffer.from('0123456789'))
    const text = async (offset: number, count?: number) => (await file.readToBuffer(offset, count)).toString()
    assert.equal(await text(3, 4), '3456')
    assert.equal(await text(8), '89')
    await assert.rejects(file.read(10, 1), refusal('InvalidRange', 416))
    await assert.rejects(file.read(0, 1, { conditions: { ifMatch: '"else"' } }), refusal('ConditionNotMet', 412))
    const { etag } = await file.getProperties()
    await assert.rejects(
      file.getProperties({ conditions: { ifNoneMatch: etag ?? '' } }),
      error => Reflect.get(Object(error), 'statusCode') === 304,
    )
    await assert.rejects(filesystem.getFileClient(`${base}/none`).read(), refusal('BlobNotFound', 404))
  })

  test(`${personality}: metadata and content headers are replaced`, async t => {
    const { filesystem, base } = await here(t)
    const file = filesystem.getFileClient(`${base}/file`)
    await file.create({ metadata: { old: '1' } })
    await file.setMetadata({ run: 'r2', part: '7' })
    await file.setHttpHeaders({ contentType: 'text/csv', cacheControl: 'no-store' })
    const properties = await file.getProperties()
    assert.deepEqual(
      [properties.metadata, properties.contentType, properties.cacheControl],
      [{ run: 'r2', part: '7' }, 'text/csv', 'no-store'],
    )
    await assert.rejects(filesystem.getFileClient(`${base}/none`).setMetadata({}), refusal('BlobNotFound', 404))
  })

  test(`${personality}: a lease keeps others out until it ends`, async t => {
    const { lake, filesystem, base } = await here(t)
    const file = filesystem.getFileClient(`${base}/lock`)
    await file.create()
    const mine = file.getDataLakeLeaseClient()
    const theirs = file.getDataLakeLeaseClient()
    await assert.rejects(mine.acquireLease(5), refusal('InvalidHeaderValue', 400))
    const { leaseId } = await mine.acquireLease(15)
    assert.equal((await file.getProperties()).leaseState, 'leased')
    await assert.rejects(theirs.acquireLease(15), refusal('LeaseAlreadyPresent', 409))
    await assert.rejects(file.create(), refusal('LeaseIdMissing', 412))
    await assert.rejects(file.append(Buffer.from('x'), 0, 1), refusal('LeaseIdMissing', 412))
    await assert.rejects(file.delete(), refusal('LeaseIdMissing', 412))
    await assert.rejects(file.setMetadata({}), refusal('LeaseIdMissing', 412))
    await assert.rejects(file.move(`${base}/moved`), refusal('LeaseIdMissing', 412))
    const conditions = { leaseId: leaseId ?? '' }
    await assert.rejects(
      file.append(Buffer.from('x'), 0, 1, { conditions: { leaseId: 'another' } }),
      refusal('LeaseIdMismatch', 412),
    )
    await file.append(Buffer.from('x'), 0, 1, { conditions })
    await file.flush(1, { conditions })
    lake.clock.advance(14_000)
    await mine.renewLease()
    lake.clock.advance(14_000)
    await assert.rejects(theirs.acquireLease(15), refusal('LeaseAlreadyPresent', 409))
    lake.clock.advance(2000)
    await theirs.acquireLease(-1)
    await assert.rejects(mine.renewLease(), refusal('LeaseIdMismatchWithLeaseOperation', 409))
    await assert.rejects(file.flush(1, { conditions }), refusal('LeaseIdMismatch', 412))
    await theirs.releaseLease()
    await file.create()
    const infinite = file.getDataLakeLeaseClient()
    await infinite.acquireLease(-1)
    await file.getDataLakeLeaseClient().breakLease(0)
    assert.equal((await file.getProperties()).leaseState, 'broken')
    await file.getDataLakeLeaseClient().acquireLease(15)
  })

  test(`${personality}: a rename breaks the lease of what it replaces and takes its own with it to the grave`, async t => {
    const { filesystem, base } = await here(t)
    const [source, target] = [filesystem.getFileClient(`${base}/source`), filesystem.getFileClient(`${base}/target`)]
    await source.upload(Buffer.from('new'))
    await target.create()
    await target.getDataLakeLeaseClient().acquireLease(-1)
    const { leaseId } = await source.getDataLakeLeaseClient().acquireLease(-1)
    await source.move(`${base}/target`, { conditions: { leaseId: leaseId ?? '' } })
    assert.equal((await target.getProperties()).leaseState, 'available')
    await target.delete()
  })
}
