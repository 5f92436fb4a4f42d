import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import stringWidth from 'string-width'
import { cut, padEnd, padStart, printable, printableLines, textWidth } from '../../lib/report/width.ts'

test('wide characters take two cells, combining ones none', () => {
  assert.deepEqual(['abc', '注文', 'é', '👩‍🚀', '\u001b[31mred\u001b[39m'].map(textWidth), [3, 4, 1, 2, 3])
})

test('every text is as wide as string-width says, also where it is not asked', () => {
  const most = Array.from({ length: 0x3000 }, (_, code) => String.fromCodePoint(code))
  for (const char of most) {
    assert.equal(textWidth(char), stringWidth(char), JSON.stringify(char))
    assert.equal(textWidth(`a${char}`), stringWidth(`a${char}`), JSON.stringify(char))
  }
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), text => assert.equal(textWidth(text), stringWidth(text))))
})

test('a cut never splits a character and says that something is gone', () => {
  assert.equal(cut('orders', 6), 'orders')
  assert.equal(cut('orders', 5), 'orde…')
  assert.equal(cut('注文明細', 5), '注文…')
  assert.equal(cut('注文明細', 4), '注…')
  assert.equal(cut('orders', 1), '…')
  assert.equal(cut('orders', 0), '')
})

test('a cut text fits, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 30 }), (text, width) => {
      assert.ok(textWidth(cut(printable(text), width)) <= width)
    }),
  )
})

test('padding counts cells', () => {
  assert.equal(padEnd('注文', 6), '注文  ')
  assert.equal(padStart('12', 4), '  12')
  assert.equal(padEnd('orders', 3), 'orders')
})

test('nothing that is printed can steer a terminal', () => {
  assert.equal(printable('a\u001b[2Jb\u0000c\u202ed\ne\tf'), 'a\\u001b[2Jb\\u0000c\\u202ed\\ne\\tf')
  assert.equal(printable('Größe ‹注文›'), 'Größe ‹注文›')
  assert.deepEqual(printableLines('one\r\n\ttwo\u0007'), ['one', '    two\\u0007'])
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      assert.doesNotMatch(printable(text), /\p{Cc}/u)
    }),
  )
})
