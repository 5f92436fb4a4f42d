import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import { type ByteSink, ConnectionClosed, MessageWriter } from './wire/message-writer.ts'
import {
  HEADER_BYTES,
  type Message,
  MessageAssembler,
  PACKET,
  STATUS,
  singlePacket,
  writeHeader,
} from './wire/packets.ts'

const NO_FLOW = { pause: () => undefined, resume: () => undefined }

/** A socket that takes bytes at once, or when the event loop comes round. */
class Sink implements ByteSink {
  readonly taken: Buffer[] = []
  destroyed = false
  readonly #late: boolean
  constructor(late: boolean) {
    this.#late = late
  }
  write(bytes: Uint8Array, done: (error?: Error | null) => void) {
    const take = () => {
      // Copied when the socket gets to it: a buffer reused too early would show.
      this.taken.push(Buffer.from(bytes))
      done()
    }
    if (this.#late) setImmediate(take)
    else process.nextTick(take)
    return !this.#late
  }
  destroy() {
    this.destroyed = true
  }
}

type Step = { write: number } | 'flush' | 'release'

test('whatever is written, flushed and released arrives whole, in packets of the agreed size', async () => {
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 8, arbitrary: fc.record({ write: fc.integer({ min: 0, max: 3000 }) }) },
    { weight: 2, arbitrary: fc.record({ write: fc.integer({ min: 100_000, max: 900_000 }) }) },
    fc.constant<Step>('flush'),
    fc.constant<Step>('release'),
  )
  const messages = fc.array(fc.array(step, { maxLength: 12 }), { minLength: 1, maxLength: 3 })
  const packetBytes = fc.constantFrom(512, 4096, 32_767)
  await fc.assert(
    fc.asyncProperty(messages, packetBytes, fc.boolean(), async (plan, size, late) => {
      const sink = new Sink(late)
      const writer = new MessageWriter(sink, 51, size)
      const expected: Buffer[] = []
      let counter = 0
      for (const steps of plan) {
        const parts: Buffer[] = []
        for (const current of steps) {
          if (current === 'flush') await writer.flush()
          else if (current === 'release') writer.release()
          else {
            const bytes = Buffer.alloc(current.write, ++counter)
            parts.push(Buffer.from(bytes))
            await writer.write(bytes)
            bytes.fill(0xee) // the caller may reuse its bytes
          }
        }
        await writer.end()
        expected.push(Buffer.concat(parts))
      }
      while (Buffer.concat(sink.taken).length < writer.sent) await nextTurn()
      checkPackets(Buffer.concat(sink.taken), size)
      const got: Message[] = []
      new MessageAssembler(message => got.push(message), NO_FLOW).push(Buffer.concat(sink.taken))
      assert.equal(got.length, expected.length)
      for (const [index, { payload }] of got.entries()) assert.ok(payload.equals(expected[index]))
    }),
    { numRuns: 60 },
  )
})

/** Sizes, ids from 1 in every message, the session's number, END on the last packet only. */
function checkPackets(bytes: Buffer, size: number) {
  let id = 1
  for (let at = 0; at < bytes.length; at += bytes.readUInt16BE(at + 2)) {
    assert.ok(bytes.readUInt16BE(at + 2) <= size)
    assert.equal(bytes[at], PACKET.RESPONSE)
    assert.equal(bytes.readUInt16BE(at + 4), 51)
    assert.equal(bytes[at + 6], id)
    id = bytes[at + 1] === STATUS.END ? 1 : (id + 1) & 0xff
  }
  assert.equal(id, 1, 'the last packet has the END bit')
}

test('a message that fills its packets exactly has no empty packet', async () => {
  const sink = new Sink(false)
  const writer = new MessageWriter(sink, 51, 512)
  await writer.write(Buffer.alloc(3 * (512 - HEADER_BYTES)))
  await writer.end()
  await nextTurn()
  assert.equal(Buffer.concat(sink.taken).length, 3 * 512)
})

test('a socket that takes nothing stops the writer after a megabyte, and its end frees it', async () => {
  const held: (() => void)[] = []
  const sink: ByteSink = {
    write: (_, done) => {
      held.push(done)
      return false
    },
    destroy: () => undefined,
  }
  const writer = new MessageWriter(sink, 51, 4096)
  const block = Buffer.alloc(100_000)
  let blocks = 0
  const writing = (async () => {
    for (;;) {
      await writer.write(block)
      blocks++
    }
  })()
  const failed = assert.rejects(writing, ConnectionClosed)
  for (let turn = 0; turn < 20; turn++) await nextTurn()
  assert.equal(blocks, 10)
  held.shift()?.()
  for (let turn = 0; turn < 20; turn++) await nextTurn()
  assert.ok(blocks > 10 && blocks < 14, `one buffer came back: ${blocks} blocks`)
  writer.close()
  await failed
})

test('messages are put together from any cut of their bytes', () => {
  const payloads = fc.array(fc.uint8Array({ maxLength: 60 }), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(payloads, fc.array(fc.nat(80), { maxLength: 12 }), (given, cuts) => {
      const bytes = Buffer.concat(given.map(payload => singlePacket(PACKET.SQL_BATCH, payload)))
      const got: Buffer[] = []
      const assembler = new MessageAssembler(({ payload }) => got.push(payload), NO_FLOW)
      let at = 0
      for (const cut of cuts) {
        assembler.push(bytes.subarray(at, at + cut))
        at += Math.min(cut, bytes.length - at)
      }
      assembler.push(bytes.subarray(at))
      assert.deepEqual(
        got.map(payload => payload.toString('hex')),
        given.map(payload => Buffer.from(payload).toString('hex')),
      )
    }),
  )
})

test('a bulk load is handed on while it arrives, cut anywhere; the client waits when nobody reads', async () => {
  const calls: string[] = []
  const flow = { pause: () => void calls.push('pause'), resume: () => void calls.push('resume') }
  const packet = (status: number, payload: Buffer) => {
    const header = Buffer.alloc(HEADER_BYTES)
    writeHeader(header, 0, { type: PACKET.BULK_LOAD, status, length: HEADER_BYTES + payload.length, spid: 0, id: 1 })
    return Buffer.concat([header, payload])
  }
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }),
      fc.boolean(),
      async (payloads, cuts, ignored) => {
        const last = STATUS.END | (ignored ? STATUS.IGNORE : 0)
        const packets = payloads.map((bytes, at) => packet(at === payloads.length - 1 ? last : 0, Buffer.from(bytes)))
        const got: Message[] = []
        const assembler = new MessageAssembler(message => got.push(message), flow)
        const attention = singlePacket(PACKET.ATTENTION, new Uint8Array(0))
        const stream = Buffer.concat([...packets, attention])
        for (let at = 0, cut = 0; at < stream.length; at += cuts[cut++ % cuts.length]) {
          assembler.push(stream.subarray(at, at + cuts[cut % cuts.length]))
        }
        const [{ body }, after] = got
        assert.ok(body)
        const read: Buffer[] = []
        for (let part = await body.take(); part !== null; part = await body.take()) read.push(part)
        assert.deepEqual(Buffer.concat(read), Buffer.concat(payloads))
        assert.equal(body.fate, ignored ? 'ignored' : 'whole')
        assert.equal(after?.type, PACKET.ATTENTION)
      },
    ),
  )
  assert.deepEqual(calls, [], 'little waits for nobody')
  let body: Message['body']
  const assembler = new MessageAssembler(message => {
    body = message.body
  }, flow)
  for (let sent = 0; sent < 100; sent++) assembler.push(packet(0, Buffer.alloc(32_000)))
  assert.ok(body)
  assert.deepEqual(calls, ['pause'])
  for (let taken = 0; taken < 99; taken++) await body.take()
  assert.deepEqual(calls, ['pause', 'resume'])
  assembler.close()
  assert.notEqual(await body.take(), null, 'what has arrived is still there')
  assert.equal(await body.take(), null)
  assert.equal(body.fate, 'lost')
})
