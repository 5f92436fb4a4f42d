/** Entries of files that were taken: what goes in comes out, and the last word on a path counts. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { TakenSet } from '../../lib/journal/taken.ts'

const FILE = fc.record({
  path: fc.constantFrom('a', 'b/c', 'æ', '', 'a '),
  bytes: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
  modified: fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).map(String),
  checksum: fc.uint8Array({ minLength: 32, maxLength: 32 }).map(bytes => Buffer.from(bytes).toString('hex')),
})

test('a set that is written and read again knows the same files', () => {
  fc.assert(
    fc.property(fc.array(FILE), fc.nat(20), (files, cut) => {
      const set = new TakenSet()
      const known = new Map<string, object>()
      for (const { path, ...file } of files) {
        set.add(path, file)
        known.set(path, file)
      }
      const entries = Buffer.concat([...set.entries()])
      const copy = new TakenSet()
      const at = Math.min(entries.length, cut * 64)
      copy.addEntries(entries.subarray(0, at))
      copy.addEntries(entries.subarray(at))
      assert.equal(entries.length, known.size * 64)
      assert.equal(copy.size, known.size)
      for (const path of ['a', 'b/c', 'æ', '', 'a ', 'z']) assert.deepEqual(copy.get(path), known.get(path))
    }),
  )
})
