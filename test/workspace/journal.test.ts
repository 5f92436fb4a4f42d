import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { journalFolder } from '../../lib/workspace/journal.ts'
import { flowsFile, folder, load, refusal } from './files.ts'

async function folders(text: string, env: NodeJS.ProcessEnv = {}): Promise<(string | null)[]> {
  const { journal, entities } = await load(text, { env })
  return entities.map(entity => journalFolder(journal, entity))
}

describe('journal', () => {
  it('is beside the file unless the file says otherwise', async () => {
    assert.deepEqual(await folders(flowsFile()), [join(folder, '.hygge', 'journal')])
  })

  it('takes a path of the file, with variables', async () => {
    const path = (written: string) => folders(flowsFile({ more: `journal: { path: ${written} }` }), { PLACE: '../p' })
    assert.deepEqual(await path('memory/here'), [join(folder, 'memory', 'here')])
    assert.deepEqual(await path('/var/lib/hygge'), ['/var/lib/hygge'])
    assert.deepEqual(await path(`"\${PLACE}/x"`), [join(folder, '..', 'p', 'x')])
  })

  it('is in the base of each entity’s own store with `location: store`', async () => {
    const text = flowsFile({
      entities: '[a, { name: b, store: { path: "other/{flow}/x" } }, { name: c, store: { path: "{flow}/{entity}" } }]',
      more: 'journal: { location: store }',
    })
    assert.deepEqual(
      await folders(text),
      ['out', 'other', ''].map(base => join(folder, base, '.hygge_journal')),
    )
  })

  it('is in the base of each entity’s own home with `location: home`, where that has a folder', async () => {
    const text = flowsFile({
      home: '{ type: local, path: "in/{entity}/*.parquet" }',
      entities: '[a, { name: b, home: { path: "other/b.parquet" } }, { name: c, home: { path: "deep/{flow}" } }]',
      more: 'journal: { location: home }',
    })
    assert.deepEqual(
      await folders(text),
      ['in', 'other', 'deep'].map(base => join(folder, base, '.hygge_journal')),
    )
  })

  it('refuses what cannot be meant', async () => {
    const cases: [string, string[]][] = [
      [
        '{ path: a, location: store }',
        ['8:21 journal.location: `path` and `location` exclude each other = keep one of the two'],
      ],
      [
        '{}',
        [
          '8:1 journal: neither `path` nor `location` is said = write `path: …`, `location: store` or `location: home`, or leave `journal` out',
        ],
      ],
      [
        '{ location: home }',
        [
          '7:16 flows.f.entities[0]: comes from a home (mssql) that has no folder to keep a journal in = write `journal: { path: … }`, or leave `journal` out',
        ],
      ],
      ['{ location: stor }', ['8:22 journal.location: expected store or home, found `stor` = did you mean `store`?']],
      ['{ pth: a }', ['8:12 journal.pth: unknown key = did you mean `path`?']],
      [
        '{ path: "a/{entity}" }',
        [
          '8:18 journal.path: names are not filled in here = write a folder for all entities: each gets its own place in it',
        ],
      ],
      [
        '{ path: "abfss://x@y/z" }',
        ['8:18 journal.path: the journal is kept in a folder, not at a URL = write a path, or `location: store`'],
      ],
      ['{ path: ~/x }', [`8:18 journal.path: \`~\` is not expanded = write \${HOME}/… instead`]],
    ]
    for (const [written, expected] of cases) {
      assert.deepEqual((await refusal(flowsFile({ more: `journal: ${written}` }))).short, expected, written)
    }
  })

  it('is never in a folder that a run replaces, nor around it', async () => {
    const advice = 'choose another `store: { path: … }`, or another `journal: { path: … }`'
    const inside = `settles in a folder that holds the journal = a run replaces the whole folder: ${advice}`
    const around = `settles in the folder of the journal = ${advice}`
    const cases: [string, string][] = [
      ['{ path: out/a }', inside],
      ['{ path: out/a/deep/journal }', inside],
      ['{ path: out }', around],
      ['{ path: . }', around],
    ]
    for (const [written, expected] of cases) {
      const { short } = await refusal(flowsFile({ more: `journal: ${written}` }))
      assert.deepEqual(short, [`7:16 flows.f.entities[0]: ${expected}`], written)
    }
    const store = '{ type: local, path: "out/.hygge_journal/x" }'
    const text = `${flowsFile()}  g:
    home: { type: mssql, connection: erp, table: "dbo.{entity}" }
    store: ${store}
    entities: [b]
`
    const { short } = await refusal(`journal: { location: store }\n${text}`)
    assert.deepEqual(short, [`12:16 flows.g.entities[0]: ${around}`])
  })
})

describe('resume_within', () => {
  const within = async (text: string) =>
    (await load(`options: { resume_within: ${text} }\n${flowsFile()}`)).options.resume_within

  it('is a number with a unit', async () => {
    assert.equal(await within('1h'), 3_600_000)
    assert.equal(await within('90m'), 5_400_000)
    assert.equal(await within('30 s'), 30_000)
    assert.equal(await within('1.5h'), 5_400_000)
    assert.equal(await within('2d'), 172_800_000)
    assert.equal(await within('0s'), 0)
  })

  it('refuses anything else, with what is possible', async () => {
    for (const [text, found] of [
      ['soon', '`soon`'],
      ['1w', '`1w`'],
      ['-1h', '`-1h`'],
      ['h', '`h`'],
    ]) {
      const { short } = await refusal(`options: { resume_within: ${text} }\n${flowsFile()}`)
      assert.deepEqual(short, [
        `1:27 options.resume_within: expected text (1h, 90m, 30s), found ${found} = how old an unfinished full_drop may be to be finished instead of begun anew: a number with s, m, h or d`,
      ])
    }
    assert.match((await refusal(`options: { resume_within: 60 }\n${flowsFile()}`)).short[0]!, /expected text/)
  })
})
