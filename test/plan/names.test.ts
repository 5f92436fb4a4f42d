import assert from 'node:assert/strict'
import { describe, it, test } from 'node:test'
import fc from 'fast-check'
import { fileSafe, partName, runId } from '../../lib/plan/names.ts'

test('a run id sorts by time and is safe in file names', () => {
  const early = runId(new Date('2026-11-23T09:08:07.999Z'), 'ffffffff')
  const late = runId(new Date('2026-11-23T09:08:08.000Z'), '00000000')
  assert.equal(early, '20261123T090807Z-ffffffff')
  assert.ok(early < late)
  assert.match(early, /^[0-9A-Za-z-]+$/)
})

test('a part name is a pure function of run, range and part, and sorts in that order', () => {
  assert.equal(partName('r', 2, 13, 'parquet'), 'r-r0002-p00013.parquet')
  assert.ok(partName('r', 2, 9, 'parquet') < partName('r', 2, 10, 'parquet'))
})

describe('fileSafe', () => {
  it('leaves ordinary names alone and encodes what file systems mind', () => {
    const cases = {
      'Order Details': 'Order Details',
      'dbo.[x]': 'dbo.[x]',
      Größe_2: 'Größe_2',
      'a/b\\c': 'a%2Fb%5Cc',
      'a:b*c?"<>|%': 'a%3Ab%2Ac%3F%22%3C%3E%7C%25',
      '.': '%2E',
      '..': '%2E%2E',
      '.hidden': '%2Ehidden',
      'end.': 'end%2E',
      'end ': 'end%20',
      'tab\t': 'tab%09',
      con: '%63on',
      'NUL.txt': '%4EUL.txt',
      concert: 'concert',
      _tmp: '%5Ftmp',
      _tmpx: '_tmpx',
    }
    for (const [name, encoded] of Object.entries(cases)) assert.equal(fileSafe(name), encoded)
  })

  it('never makes one of two, and can be undone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), name => {
        assert.equal(decodeURIComponent(fileSafe(name).replaceAll(/[^%\da-zA-Z]+/g, encodeURIComponent)), name)
        assert.doesNotMatch(fileSafe(name), /[/\\\0]|^\.\.?$/)
      }),
    )
  })
})
