import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import type { LocalHomeConfig } from '../../lib/homes/local/config.ts'
import { flowsFile, folder, load, refusal } from './files.ts'

async function homesOf(parts: Parameters<typeof flowsFile>[0]): Promise<LocalHomeConfig[]> {
  const { entities } = await load(flowsFile(parts))
  return entities.map(({ home }) => {
    assert.equal(home.type, 'local')
    return home
  })
}

async function placesOf(parts: Parameters<typeof flowsFile>[0]): Promise<[string, string | null, string][]> {
  const homes = await homesOf(parts)
  return homes.map(({ root, pattern, base }) => [root, pattern, base])
}

const at = (...path: string[]) => join(folder, ...path)

describe('a local home', () => {
  it('has a file or folder for each entity, by its name, unless the path says where', async () => {
    assert.deepEqual(await placesOf({ home: '{ type: local, path: in }', entities: '[a, b/c]' }), [
      [at('in', 'a'), null, at('in')],
      [at('in', 'b%2Fc'), null, at('in')],
    ])
    assert.deepEqual(await placesOf({ home: '{ type: local, path: "in/{flow}/x-{entity}.parquet" }' }), [
      [at('in', 'f', 'x-a.parquet'), null, at('in')],
    ])
    assert.deepEqual(
      await placesOf({
        home: '{ type: local, path: in }',
        entities: '[{ name: a, home: { path: /data/one.parquet } }, { name: b, home: { path: other } }]',
      }),
      [
        ['/data/one.parquet', null, '/data'],
        [at('other'), null, at('other')],
      ],
    )
  })

  it('splits a glob from the folder above it; names in it mean themselves', async () => {
    assert.deepEqual(
      await placesOf({ home: '{ type: local, path: "in/{entity}/2026-*/**/*.parquet" }', entities: '["a[1]"]' }),
      [[at('in', 'a[1]'), '2026-*/**/*.parquet', at('in')]],
    )
    assert.deepEqual(await placesOf({ home: '{ type: local, path: "in/{entity}-*.parquet" }', entities: '["a[1]"]' }), [
      [at('in'), 'a\\[1\\]-*.parquet', at('in')],
    ])
    assert.deepEqual(await placesOf({ home: '{ type: local, path: "in/*.parquet" }' }), [
      [at('in'), '*.parquet', at('in')],
    ])
  })

  it('takes columns and a condition, in short or under home', async () => {
    const [home] = await homesOf({
      home: '{ type: local, path: in }',
      entities: '[{ name: a, columns: [x, y], where: "x > 1 AND y IS NULL" }]',
    })
    assert.deepEqual(home, {
      type: 'local',
      root: at('in', 'a'),
      pattern: null,
      base: at('in'),
      format: 'parquet',
      columns: ['x', 'y'],
      where: 'x > 1 AND y IS NULL',
    })
  })

  it('refuses what cannot be meant, at its place', async () => {
    const cases: [home: string, entities: string, expected: string[]][] = [
      [
        '{ type: local, path: in, where: "x LIKE 5" }',
        '[a]',
        [
          "5:43 flows.f.home.where: `where` is not understood: where =, <>, <, <=, >, >=, IS or IN should stand, `LIKE 5` follows = Write comparisons, IS [NOT] NULL and [NOT] IN, joined by AND: \"Order Date\" >= '2024-01-01' AND status IN ('a', 'b').",
        ],
      ],
      [
        '{ type: local, path: in, table: x }',
        '[a]',
        ['5:36 flows.f.home.table: unknown key = possible keys: type, path, format, columns, where'],
      ],
      [
        '{ type: local, path: "s3://x/y" }',
        '[a]',
        ['5:32 flows.f.home.path: a local home reads files, not URLs = write a path: out, ../out or /data/out'],
      ],
      [
        '{ type: local, path: out }',
        '[a]',
        [
          '7:16 flows.f.entities[0]: settles where its files are read from = choose another `store: { path: … }`, or another `home: { path: … }`',
        ],
      ],
      [
        '{ type: local, path: "*.parquet" }',
        '[a]',
        [
          '7:16 flows.f.entities[0]: settles where its files are read from = choose another `store: { path: … }`, or another `home: { path: … }`',
        ],
      ],
    ]
    for (const [home, entities, expected] of cases) {
      assert.deepEqual((await refusal(flowsFile({ home, entities }))).short, expected, home)
    }
  })
})
