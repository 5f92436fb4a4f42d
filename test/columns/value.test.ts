import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Column } from '../../lib/columns/batch.ts'
import type { DataType } from '../../lib/columns/schema.ts'
import { textOf } from '../../lib/columns/value.ts'

function fixed(
  values: ArrayLike<number | bigint>,
  write: (view: DataView, at: number, value: never) => void,
  width: number,
): Column {
  const bytes = new Uint8Array(values.length * width)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < values.length; i++) write(view, i * width, values[i] as never)
  return { nulls: 0, validity: null, offsets: null, values: bytes }
}

const big = (...values: bigint[]) => fixed(values, (view, at, value: bigint) => view.setBigInt64(at, value, true), 8)
const wide = (...values: bigint[]) =>
  fixed(
    values,
    (view, at, value: bigint) => {
      view.setBigUint64(at, BigInt.asUintN(64, value), true)
      view.setBigInt64(at + 8, value >> 64n, true)
    },
    16,
  )
const days = (...values: number[]) => fixed(values, (view, at, value: number) => view.setInt32(at, value, true), 4)

function texts(type: DataType, column: Column, rows: number): (string | null)[] {
  return Array.from({ length: rows }, (_, row) => textOf(type, column, row))
}

test('numbers', () => {
  const least = -(2n ** 63n)
  assert.deepEqual(texts({ kind: 'int', bits: 64 }, big(least, 9007199254740993n), 2), [
    String(least),
    '9007199254740993',
  ])
  assert.deepEqual(texts({ kind: 'int', bits: 32 }, days(-5, 2147483647), 2), ['-5', '2147483647'])
  const small = fixed([-32768, 7], (view, at, value: number) => view.setInt16(at, value, true), 2)
  assert.deepEqual(texts({ kind: 'int', bits: 16 }, small, 2), ['-32768', '7'])
  const money: DataType = { kind: 'decimal', precision: 38, scale: 4 }
  assert.deepEqual(texts(money, wide(0n, -1n, 12345n, -(10n ** 37n)), 4), [
    '0.0000',
    '-0.0001',
    '1.2345',
    `-1${'0'.repeat(33)}.0000`,
  ])
  assert.deepEqual(texts({ kind: 'decimal', precision: 38, scale: 0 }, wide(-42n), 1), ['-42'])
  const floats = fixed([0.1, -1e300], (view, at, value: number) => view.setFloat64(at, value, true), 8)
  assert.deepEqual(texts({ kind: 'float', bits: 64 }, floats, 2), ['0.1', '-1e+300'])
  const singles = fixed([0.5], (view, at, value: number) => view.setFloat32(at, value, true), 4)
  assert.deepEqual(texts({ kind: 'float', bits: 32 }, singles, 1), ['0.5'])
  const bits: Column = { nulls: 1, validity: new Uint8Array([0b011]), offsets: null, values: new Uint8Array([0b010]) }
  assert.deepEqual(texts({ kind: 'bool' }, bits, 3), ['0', '1', null])
})

test('dates and times', () => {
  assert.deepEqual(texts({ kind: 'date' }, days(-719162, -1, 0, 2932896), 4), [
    '0001-01-01',
    '1969-12-31',
    '1970-01-01',
    '9999-12-31',
  ])
  const us: DataType = { kind: 'timestamp', unit: 'us', utc: false }
  assert.deepEqual(texts(us, big(-1n, 0n, 3000n, 1_500_000n), 4), [
    '1969-12-31T23:59:59.999999',
    '1970-01-01T00:00:00',
    '1970-01-01T00:00:00.003',
    '1970-01-01T00:00:01.5',
  ])
  const ns: DataType = { kind: 'timestamp', unit: 'ns', utc: true }
  assert.deepEqual(texts(ns, big(-100n, 1_700_000_000_123_456_700n), 2), [
    '1969-12-31T23:59:59.9999999+00:00',
    '2023-11-14T22:13:20.1234567+00:00',
  ])
  assert.deepEqual(texts({ kind: 'time', unit: 'us' }, big(0n, 86_399_999_999n), 2), ['00:00:00', '23:59:59.999999'])
  assert.deepEqual(texts({ kind: 'time', unit: 'ns' }, big(100n), 1), ['00:00:00.0000001'])
})

test('text and bytes', () => {
  const bytes = Buffer.from('Zürich🚲')
  const column: Column = {
    nulls: 0,
    validity: null,
    offsets: new Int32Array([0, 0, bytes.length]),
    values: new Uint8Array(bytes),
  }
  assert.deepEqual(texts({ kind: 'utf8' }, column, 2), ['', 'Zürich🚲'])
  assert.equal(textOf({ kind: 'binary' }, column, 1), `0x${bytes.toString('hex')}`)
  const uuid: Column = {
    nulls: 0,
    validity: null,
    offsets: null,
    values: new Uint8Array(Buffer.from('6f9619ff8b86d011b42d00c04fc964ff', 'hex')),
  }
  assert.equal(textOf({ kind: 'uuid' }, uuid, 0), '6F9619FF-8B86-D011-B42D-00C04FC964FF')
})

test('any decimal is its unscaled value with the point put in', () => {
  const any = fc.record({
    unscaled: fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n }),
    scale: fc.integer({ min: 0, max: 38 }),
  })
  fc.assert(
    fc.property(any, ({ unscaled, scale }) => {
      const text = textOf({ kind: 'decimal', precision: 38, scale }, wide(unscaled), 0) ?? ''
      assert.match(text, /^-?\d+(\.\d+)?$/)
      assert.equal(text.split('.')[1]?.length ?? 0, scale)
      assert.equal(BigInt(text.replace('.', '')), unscaled)
    }),
  )
})
