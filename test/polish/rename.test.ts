import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Renaming } from '../../lib/polish/config.ts'
import { renamed, uniqueNames } from '../../lib/polish/rename.ts'

const rules = (some: Partial<Renaming>): Renaming => ({
  remove_special: false,
  remove_spaces: false,
  case: 'none',
  ...some,
})

/** Input, pascal, snake, remove_special, remove_special and pascal. */
const VECTORS = [
  ['Employee Number', 'EmployeeNumber', 'employee_number', 'Employee Number', 'EmployeeNumber'],
  ['Effective-Date (UTC)', 'EffectiveDate(utc)', 'effective_date_(utc)', 'Effective-Date UTC', 'EffectiveDateUtc'],
  ['EmployeeID', 'EmployeeId', 'employee_id', 'EmployeeID', 'EmployeeId'],
  ['XMLParser', 'XmlParser', 'xml_parser', 'XMLParser', 'XmlParser'],
  ['XMLHTTPRequest', 'XmlhttpRequest', 'xmlhttp_request', 'XMLHTTPRequest', 'XmlhttpRequest'],
  ['MyHTTPServer2', 'MyHttpServer2', 'my_http_server2', 'MyHTTPServer2', 'MyHttpServer2'],
  ['AONE_Units', 'AoneUnits', 'aone_units', 'AONE_Units', 'AoneUnits'],
  ['Address2Line', 'Address2line', 'address2line', 'Address2Line', 'Address2line'],
  ['userID2', 'UserId2', 'user_id2', 'userID2', 'UserId2'],
  ['IDs', 'IDs', 'i_ds', 'IDs', 'IDs'],
  ['iPhone', 'IPhone', 'i_phone', 'iPhone', 'IPhone'],
  ['a.b', 'A.b', 'a.b', 'ab', 'Ab'],
  ['Amount ($)', 'Amount($)', 'amount_($)', 'Amount $', 'Amount$'],
  ['Näme', 'Näme', 'näme', 'Nme', 'Nme'],
  ['x(y)z', 'X(y)z', 'x(y)z', 'xz y', 'XzY'],
  [
    'Total (USD) (net of tax)',
    'Total(usd)(netOfTax)',
    'total_(usd)_(net_of_tax)',
    'Total USD net of tax',
    'TotalUsdNetOfTax',
  ],
  ['__rowMarker__', 'RowMarker', 'row_marker', '__rowMarker__', 'RowMarker'],
  ['___', '___', '___', '___', '___'],
] as const

test('column names by rule: the vectors', () => {
  for (const [name, pascal, snake, special, both] of VECTORS) {
    assert.deepEqual(
      [
        renamed(name, rules({ case: 'pascal' })),
        renamed(name, rules({ case: 'snake' })),
        renamed(name, rules({ remove_special: true })),
        renamed(name, rules({ remove_special: true, case: 'pascal' })),
      ],
      [pascal, snake, special, both],
      name,
    )
  }
})

test('all three rules, camel, and names that nothing is left of', () => {
  const all = rules({ remove_special: true, remove_spaces: true, case: 'snake' })
  assert.equal(renamed('Total (USD) (net of tax)', all), 'total_us_dnetoftax')
  assert.equal(renamed('A-B_C d', all), 'a_b_cd')
  assert.equal(renamed('Employee Number', rules({ case: 'camel' })), 'employeeNumber')
  assert.equal(renamed('Employee  Number', rules({ remove_spaces: true })), 'EmployeeNumber')
  assert.equal(renamed('金額', all), '金額')
  assert.equal(renamed('   ', all), '   ')
  assert.equal(renamed('As Is (1)', rules({})), 'As Is (1)')
})

test('the first of equal names keeps it, and a suffix never makes another collision', () => {
  assert.deepEqual(uniqueNames(['a_b', 'a_b', 'a_b_1']), ['a_b', 'a_b_2', 'a_b_1'])
  assert.deepEqual(uniqueNames(['x', 'x', 'x']), ['x', 'x_1', 'x_2'])
  assert.deepEqual(uniqueNames(['x', 'y'], ['x', 'x_1']), ['x_2', 'y'])
})

test('names are unique whatever is given, and those without a rival stay', () => {
  const name = fc.constantFrom('a', 'a_1', 'a_2', 'a_1_1', 'b', 'b_1')
  fc.assert(
    fc.property(fc.array(name, { maxLength: 12 }), fc.uniqueArray(name), (names, taken) => {
      const unique = uniqueNames(names, taken)
      assert.equal(new Set([...unique, ...taken]).size, unique.length + taken.length)
      for (const [index, wanted] of names.entries()) {
        if (names.indexOf(wanted) === index && !taken.includes(wanted)) assert.equal(unique[index], wanted)
      }
    }),
  )
})
