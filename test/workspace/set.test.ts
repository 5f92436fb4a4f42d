import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { filesOf, flowsFile, folder, load, refusal } from './files.ts'

describe('--set', () => {
  const text = flowsFile({ entities: '[a, { name: b, where: x = 1 }]' })
  const entities = async (...set: string[]) => (await load(text, { set, env: { V: '5' } })).entities

  it('changes a flow as if the file said so', async () => {
    const [a, b] = await entities(
      'flow.f.store.path=other',
      'flow.f.store.rows_per_file=7',
      'flow.f.store.compression=gzip',
    )
    assert.equal(filesOf(a).path, join(folder, 'other', 'a'))
    assert.deepEqual([filesOf(b).rows_per_file, filesOf(b).compression], [7, 'gzip'])
  })

  it('makes maps where there are none, and takes any YAML and variables', async () => {
    const [a, b] = await entities(
      'flow.f.defaults.run_type=incremental',
      'flow.f.defaults.watermark.column=v',
      'flow.f.home.columns=[p, "q r"]',
      `flow.f.defaults.store.rows_per_file=\${V}`,
    )
    assert.deepEqual([a!.run_type, a!.watermark], ['incremental', { column: 'v' }])
    assert.deepEqual([b!.home.columns, filesOf(b).rows_per_file], [['p', 'q r'], 5])
    assert.equal(
      (await entities('flow.f.defaults={ run_type: incremental, watermark: { column: v } }'))[0]!.run_type,
      'incremental',
    )
    assert.equal((await entities("flow.f.home.where=Name = 'x=y'"))[0]!.home.where, "Name = 'x=y'")
  })

  it('reaches entities by name or number, also those that are only a name', async () => {
    const [a, b] = await entities(
      'flow.f.entities.a.where=y = 2',
      'flow.f.entities.1.run_type=incremental',
      'flow.f.entities.1.watermark.column=v',
      'flow.f.entities.b.where=z',
    )
    assert.deepEqual(
      [a!.home.where, b!.home.where, a!.run_type, b!.run_type],
      ['y = 2', 'z', 'full_drop', 'incremental'],
    )
    assert.equal(a!.name, 'a')
  })

  it('lets the last one win, and quotes names with dots', async () => {
    const dotted = text.replace('  f:', '  "a.b":')
    const [a] = (await load(dotted, { set: ['flow."a.b".store.path=x', 'flow."a.b".store.path=y'] })).entities
    assert.equal(filesOf(a).path, join(folder, 'y', 'a'))
  })

  it('shows problems at the argument', async () => {
    const { message } = await refusal(text, {
      set: ['flow.f.store.compresion=zstd', 'flow.f.store.rows_per_file=many'],
    })
    assert.equal(
      message,
      `flows.yml has 2 problems:

--set flow.f.store.compresion: unknown key
     | flow.f.store.compresion=zstd
     |              ^^^^^^^^^^
     = did you mean \`compression\`?

--set flow.f.store.rows_per_file: expected a whole number from 1 to 2147483647, found the text \`many\`
     | flow.f.store.rows_per_file=many
     |                            ^^^^
     = rows after which a new file begins
`,
    )
  })

  it('refuses what cannot be meant', async () => {
    const form =
      'write --set flow.<flow>.<path>=value: --set flow.erp.store.path=out; names with dots in quotes: flow."a.b"'
    const cases: [set: string, expected: string][] = [
      ['flow.g.store.path=x', '--set : there is no flow "g" = flows: f'],
      ['flow.f', `--set : the change is not understood = ${form}`],
      ['flow.f..x=1', `--set : the change is not understood = ${form}`],
      ['flow.f=1', `--set : what to change in the flow is missing = ${form}`],
      ['flow=1', `--set : only flows can be changed = ${form}`],
      ['options.concurrency=1', `--set : only flows can be changed = ${form}`],
      ['flow.f.entities.c.where=x', '--set flows.f.entities[c]: the list has no such item = items: a, b'],
      [
        'flow.f.store.path.x=1',
        '--set flows.f.store.path.x: there can be nothing below a plain value = end the path before it',
      ],
      ['flow.f.store.path=[x', '--set : a bracket is not closed = close it, and indent what is inside of it'],
      [
        'flow.f.store.path=',
        '--set flows.f.store.path: expected text, found nothing = folder, relative to the folder of this file. {entity}, {flow} and {schema} are filled in; without {entity}, every entity gets a folder of its name in it',
      ],
      [
        'flow.f.entities.b.home.query=q',
        '7:30 flows.f.entities[1].where: `where` goes with `table`, and this entity has a `query` = say it in the query',
      ],
    ]
    for (const [set, expected] of cases) assert.deepEqual((await refusal(text, { set: [set] })).short, [expected], set)
    const other = text.replace('  f:', '  orders:')
    assert.deepEqual((await refusal(other, { set: ['flow.order.x=1'] })).short, [
      '--set : there is no flow "order" = did you mean `orders`?',
    ])
  })

  it('says when a change would do nothing', async () => {
    const own = flowsFile({
      defaults: '{ store: { rows_per_file: 7 } }',
      entities:
        '[{ name: a, store: { path: x, compression: none } }, { name: b, store: { path: y, compression: zstd } }]',
    })
    assert.deepEqual((await refusal(own, { set: ['flow.f.store.compression=none', 'flow.f.store.path=z'] })).short, [
      '--set flows.f.store.compression: the change has no effect = the entities of the flow say it too: set it there, as in flow.<flow>.entities.<entity>.store.path=…',
      '--set flows.f.store.path: the change has no effect = the entities of the flow say it too: set it there, as in flow.<flow>.entities.<entity>.store.path=…',
    ])
    assert.equal(
      filesOf((await load(own, { set: ['flow.f.defaults.store.rows_per_file=8'] })).entities[0]).rows_per_file,
      8,
    )
  })

  it('hides secrets in what it shows', async () => {
    for (const set of [
      'flow.f.home.password=hunter2',
      'flow.f.password=hunter2 #',
      'password=hunter2',
      'flow.g.token=hunter2',
    ]) {
      const { message, error } = await refusal(text, { set: [set] })
      assert.ok(!message.includes('hunter2'), message)
      assert.ok(!JSON.stringify(error.facts).includes('hunter2'))
    }
  })
})
