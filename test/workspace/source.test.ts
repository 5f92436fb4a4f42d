import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Source } from '../../lib/workspace/source.ts'

function point(text: string, word: string): string {
  const start = text.indexOf(word)
  return new Source('x', text).excerpt({ start, end: start + word.length })
}

describe('Source', () => {
  it('counts lines and columns from one', () => {
    const source = new Source('x', 'ab\ncd\r\n\nef')
    const at = (offset: number) => Object.values(source.position(offset))
    const offsets = [0, 2, 3, 7, 8, 10].map(at)
    assert.deepEqual(offsets, [
      [1, 1],
      [1, 3],
      [2, 1],
      [3, 1],
      [4, 1],
      [4, 3],
    ])
  })

  it('puts the caret under the place, also after tabs, wide and combining characters', () => {
    assert.equal(point('a: b', 'b'), '   1 | a: b\n     |    ^')
    assert.equal(point('\ta: b\r\nc', 'a'), '   1 |  a: b\n     |  ^')
    assert.equal(point('x: [顧客, y]', 'y'), '   1 | x: [顧客, y]\n     |           ^')
    assert.equal(point('x: [顧客]', '顧客'), '   1 | x: [顧客]\n     |     ^^^^')
    assert.equal(point('e\u0301: y', 'y'), '   1 | e\u0301: y\n     |    ^')
    assert.equal(point('a\nb: c', 'c'), '   2 | b: c\n     |    ^')
  })

  it('points at the end of a line, and at the first line of more', () => {
    assert.equal(new Source('x', 'abc').excerpt({ start: 3, end: 3 }), '   1 | abc\n     |    ^')
    assert.equal(point('a: |\n  b\n', '|\n  b'), '   1 | a: |\n     |    ^')
  })

  it('cuts long lines to a window around the place', () => {
    const [line, caret] = point(`${'a'.repeat(200)}HERE${'b'.repeat(200)}`, 'HERE').split('\n')
    assert.equal(line!.length, 108)
    assert.match(line!, /\|…a{30}HEREb+…$/)
    assert.equal(line!.indexOf('HERE'), caret!.indexOf('^^^^'))
    assert.ok(point('x'.repeat(300), 'x'.repeat(300)).length < 230)
  })

  it('lets nothing through that acts on a terminal', () => {
    assert.equal(point('a: \u001b[31mred\u202e', 'red'), '   1 | a: ·[31mred·\n     |         ^^^')
  })

  it('masks what is hidden, wherever it begins and ends', () => {
    const source = new Source('x', 'a: secret, b: c\nmore secret\nend')
    source.hide({ start: 3, end: 9 })
    source.hide({ start: 21, end: 29 })
    assert.equal(source.excerpt({ start: 14, end: 15 }), '   1 | a: ******, b: c\n     |               ^')
    assert.equal(source.excerpt({ start: 3, end: 9 }), '   1 | a: ******, b: c\n     |    ^^^^^^')
    assert.equal(source.excerpt({ start: 16, end: 20 }), '   2 | more ******\n     | ^^^^')
    assert.equal(source.excerpt({ start: 28, end: 31 }), '   3 | ******nd\n     | ^^^^^^^^')
  })
})
