import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { flowsFile, load, refusal } from './files.ts'

describe('schema_drift', () => {
  it('is laid over the defaults, kind by kind, and is absent when nobody says any', async () => {
    const entities = '[a, { name: b, schema_drift: { change: new_version, add: allow } }]'
    const drift = async (parts: Parameters<typeof flowsFile>[0]) =>
      (await load(flowsFile(parts))).entities.map(({ schema_drift }) => schema_drift)
    assert.deepEqual(await drift({ defaults: '{ schema_drift: { add: fail, drop: fail } }', entities }), [
      { add: 'fail', drop: 'fail' },
      { add: 'allow', drop: 'fail', change: 'new_version' },
    ])
    assert.deepEqual(await drift({ entities: '[a]' }), [undefined])
  })

  it('takes what is known and nothing else', async () => {
    for (const written of ['{}', '{ rename: fail }', '{ add: new_version }', '{ change: warn }', 'fail']) {
      const { short } = await refusal(flowsFile({ entities: `[{ name: a, schema_drift: ${written} }]` }))
      assert.equal(short.length, 1, written)
      assert.match(short[0] ?? '', /schema_drift/)
    }
  })

  it('leaves room for new versions', async () => {
    const entities = '[{ name: a, schema_drift: { change: new_version } }, a_v2, a_v2b, a_vx]'
    const { short } = await refusal(flowsFile({ entities }))
    assert.equal(short.length, 1)
    assert.match(short[0] ?? '', /entities\[1\].*settles where new versions of .*entities\[0\].* would: a_v2/)
  })

  it('of the defaults that every entity overrides cannot be set in vain', async () => {
    const text = flowsFile({ entities: '[{ name: a, schema_drift: { add: fail } }]' })
    const vain = await refusal(text, { set: ['flow.f.defaults.schema_drift.add=allow'] })
    assert.match(vain.short[0] ?? '', /the change has no effect/)
    const [a] = (await load(text, { set: ['flow.f.defaults.schema_drift.drop=fail'] })).entities
    assert.deepEqual(a?.schema_drift, { add: 'fail', drop: 'fail' })
  })
})
