/** Whether a batch is what lib/columns/batch.ts promises. */
import assert from 'node:assert/strict'
import { type Batch, bytesOf, MAX_BATCH_ROWS } from '../../lib/columns/batch.ts'
import { byteWidth, type Schema } from '../../lib/columns/schema.ts'

/** The promises of lib/columns/batch.ts. */
export function checkLayout(schema: Schema, batch: Batch): void {
  const { rows, columns, bytes, altered } = batch
  assert.ok(rows > 0 && rows <= MAX_BATCH_ROWS, `${rows} rows`)
  assert.equal(columns.length, schema.fields.length)
  assert.equal(bytes, bytesOf(columns))
  assert.ok(Number.isInteger(altered) && altered >= 0)
  for (const [at, { nulls, validity, offsets, values }] of columns.entries()) {
    const { name, type, nullable } = schema.fields[at]!
    for (const array of [validity, offsets, values]) assert.equal((array?.byteOffset ?? 0) % 8, 0, name)
    let valid = 0
    for (let row = 0; row < rows; row++) if (!isNull(validity, row)) valid++
    assert.equal(rows - valid, nulls, name)
    assert.equal(validity === null, nulls === 0, name)
    if (!nullable) assert.equal(nulls, 0, name)
    const text = type.kind === 'utf8' || type.kind === 'binary'
    assert.equal(offsets !== null, text, name)
    if (offsets === null) {
      const needed = type.kind === 'bool' ? Math.ceil(rows / 8) : rows * byteWidth(type)
      assert.ok(values.byteLength >= needed, name)
      const width = byteWidth(type)
      for (let row = 0; row < rows; row++) {
        if (isNull(validity, row))
          assert.ok(
            values.subarray(row * width, (row + 1) * width).every(byte => byte === 0),
            name,
          )
      }
      continue
    }
    assert.equal(offsets[0], 0, name)
    assert.ok(offsets.length > rows && offsets[rows]! <= values.byteLength, name)
    for (let row = 0; row < rows; row++) {
      assert.ok(offsets[row]! <= offsets[row + 1]!, name)
      if (isNull(validity, row)) assert.equal(offsets[row], offsets[row + 1], name)
    }
  }
}

function isNull(validity: Uint8Array | null, row: number): boolean {
  return validity !== null && ((validity[row >> 3]! >> (row & 7)) & 1) === 0
}
