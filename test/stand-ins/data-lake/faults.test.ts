import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Fault, Faults } from './faults.ts'
import { place, refusal } from './test-support.ts'
import type { Operation } from './wire/operation.ts'

const STATUSES: readonly (readonly [status: number, code: string])[] = [
  [408, 'OperationTimedOut'],
  [409, 'OperationAborted'],
  [412, 'ConditionNotMet'],
  [429, 'TooManyRequests'],
  [500, 'InternalError'],
  [502, 'BadGateway'],
  [503, 'ServerBusy'],
  [504, 'GatewayTimeout'],
]

for (const [status, code] of STATUSES) {
  test(`status ${status}, without and with Retry-After, before and after the call is carried out`, async t => {
    const { lake, filesystem } = await place(t, {})
    const file = filesystem.getFileClient('a/file')
    lake.faults.add({ operation: 'create-file', status: { status } })
    await assert.rejects(file.create(), refusal(code, status))
    assert.equal(await file.exists(), false)
    lake.faults.add({ operation: 'create-file', status: { status, retryAfter: 7, code: 'Mine' } })
    await assert.rejects(file.create(), error => {
      assert.equal(Reflect.get(Object(error), 'response').headers.get('retry-after'), '7')
      return refusal('Mine', status)(error)
    })
    assert.equal(await file.exists(), false)
    lake.faults.add({ operation: 'create-file', status: { status }, applied: true })
    await assert.rejects(file.create(), refusal(code, status))
    assert.equal(await file.exists(), true)
    assert.equal(lake.faults.hits, 3)
  })
}

const NETWORK = /ECONNRESET|socket hang up|aborted|ERR_STREAM_PREMATURE_CLOSE|terminated/

test('a socket that resets, before and after each kind of change', async t => {
  const { lake, filesystem } = await place(t, {})
  const [file, moved] = [filesystem.getFileClient('a/file'), filesystem.getFileClient('a/moved')]
  const bytes = Buffer.from('bytes')
  const steps: readonly (readonly [Operation, () => Promise<unknown>, () => Promise<boolean>])[] = [
    ['create-file', () => file.create(), () => file.exists()],
    [
      'append',
      () => file.append(bytes, 0, 5),
      async () => lake.requests.some(({ operation, applied }) => operation === 'append' && applied),
    ],
    ['flush', () => file.flush(5), async () => (await file.getProperties()).contentLength === 5],
    ['rename', () => file.move('a/moved'), () => moved.exists()],
    ['delete', () => moved.delete(), async () => !(await moved.exists())],
  ]
  for (const [operation, change, happened] of steps) {
    lake.faults.add({ operation, reset: true })
    await assert.rejects(change(), NETWORK, operation)
    assert.equal(await happened(), false, `${operation} did not happen`)
    lake.faults.add({ operation, reset: true, applied: true })
    await assert.rejects(change(), NETWORK, operation)
    assert.equal(await happened(), true, `${operation} happened, and its answer was lost`)
  }
})

test('a reply that is lost makes a second try ambiguous, as it does on the service', async t => {
  const { lake, filesystem } = await place(t, {})
  const file = filesystem.getFileClient('a/file')
  const lost: Fault = { reset: true, applied: true }
  lake.faults.add({ ...lost, operation: 'create-file' })
  await assert.rejects(file.create({ conditions: { ifNoneMatch: '*' } }), NETWORK)
  await assert.rejects(file.create({ conditions: { ifNoneMatch: '*' } }), refusal('PathAlreadyExists', 409))
  lake.faults.add({ ...lost, operation: 'rename' })
  await assert.rejects(file.move('a/moved'), NETWORK)
  await assert.rejects(file.move('a/moved'), refusal('SourcePathNotFound', 404))
  lake.faults.add({ ...lost, operation: 'delete' })
  await assert.rejects(filesystem.getFileClient('a/moved').delete(), NETWORK)
  await assert.rejects(filesystem.getFileClient('a/moved').delete(), refusal('PathNotFound', 404))
})

test('a hang lasts until the caller gives up, with the call carried out or not', async t => {
  const { lake, filesystem } = await place(t, {})
  const file = filesystem.getFileClient('a/file')
  for (const applied of [false, true]) {
    lake.faults.add({ hang: true, applied })
    const stop = new AbortController()
    const hanging = file.create({ abortSignal: stop.signal })
    while (lake.faults.hits < (applied ? 2 : 1)) await sleep(2)
    // The call after it is answered, so it is this one that hangs.
    assert.equal(await file.exists(), applied)
    stop.abort()
    await assert.rejects(hanging, { name: 'AbortError' })
  }
})

test('half a request is not carried out; half an answer arrives', async t => {
  const { lake, filesystem } = await place(t, {})
  const file = filesystem.getFileClient('a/file')
  const bytes = Buffer.alloc(1_000_000, 7)
  await file.create()
  lake.faults.add({ operation: 'append', halfBody: 'request' })
  await assert.rejects(file.append(bytes, 0, bytes.length), /ECONNRESET|EPIPE|socket hang up/)
  await assert.rejects(file.flush(bytes.length), refusal('InvalidFlushPosition', 400))
  await file.append(bytes, 0, bytes.length)
  await file.flush(bytes.length)
  lake.faults.add({ operation: 'read', halfBody: 'answer' })
  const { readableStreamBody, contentLength } = await file.read(0, undefined, { maxRetryRequests: 0 })
  assert.equal(contentLength, bytes.length)
  let received = 0
  await assert.rejects(async () => {
    for await (const chunk of readableStreamBody ?? []) received += chunk.length
  }, NETWORK)
  assert.equal(received, bytes.length / 2)
  lake.faults.add({ operation: 'list', halfBody: 'answer' })
  await assert.rejects(filesystem.listPaths().byPage().next(), NETWORK)
})

test('a delay comes before the call is carried out', async t => {
  const { lake, filesystem } = await place(t, {})
  const file = filesystem.getFileClient('a/file')
  lake.faults.add({ operation: 'create-file', delayMs: 200 })
  let done = false
  const creating = file.create().then(() => {
    done = true
  })
  while (lake.faults.hits === 0) await sleep(2)
  assert.equal(await file.exists(), false)
  assert.equal(done, false)
  await creating
  assert.equal(await file.exists(), true)
})

test('faults aim: at an operation, a method, a path, the third of four', async t => {
  const { lake, filesystem } = await place(t, {})
  const hit = async (call: Promise<unknown>) =>
    call.then(
      () => false,
      () => true,
    )
  const status = { status: 500 }
  const file = (name: string) => filesystem.getFileClient(name)

  lake.faults.add({ method: 'patch', status })
  assert.deepEqual([await hit(file('a').create()), await hit(file('a').append(Buffer.from('x'), 0, 1))], [false, true])
  lake.faults.add({ path: 'lake/b/c', status, times: 2 })
  assert.deepEqual(
    [await hit(file('b').create()), await hit(file('c/b/c').create()), await hit(file('b/c').create())],
    [false, false, true],
  )
  lake.faults.clear()
  lake.faults.add({ path: /^lake\/.*\.PARQUET$/i, status })
  assert.deepEqual([await hit(file('b.csv').create()), await hit(file('b.parquet').create())], [false, true])
  lake.faults.add({ path: '/^lake.x/', status, operation: ['create-file', 'create-directory'] })
  assert.deepEqual(
    [await hit(file('xy').exists()), await hit(filesystem.getDirectoryClient('xy').create())],
    [false, true],
  )
  lake.faults.add({ skip: 2, status })
  const four = [
    await hit(file('1').create()),
    await hit(file('2').create()),
    await hit(file('3').create()),
    await hit(file('4').create()),
  ]
  assert.deepEqual(four, [false, false, true, false])
  lake.faults.add({ status, times: Infinity })
  lake.faults.replace([])
  assert.equal(await hit(file('5').create()), false)
})

test('a fault that says nothing sensible is refused', () => {
  const faults = new Faults()
  assert.throws(() => faults.add({}), /a fault without an effect: expected one or more of status, reset/)
  const misspelt: object = { delay: 10 }
  assert.throws(() => faults.add(misspelt), /"delay" is no fault/)
  assert.throws(() => faults.add({ reset: true, times: 0 }), /times is a count of calls from 1, not 0/)
  assert.throws(() => faults.add({ reset: true, skip: -1 }), /skip is a count of calls from 0, not -1/)
  assert.throws(() => faults.add({ status: { status: 200 } }), /status is one from 400 to 599, not 200/)
  assert.throws(() => faults.add({ delayMs: Number.NaN }), /delayMs is a count, not NaN/)
  assert.throws(() => faults.add({ applied: true }), /applied goes with status, reset or hang/)
})
