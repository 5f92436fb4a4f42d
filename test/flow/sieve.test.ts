/** The sieve and what it remembers, against a plain model: entries over files of every size, ties, and rows that were moved before. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Batch } from '../../lib/columns/batch.ts'
import type { Field, Schema } from '../../lib/columns/schema.ts'
import { FlowError } from '../../lib/errors.ts'
import { type EntryFiles, EntryWriter, merge } from '../../lib/flow/entries.ts'
import { HashSet } from '../../lib/flow/hash-set.ts'
import { Sieve } from '../../lib/flow/sieve.ts'
import { ENTRY, FILE_ENTRIES, sealed, unsealed } from '../../lib/journal/seen.ts'
import { batchesOf } from '../encode/table.ts'
import { rowsOf } from '../mssql/values.ts'

const field = (name: string, type: Field['type']): Field => ({ name, type, nullable: false, source: 'x' })
const SCHEMA: Schema = { fields: [field('n', { kind: 'int', bits: 32 })] }
const MARKS = [field('w', { kind: 'int', bits: 64 }), field('k', { kind: 'utf8' })]

/** A row by its watermark and its key. */
type Row = [w: number, k: string]

function batchOf(rows: Row[]): Batch {
  const schema = { fields: [...SCHEMA.fields, ...MARKS] }
  const values = [rows.map((_, i) => BigInt(i)), rows.map(([w]) => BigInt(w)), rows.map(([, k]) => k)]
  return batchesOf({ schema, values, rows: rows.length }, [rows.length])[0]!
}

/** In files of so many entries. */
async function* filesOf(entries: Uint8Array[], each: number): EntryFiles {
  const all = Buffer.concat(entries)
  for (let at = 0; at < all.length; at += each * ENTRY) yield all.subarray(at, at + each * ENTRY)
}

interface Sifted {
  /** Places of the rows that were kept, counted over all batches. */
  kept: number[]
  entries: Uint8Array[]
}

async function sift(
  rows: Row[],
  size: number,
  moved: EntryFiles | null,
  above = Number.NEGATIVE_INFINITY,
): Promise<Sifted> {
  const sieve = new Sieve({
    schema: SCHEMA,
    marks: MARKS,
    measure: { type: 'int', scale: 0 },
    moved,
    wanted: units => Number(units) > above,
  })
  const result: Sifted = { kept: [], entries: [] }
  for (let at = 0; at < rows.length; at += size) {
    const { kept, entries } = await sieve.sift(batchOf(rows.slice(at, at + size)))
    result.kept.push(...rowsOf(SCHEMA, [kept]).map(([n]) => at + Number(n)))
    result.entries.push(Buffer.from(entries))
  }
  return result
}

const byWatermark = (rows: Row[]) => rows.toSorted(([a], [b]) => a - b)
const name = ([w, k]: Row) => `${w} ${k}`

test('rows that were moved are dropped and no others, whatever the files and the batches', async () => {
  const row = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.constantFrom('a', 'b', 'c', 'd', ''))
  const rows = fc.uniqueArray(row, { selector: name, maxLength: 20 }).map(byWatermark)
  const size = fc.integer({ min: 1, max: 8 })
  const property = fc.asyncProperty(rows, rows, size, size, async (before, now, batch, file) => {
    const first = await sift(before, batch, null)
    assert.deepEqual(first.kept, [...before.keys()])
    const second = await sift(now, batch, filesOf(first.entries, file), 0)
    const known = new Set(before.map(name))
    const fresh = now.filter(each => !known.has(name(each)))
    assert.deepEqual(
      second.kept.map(place => name(now[place]!)),
      fresh.map(name),
    )
    // What the next run must know: of both, above the mark, in the order of the watermark.
    const written: Uint8Array[] = []
    const writer = new EntryWriter(async (_, entries) => {
      written.push(entries)
    })
    const facts = await merge(filesOf(first.entries, file), filesOf(second.entries, file), units => units > 0n, writer)
    const wanted = byWatermark([...before, ...fresh]).filter(([w]) => w > 0)
    assert.equal(facts.entries, wanted.length)
    const third = await sift(byWatermark([...before, ...fresh]), batch, filesOf(written, file))
    assert.deepEqual(
      third.kept.filter(place => byWatermark([...before, ...fresh])[place]![0] > 0),
      [],
    )
    const all = Buffer.concat(written)
    const units = Array.from({ length: all.length / ENTRY }, (_, i) => all.readBigInt64LE(i * ENTRY))
    assert.deepEqual(
      units,
      wanted.map(([w]) => BigInt(w)),
    )
  })
  await fc.assert(property, { numRuns: 150 })
})

test('the same key with another watermark is another state of the row', async () => {
  const before = await sift([[1, 'a']], 9, null)
  const { kept } = await sift(
    [
      [1, 'a'],
      [2, 'a'],
    ],
    9,
    filesOf(before.entries, 1),
  )
  assert.deepEqual(kept, [1])
})

test('rows in another order than the watermark’s would be compared with nothing: that is an error', async () => {
  const before = await sift([[1, 'a']], 9, null)
  const rows: Row[] = [
    [2, 'a'],
    [1, 'a'],
  ]
  await assert.rejects(sift(rows, 9, filesOf(before.entries, 1)), (error: unknown) => {
    return error instanceof FlowError && error.code === 'WINDOW_UNORDERED'
  })
})

test('files hold so many entries and no more; what is added comes out', async () => {
  const files: [number, number][] = []
  const writer = new EntryWriter(async (file, entries) => {
    files.push([file, entries.length / ENTRY])
  })
  for (let i = 0; i < 3; i++) await writer.add(new Uint8Array(50_000 * ENTRY))
  assert.deepEqual(await writer.finish(), { files: 3, entries: 150_000 })
  assert.deepEqual(files, [
    [0, FILE_ENTRIES],
    [1, FILE_ENTRIES],
    [2, 150_000 - 2 * FILE_ENTRIES],
  ])
  const none = new EntryWriter(async () => assert.fail('there is nothing to write'))
  assert.deepEqual(await none.finish(), { files: 0, entries: 0 })
})

test('a file that is torn anywhere, or is another’s, is none', () => {
  const entries = Uint8Array.from({ length: 2 * ENTRY }, (_, i) => i)
  const whole = sealed(entries)
  assert.deepEqual(Uint8Array.from(unsealed(whole) ?? []), entries)
  assert.equal(unsealed(sealed(new Uint8Array(0)))?.length, 0)
  for (let length = 0; length < whole.length; length++) assert.equal(unsealed(whole.subarray(0, length)), null)
  for (let at = 0; at < whole.length; at++) {
    const other = Buffer.from(whole)
    other[at]! ^= 1
    assert.equal(unsealed(other), null)
  }
  assert.equal(unsealed(Buffer.from('{"kind":"done"}')), null)
})

test('a set of hashes holds what was put in, also when all begin alike', () => {
  const set = new HashSet()
  const words = Int32Array.from({ length: 4 * 5000 }, (_, i) => (i % 4 === 0 ? (i / 4) % 7 : i * 2654435761))
  for (let i = 0; i < 4000; i++) set.add(words, i * 4)
  set.add(words, 0)
  assert.equal(set.size, 4000)
  for (let i = 0; i < 5000; i++) assert.equal(set.has(words, i * 4), i < 4000)
  set.clear()
  assert.equal(set.has(words, 0), false)
  assert.equal(set.size, 0)
})
