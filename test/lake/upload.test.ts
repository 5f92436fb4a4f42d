/** Files on their way: side by side where a lake lets them, one chunk after another where it does not, and never a wrong byte. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { IHttpClient } from '@azure/storage-file-datalake'
import { LakeError } from '../../lib/errors.ts'
import { Lake, type LakeOptions } from '../../lib/lake/lake.ts'
import { LakeUpload } from '../../lib/lake/upload.ts'
import { startTestLake, type TestLake } from '../support/lake.ts'

const CHUNK = 8 * 2 ** 20

let world: TestLake
before(async () => {
  world = await startTestLake()
})
after(() => world[Symbol.asyncDispose]())

function lakeWith(options: LakeOptions = {}): Lake {
  return new Lake(world.place, { ...world.options, timeout: 20_000, ...options })
}

/** Watches the requests, and may change them. */
function throughClient(see: IHttpClient['sendRequest']): LakeOptions {
  return { httpClient: { sendRequest: see } }
}

function send(request: Parameters<IHttpClient['sendRequest']>[0]) {
  return world.options.httpClient!.sendRequest(request)
}

function bytesOf(chunks: number): Buffer {
  const bytes = Buffer.alloc(chunks * CHUNK)
  for (let at = 0; at < chunks; at++) bytes.fill(at + 1, at * CHUNK, (at + 1) * CHUNK)
  return bytes
}

test('at most eight chunks of all files are on their way', async () => {
  let open = 0
  let most = 0
  const lake = lakeWith(
    throughClient(async request => {
      if (request.method !== 'PATCH') return send(request)
      open += 1
      most = Math.max(most, open)
      return send(request).finally(() => {
        open -= 1
      })
    }),
  )
  const chunk = bytesOf(1)
  const uploads = await Promise.all(['a', 'b', 'c'].map(name => LakeUpload.begin(lake, `many/${name}`)))
  await Promise.all(
    uploads.map(async upload => {
      for (let at = 0; at < 5; at++) await upload.write(chunk)
      assert.equal(await upload.finish(), 5 * CHUNK)
    }),
  )
  assert.equal(most, 8)
})

test('a byte that changes on the way is noticed by the lake', async () => {
  const lake = lakeWith(
    throughClient(request => {
      if (request.url.includes('action=append') && Buffer.isBuffer(request.body)) {
        const harmed = Buffer.from(request.body)
        harmed[2] ^= 1
        request.body = harmed
      }
      return send(request)
    }),
  )
  const upload = await LakeUpload.begin(lake, 'harmed')
  await upload.write(Buffer.from('bytes'))
  await assert.rejects(upload.finish(), (error: unknown) => {
    assert.ok(error instanceof LakeError)
    assert.equal(error.facts.reason, 'Md5Mismatch')
    return true
  })
  await upload.abort()
})

test('a lake that wants chunks in their order gets them so, from then on', async () => {
  const lake = lakeWith()
  const bytes = bytesOf(4)
  world.standIn.faults.add({
    operation: 'append',
    path: 'ordered',
    skip: 1,
    times: 2,
    status: { status: 409, code: 'InvalidAppendPosition' },
  })
  const upload = await LakeUpload.begin(lake, 'ordered')
  await upload.write(bytes)
  assert.equal(await upload.finish(), bytes.length)
  assert.ok(bytes.equals((await lake.read('ordered'))!))
  assert.equal(lake.oneAtATime, true)
  const later = await LakeUpload.begin(lake, 'ordered-later')
  await later.write(bytes)
  await later.finish()
  assert.ok(bytes.equals((await lake.read('ordered-later'))!))
  assert.equal(
    world.standIn.requests.filter(call => call.path.endsWith('ordered-later') && call.operation === 'append').length,
    4,
  )
})

test('chunks that did not arrive are an error that passes, and the file can be begun anew', async () => {
  const lake = lakeWith()
  world.standIn.faults.add({ operation: 'flush', path: 'lost', status: { status: 400, code: 'InvalidFlushPosition' } })
  const upload = await LakeUpload.begin(lake, 'lost')
  await upload.write(bytesOf(1))
  await assert.rejects(upload.finish(), (error: unknown) => {
    assert.ok(error instanceof LakeError)
    assert.equal(error.retryable, true)
    return true
  })
  await upload.abort()
  assert.equal(await lake.stat('lost'), null)
  assert.equal(lake.oneAtATime, true)
  const again = await LakeUpload.begin(lake, 'lost')
  await again.write(Buffer.from('whole'))
  assert.equal(await again.finish(), 5)
})

test('what fails behind the writer is told at the next word, and nothing is left', async () => {
  const lake = lakeWith()
  world.standIn.faults.add({
    operation: 'append',
    path: 'fails',
    times: 20,
    status: { status: 403, code: 'AuthorizationPermissionMismatch' },
  })
  const upload = await LakeUpload.begin(lake, 'fails')
  const writing = async () => {
    for (let at = 0; at < 20; at++) await upload.write(bytesOf(1))
    await upload.finish()
  }
  await assert.rejects(writing, /AuthorizationPermissionMismatch/)
  await upload.abort()
  world.standIn.faults.clear()
  assert.equal(await lake.stat('fails'), null)
})
