import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { flowsFile, load, refusal } from './files.ts'

async function watermarks(parts: Parameters<typeof flowsFile>[0]) {
  return (await load(flowsFile(parts))).entities.map(({ watermark }) => watermark?.column)
}

describe('watermark', () => {
  it('comes from the entity, else from the defaults, and false is none', async () => {
    const entities = '[a, { name: b, watermark: { column: x } }, { name: c, run_type: full_drop, watermark: false }]'
    const defaults = '{ run_type: incremental, watermark: { column: v } }'
    assert.deepEqual(await watermarks({ defaults, entities }), ['v', 'x', undefined])
    assert.deepEqual(await watermarks({ entities }), [undefined, 'x', undefined])
    // A full_drop with a watermark is where increments go on from.
    assert.deepEqual(await watermarks({ defaults: '{ watermark: { column: v } }' }), ['v'])
  })

  it('is nothing that files need: an increment is of those that are new', async () => {
    const home = '{ type: local, path: in }'
    const entities = '[a, { name: b, run_type: full_drop }, { name: c, watermark: false }]'
    const { entities: found } = await load(flowsFile({ home, defaults: '{ run_type: incremental }', entities }))
    assert.deepEqual(
      found.map(({ watermark, by_files }) => [watermark, by_files]),
      [
        [undefined, true],
        [undefined, undefined],
        [undefined, true],
      ],
    )
  })

  it('is what an incremental entity needs, and said to be missing where it is missing', async () => {
    const advice = 'add `watermark: { column: … }` to it or to the defaults, or `run_type: full_drop`'
    const message = 'the entity is incremental and has no watermark, so nobody knows what is new'
    const cases: [Parameters<typeof flowsFile>[0], ...string[]][] = [
      [
        { defaults: '{ run_type: incremental }', entities: '[a, { name: b, watermark: { column: x } }]' },
        `8:16 flows.f.entities[0]: ${message} = ${advice}`,
      ],
      [{ entities: '[{ name: a, run_type: incremental }]' }, `7:18 flows.f.entities[0]: ${message} = ${advice}`],
      [
        {
          defaults: '{ run_type: incremental, watermark: { column: v } }',
          entities: '[{ name: a, watermark: false }]',
        },
        '8:38 flows.f.entities[0].watermark: an incremental entity needs a watermark = write `watermark: { column: … }`, or `run_type: full_drop`',
      ],
      [
        { entities: '[{ name: a, watermark: true }]' },
        '7:38 flows.f.entities[0].watermark: `true` names no column = write `watermark: { column: … }`, or false',
      ],
      [
        { entities: '[{ name: a, watermark: {} }]' },
        '7:27 flows.f.entities[0].watermark: there is nothing in it = it needs at least one',
      ],
      [
        { entities: '[{ name: a, watermark: { colum: x } }]' },
        '7:40 flows.f.entities[0].watermark.colum: unknown key = did you mean `column`?',
      ],
    ]
    for (const [parts, ...expected] of cases) {
      const { short } = await refusal(flowsFile(parts))
      assert.deepEqual(short, expected, JSON.stringify(parts))
    }
  })

  it('has a key, an overlap and a start, which belong to a column: who names one begins anew', async () => {
    const defaults = '{ watermark: { column: v, key: a, overlap: 10m, initial: now } }'
    const entities =
      '[a, { name: b, watermark: { key: [a, b] } }, { name: c, watermark: { column: x } }, { name: d, watermark: { initial: 5, overlap: 1.5 } }]'
    const all = (await load(flowsFile({ defaults, entities }))).entities.map(({ watermark }) => watermark)
    const inherited = { column: 'v', key: ['a'], overlap: '10m', initial: 'now' }
    const expected = [
      inherited,
      { ...inherited, key: ['a', 'b'] },
      { column: 'x' },
      { ...inherited, overlap: 1.5, initial: 5 },
    ]
    assert.deepEqual(all, expected)
    assert.deepEqual(
      await watermarks({ defaults: '{ watermark: { key: a } }', entities }).catch(() => 'refused'),
      'refused',
    )
  })

  it('is told what is wrong with it before anything is opened', async () => {
    const cases: [written: string, ...expected: string[]][] = [
      [
        '{ key: a }',
        '7:40 flows.f.entities[0].watermark.key: the watermark names no column, here or in the defaults = add `column: …`: the column whose values only grow',
      ],
      [
        '{ column: v, overlap: 10m }',
        '7:51 flows.f.entities[0].watermark.overlap: `overlap` needs a `key`, to know rows again that were moved = add `key: …`: the columns that are another for each row',
      ],
      [
        '{ column: v, initial: 9007199254740993 }',
        '7:60 flows.f.entities[0].watermark.initial: a number of this size loses digits on its way = write it in quotes',
      ],
    ]
    for (const [written, ...expected] of cases) {
      const { short } = await refusal(flowsFile({ entities: `[{ name: a, watermark: ${written} }]` }))
      assert.deepEqual(short, expected, written)
    }
    for (const written of [
      '{ column: v, key: [] }',
      '{ column: v, key: [a, a] }',
      '{ column: v, key: a, overlap: 10 minutes }',
      '{ column: v, key: a, overlap: 0 }',
      '{ column: v, initial: [] }',
    ]) {
      const { short } = await refusal(flowsFile({ entities: `[{ name: a, watermark: ${written} }]` }))
      assert.equal(short.length, 1, written)
    }
  })

  it('goes with a table', async () => {
    const own = await refusal(flowsFile({ entities: '[{ name: a, home: { query: q }, watermark: { column: v } }]' }))
    const words = 'a watermark goes with `table`, and this entity has a `query`'
    assert.equal(own.short.length, 1)
    assert.ok(own.short[0]!.startsWith(`7:47 flows.f.entities[0].watermark: ${words}`), own.short[0])
    const defaults = '{ watermark: { column: v } }'
    const shared = await refusal(flowsFile({ defaults, entities: '[{ name: a, home: { query: q } }]' }))
    assert.ok(shared.short[0]!.startsWith(`8:18 flows.f.entities[0]: ${words}`), shared.short[0])
    const without = '[{ name: a, home: { query: q }, watermark: false }]'
    assert.deepEqual(await watermarks({ defaults, entities: without }), [undefined])
  })

  it('of the defaults that every entity overrides cannot be set in vain', async () => {
    const text = flowsFile({ entities: '[{ name: a, watermark: { column: x } }]' })
    const { short } = await refusal(text, { set: ['flow.f.defaults.watermark.column=v'] })
    assert.match(short[0] ?? '', /the change has no effect/)
  })
})
