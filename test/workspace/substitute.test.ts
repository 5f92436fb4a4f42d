import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { misspelt, substitute } from '../../lib/workspace/substitute.ts'

describe('substitute', () => {
  const fill = (template: string, entity: string) => substitute(template, { entity, flow: 'f' })

  it('puts the names where the placeholders are', () => {
    assert.equal(fill('dbo.{entity}', 'Order Details'), 'dbo.Order Details')
    assert.equal(fill('{flow}.{entity}', '[a.b]'), 'f.[a.b]')
    assert.equal(fill('{entity}{entity}', '{flow}$&'), '{flow}$&{flow}$&', 'what was put in is not looked at again')
    assert.equal(fill(`{d '2020-01-01'} {other} {entity}`, 'x'), `{d '2020-01-01'} {other} x`)
  })

  it('keeps a name a name inside of brackets, quotes and comments', () => {
    assert.equal(fill('dbo.[{entity}]', 'a]b'), 'dbo.[a]]b]')
    assert.equal(fill('dbo.[x]]{entity}]', 'a]b'), 'dbo.[x]]a]]b]')
    assert.equal(fill('"{entity}"', 'a"b'), '"a""b"')
    assert.equal(
      fill(`select '{entity}', N'it''s {entity}' from {entity}`, `o'x`),
      `select 'o''x', N'it''s o''x' from o'x`,
    )
    assert.equal(fill("select 1 -- it's {entity}\nfrom {entity}", 'a\nb'), "select 1 -- it's a b\nfrom a\nb")
    assert.equal(fill('/* [ {entity} */ [{entity}]', '*/]'), '/* [ * /] */ [*/]]]')
  })
})

describe('misspelt', () => {
  it('knows a slip from other braces', () => {
    assert.deepEqual(misspelt('dbo.{entty}'), { written: '{entty}', meant: '{entity}' })
    assert.deepEqual(misspelt('dbo.{Entity}'), { written: '{Entity}', meant: '{entity}' })
    for (const fine of ['dbo.{entity}', '{flow}', '{fn now()}', '{d}', '{"entity": 1}', '{guid}'])
      assert.equal(misspelt(fine), undefined, fine)
  })
})
