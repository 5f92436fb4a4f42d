/** Markers that rows bring of their own: what becomes of each value, and which rows are refused. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Batch, Column } from '../../lib/columns/batch.ts'
import type { Field, Schema } from '../../lib/columns/schema.ts'
import { ConfigError } from '../../lib/errors.ts'
import { polished } from '../../lib/polish/apply.ts'
import type { Mask, PolishConfig } from '../../lib/polish/config.ts'
import { planPolish } from '../../lib/polish/plan.ts'

type Bits = 16 | 32 | 64

const MARKER = '__rowMarker__'
const whole = (name: string, bits: Bits): Field => ({
  ...{ name, type: { kind: 'int', bits }, nullable: true, source: 'whole' },
})
const sourceOf = (bits: Bits): Schema => ({ fields: [whole('Order Id', 32), whole(MARKER, bits), whole('Line', 16)] })

function configOf(key: string[], mask: Mask[] = []): PolishConfig {
  const columns = { remove_special: false, remove_spaces: true, case: 'snake' } as const
  return { columns, hash_ids: [], constants: [], timestamps: [], mask, keep_marker: { key }, row_marker: 4 }
}

function numbers(bits: Bits, values: (number | bigint | null)[]): Column {
  const bytes = new Uint8Array(Math.ceil((values.length * bits) / 64) * 8)
  const view = new DataView(bytes.buffer)
  const validity = new Uint8Array(Math.ceil(values.length / 64) * 8)
  for (const [row, value] of values.entries()) {
    if (bits === 64) view.setBigInt64(row * 8, BigInt(value ?? 0), true)
    else if (bits === 32) view.setInt32(row * 4, Number(value ?? 0), true)
    else view.setInt16(row * 2, Number(value ?? 0), true)
    if (value !== null) validity[row >> 3]! |= 1 << (row & 7)
  }
  const nulls = values.filter(value => value === null).length
  const used = bytes.subarray(0, (values.length * bits) / 8)
  return { nulls, validity: nulls === 0 ? null : validity, offsets: null, values: used }
}

/** Orders 1, 2, 3 …, each on a line of ten times its number, with these markers. */
function batchOf(bits: Bits, markers: (number | bigint | null)[]): Batch {
  const orders = markers.map((_, row) => row + 1)
  const lines = orders.map(order => order * 10)
  return {
    rows: markers.length,
    columns: [numbers(32, orders), numbers(bits, markers), numbers(16, lines)],
    bytes: 0,
    altered: 0,
  }
}

function refusal(config: PolishConfig, bits: Bits, markers: (number | bigint | null)[]): ConfigError {
  const { steps } = planPolish(config, sourceOf(bits), new Date())
  try {
    polished(steps, batchOf(bits, markers))
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error))
    return error
  }
  return assert.fail('it was taken')
}

const width = fc.constantFrom<Bits[]>(16, 32, 64)
const known = fc.constantFrom(0, 1, 2, 4)

test('known markers of any width stay what they are, as the last column and an int32; no other column changes', () => {
  fc.assert(
    fc.property(width, fc.array(known, { maxLength: 70 }), (bits, markers) => {
      const { schema, steps } = planPolish(configOf(['Order Id']), sourceOf(bits), new Date())
      assert.deepEqual(
        schema.fields.map(({ name }) => name),
        ['order_id', 'line', MARKER],
      )
      assert.deepEqual(schema.fields.at(-1)?.type, { kind: 'int', bits: 32 })
      assert.equal(schema.fields.at(-1)?.nullable, false)
      const before = batchOf(bits, markers)
      const [order, line, marker] = polished(steps, before).columns
      assert.deepEqual([order, line], [before.columns[0], before.columns[2]])
      assert.deepEqual(marker, numbers(32, markers))
    }),
    { numRuns: 60 },
  )
})

test('a row whose marker is NULL or not known is refused, and told by its key, wherever it stands', () => {
  const unknown = fc.oneof(
    fc.constant(null),
    fc.integer({ min: -32768, max: 32767 }).filter(n => ![0, 1, 2, 4].includes(n)),
  )
  fc.assert(
    fc.property(
      width,
      fc.array(known, { maxLength: 40 }),
      unknown,
      fc.array(known, { maxLength: 40 }),
      (bits, before, bad, after) => {
        const error = refusal(configOf(['Order Id', 'Line']), bits, [...before, bad, ...after])
        const order = before.length + 1
        assert.equal(error.code, 'ROW_MARKER_UNKNOWN')
        assert.equal(
          error.message,
          `The row of the source with Order Id = ${order}, Line = ${order * 10} has ${bad ?? 'NULL'} in ${MARKER}.`,
        )
        assert.match(error.advice ?? '', /0 insert, 1 update, 2 delete, 4 insert or update/)
      },
    ),
    { numRuns: 60 },
  )
})

test('numbers that only look like markers when they are cut are refused as they are', () => {
  assert.match(refusal(configOf([]), 64, [4n, 2n ** 32n + 2n]).message, /^A row of the source has 4294967298 in /)
  assert.match(refusal(configOf([]), 32, [2 ** 16 + 1]).message, /has 65537 in /)
  assert.match(refusal(configOf([]), 64, [-(2n ** 63n)]).message, /has -9223372036854775808 in /)
})

test('the key may be said by the names of the files; of a masked column no message says the values', () => {
  assert.match(
    refusal(configOf(['order_id']), 16, [4, 7]).message,
    /^The row of the source with Order Id = 2 has 7 in /,
  )
  const masked = configOf(['Order Id', 'Line'], [{ column: 'Order Id', method: 'sha256' }])
  assert.match(refusal(masked, 16, [4, 7]).message, /^The row of the source with Line = 20 has 7 in /)
})

test('a column of another kind is refused before a row is read', () => {
  const fields: Field[] = [{ name: MARKER, type: { kind: 'utf8' }, nullable: false, source: 'nvarchar(1)' }]
  assert.throws(
    () => planPolish(configOf([]), { fields }, new Date()),
    (error: unknown) => {
      assert.ok(error instanceof ConfigError)
      assert.equal(error.code, 'ROW_MARKER_TYPE')
      assert.match(error.message, /__rowMarker__ is of the type nvarchar\(1\)/)
      return true
    },
  )
})
