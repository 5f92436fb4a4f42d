import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { quoteName } from '../../lib/mssql/identifier.ts'
import { isPattern, tablesLike } from '../../lib/mssql/pattern.ts'

function means(pattern: string, schema: string, name: string): boolean {
  return tablesLike(pattern)({ schema, name })
}

describe('patterns of tables', () => {
  it('are texts with * or ? outside of brackets and quotes', () => {
    for (const text of ['dbo.*', 'sales.Order?', '*', '*.[a]', 'a.[b]*']) assert.ok(isPattern(text), text)
    for (const text of ['dbo.a', '[a*].b', '"a?".b', 'a.[b]]*]', '']) assert.ok(!isPattern(text), text)
  })

  it('mean any text and any character, whatever the capitals, and brackets take that from them', () => {
    assert.ok(means('dbo.*', 'DBO', 'anything at.all'))
    assert.ok(means('sales.Order*', 'sales', 'orders'))
    assert.ok(!means('sales.Order*', 'sales', 'Reorders') && !means('sales.Order*', 'sales2', 'Orders'))
    assert.ok(means('*.*', 'a', 'b') && means('s?.t??', 's1', 't12') && !means('s?.t', 's', 't'))
    assert.ok(means('d.[a*]*', 'd', 'a*b') && !means('d.[a*]*', 'd', 'ab'))
    assert.ok(means('"x.y".*', 'x.y', 't') && means('d.[a]]b]?', 'd', 'a]b!'))
  })

  it('that are none say how to write one', () => {
    for (const text of ['*', 'Order*', 'a.b.*', 'dbo.', '.*', 'dbo.[x', 'a]*.b']) {
      assert.throws(() => tablesLike(text), { code: 'PATTERN_INVALID', advice: /sales\.Order\*/ }, text)
    }
  })

  it('written as a quoted name mean exactly that table', () => {
    const name = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
    fc.assert(
      fc.property(name, name, name, (schema, table, other) => {
        const pattern = tablesLike(quoteName([schema, table]))
        assert.ok(pattern({ schema, name: table }))
        const alike = other.toLowerCase() === table.toLowerCase() || other.toUpperCase() === table.toUpperCase()
        if (!alike) assert.ok(!pattern({ schema, name: other }))
      }),
    )
  })
})
