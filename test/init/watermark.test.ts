import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Field } from '../../lib/columns/schema.ts'
import { bestWatermark } from '../../lib/init/watermark.ts'

function fields(...columns: [name: string, source: string][]): Field[] {
  return columns.map(([name, source]) => ({ name, source, type: { kind: 'utf8' }, nullable: false }))
}

describe('bestWatermark', () => {
  it('takes a rowversion before any clock', () => {
    const found = bestWatermark(fields(['ModifiedAt', 'datetime2(7)'], ['Version', 'binary(8)']), 'Version')
    assert.deepEqual(found, { column: 'Version', source: 'rowversion' })
  })

  it('takes a time that looks like the last change, and no other', () => {
    for (const name of ['ModifiedAt', 'last_update', 'LastEditedWhen', 'RowChangeDate', 'updated_on', 'SysStartTime'])
      assert.equal(bestWatermark(fields(['CreatedAt', 'datetime'], [name, 'datetime2(3)']), undefined)?.column, name)
    assert.equal(
      bestWatermark(fields(['CreatedAt', 'datetime'], ['BirthDate', 'date'], ['Modified', 'bit']), undefined),
      null,
    )
  })
})
