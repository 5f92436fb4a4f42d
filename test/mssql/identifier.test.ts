import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseName, quote, quoteName } from '../../lib/mssql/identifier.ts'

const NAMES: [text: string, parts: string[]][] = [
  ['orders', ['orders']],
  ['dbo.orders', ['dbo', 'orders']],
  ['erp.dbo.orders', ['erp', 'dbo', 'orders']],
  ['dbo.[Order Details]', ['dbo', 'Order Details']],
  ['dbo.Order Details', ['dbo', 'Order Details']],
  ['[a]]b]', ['a]b']],
  ['[]]]', [']']],
  ['"a.b"."c""d"', ['a.b', 'c"d']],
  ['[a.b].[c"d]', ['a.b', 'c"d']],
  [' [dbo] . [x] ', ['dbo', 'x']],
  ['Größe.表', ['Größe', '表']],
  ["dbo.O'Brien", ['dbo', "O'Brien"]],
]

for (const [text, parts] of NAMES) {
  test(`${text} is ${JSON.stringify(parts)}`, () => assert.deepEqual(parseName(text), parts))
}

const WRONG: [text: string, says: RegExp][] = [
  ['', /a part is empty/],
  ['dbo.', /a part is empty/],
  ['.orders', /a part is empty/],
  ['a..b', /a part is empty/],
  ['[]', /a part is empty/],
  ['[orders', /the \[ at character 1 is never closed/],
  ['dbo."orders', /the " at character 5 is never closed/],
  ['[orders]]', /the \[ at character 1 is never closed/],
  ['orders]', /an unexpected \] at character 7/],
  ['[dbo]orders', /a dot or the end was expected at character 6/],
  ['a.b.c.d', /4 parts where one to three were expected/],
  [`[${'x'.repeat(129)}]`, /129 characters, 128 is the most/],
]

for (const [text, says] of WRONG) {
  test(`${JSON.stringify(text.slice(0, 20))} is refused`, () => {
    assert.throws(() => parseName(text), { name: 'ConfigError', code: 'NAME_INVALID', message: says })
  })
}

test('quoting doubles the closing bracket and nothing else', () => {
  assert.equal(quote('a]b[c"d\'e'), '[a]]b[c"d\'e]')
  assert.equal(quoteName(['dbo', 'Order Details']), '[dbo].[Order Details]')
})

test('any name survives quoting and parsing', () => {
  const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 3 }), parts => {
      assert.deepEqual(parseName(quoteName(parts)), parts)
    }),
  )
})
