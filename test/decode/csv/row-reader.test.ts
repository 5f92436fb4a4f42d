/** Our CSV against csv-parse, in pieces of any size. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { type CsvOptions, CsvRowReader } from '../../../lib/decode/csv/row-reader.ts'
import { textColumn } from '../../../lib/decode/text/columns.ts'
import { ValueError } from '../../../lib/decode/text/value-error.ts'
import { valuesOf } from '../values.ts'

const PLAIN: CsvOptions = { header: ['a', 'b'], delimiter: ',', quote: '"', nulls: [] }

/** Rows as lists of texts and NULLs, fed in pieces of these lengths. */
function rowsIn(text: string, options: CsvOptions = PLAIN, sizes: number[] = [1 << 20]): (string | null)[][] {
  const reader = new CsvRowReader(options)
  const bytes = Buffer.from(text)
  const rows: (string | null)[][] = []
  const take = (final: boolean) => {
    while (reader.next(final)) {
      rows.push(
        reader.names.map(name => {
          const column = textColumn({ kind: 'utf8' }, 1)
          reader.put(name, column)
          const batch = { rows: 1, columns: [column.finish()], bytes: 0, altered: 0 }
          const [[value]] = valuesOf({ fields: [{ name, type: { kind: 'utf8' }, nullable: true, source: '' }] }, [
            batch,
          ])
          return value === null ? null : String(value)
        }),
      )
    }
  }
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length]
    reader.feed(bytes.subarray(at, at + size))
    take(false)
    at += size
  }
  take(true)
  return rows
}

const cell = fc.option(
  fc.oneof(
    fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', ' ', 'a', 'é', '🕯'), maxLength: 6 }),
    fc.constantFrom('', 'NULL', '""', 'plain'),
  ),
)
const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 })

test('what csv-parse reads, in pieces of any size, with both line ends', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      fc.boolean(),
      sizes,
      (rows, crlf, last, cuts) => {
        const end = crlf ? '\r\n' : '\n'
        const quoted = (value: string | null) => {
          if (value === null) return ''
          return value === '' || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
        }
        const text = rows.map(row => row.map(quoted).join(',')).join(end) + (last ? end : '')
        const theirs = parse(text, {
          cast: (value, { quoting }) => (value === '' && !quoting ? null : value),
          record_delimiter: [end],
        })
        assert.deepEqual(rowsIn(text, PLAIN, cuts), theirs)
        assert.deepEqual(theirs, rows)
      },
    ),
    { numRuns: 300 },
  )
})

test('names: of the first row, of a list, or of none', () => {
  const names = (header: CsvOptions['header'], text: string) => {
    const reader = new CsvRowReader({ ...PLAIN, header })
    reader.feed(Buffer.from(text))
    const found = reader.next(true)
    return [found, [...reader.names]]
  }
  assert.deepEqual(names(true, 'x,"y ""z"""\n1,2\n'), [true, ['x', 'y "z"']])
  assert.deepEqual(names(true, 'x,y'), [false, ['x', 'y']])
  assert.deepEqual(names(false, '1,2'), [true, ['column1', 'column2']])
  assert.deepEqual(names(['p', 'q'], '1,2'), [true, ['p', 'q']])
  assert.deepEqual(names(true, ''), [false, []])
})

test('other delimiters, other quotes, none, and texts that mean NULL', () => {
  assert.deepEqual(rowsIn("1;'a;''b'\n", { ...PLAIN, delimiter: ';', quote: "'" }), [['1', "a;'b"]])
  assert.deepEqual(rowsIn('1\t"x\n', { ...PLAIN, delimiter: '\t', quote: null }), [['1', '"x']])
  assert.deepEqual(rowsIn('NULL,"NULL"\n\\N,x\n', { ...PLAIN, nulls: ['NULL', '\\N'] }), [
    [null, 'NULL'],
    [null, 'x'],
  ])
  assert.deepEqual(rowsIn('a"b,5" pipe\n'), [['a"b', '5" pipe']], 'a quote in the middle is one')
})

test('lines without anything are no rows, unless a row is one value', () => {
  assert.deepEqual(rowsIn('\n1,2\n\r\n3,4\n\n\n'), [
    ['1', '2'],
    ['3', '4'],
  ])
  assert.deepEqual(rowsIn('1\n\n""\n', { ...PLAIN, header: ['a'] }), [['1'], [null], ['']])
})

test('what is no row is refused, with the reason and the line', () => {
  const cases: [text: string, what: RegExp, line: number][] = [
    ['1,2\n3\n', /the row has 1 columns where there are 2/, 2],
    ['1,2\n"3\n4",5,6\n', /the row has 3 columns where there are 2/, 2],
    ['1,"2" x\n', /something follows the quote that closes a value/, 1],
    ['1,2\n3,"4\n5\n', /a quote is not closed, which was opened on line 2/, 1],
  ]
  for (const [text, what, line] of cases) {
    const reader = new CsvRowReader(PLAIN)
    reader.feed(Buffer.from(text))
    assert.throws(
      () => {
        while (reader.next(true));
      },
      (error: unknown) => {
        assert.ok(error instanceof ValueError)
        assert.match(error.message, what)
        assert.equal(reader.line, line)
        return true
      },
    )
  }
})

test('lines are counted through quotes', () => {
  const reader = new CsvRowReader({ ...PLAIN, header: true })
  reader.feed(Buffer.from('a,b\n"1\n2","3\n"\n4,5\r\n"6",7'))
  const lines: number[] = []
  while (reader.next(true)) lines.push(reader.line)
  assert.deepEqual(lines, [2, 5, 6])
})
