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

  it('knows how text files are written, merged key by key', async () => {
    const [a, b] = await homesOf({
      home: '{ type: local, path: in, format: csv, csv: { delimiter: ";" }, types: { x: int16 } }',
      entities:
        '[a, { name: b, home: { encoding: latin1, csv: { header: [x, y], quote: null }, types: { y: "decimal(9, 2)" } } }]',
    })
    assert.deepEqual([a.csv, a.types, a.encoding], [{ delimiter: ';' }, { x: 'int16' }, undefined])
    assert.deepEqual(b.csv, { delimiter: ';', header: ['x', 'y'], quote: null })
    assert.deepEqual([b.types, b.encoding], [{ x: 'int16', y: 'decimal(9, 2)' }, 'latin1'])
  })

  it('refuses what is no encoding, no type, no delimiter, and what Parquet has no use for', async () => {
    const home = (more: string) => `{ type: local, path: in, ${more} }`
    const cases: [home: string, expected: string[]][] = [
      [
        home('csv: { delimiter: ";" }'),
        ['5:36 flows.f.home.csv: `csv` does not go with `format: parquet` = remove it, or write `format: csv`'],
      ],
      [
        home('format: ndjson, csv: { delimiter: ";" }'),
        ['5:52 flows.f.home.csv: `csv` does not go with `format: ndjson` = remove it, or write `format: csv`'],
      ],
      [
        home('format: csv, encoding: utf-7x'),
        ['5:59 flows.f.home.encoding: there is no encoding `utf-7x` = write utf-8, utf-16le, windows-1252, latin1 …'],
      ],
      [
        home('format: csv, types: { x: int61 }'),
        ['5:61 flows.f.home.types.x: there is no type `int61` = did you mean `int16`?'],
      ],
      [
        home('format: csv, csv: { delimiter: "§", quote: "," }'),
        ['5:67 flows.f.home.csv.delimiter: expected one character of ASCII = write it in quotes: ";" or "\\t"'],
      ],
      [
        home('format: csv, csv: { quote: "," }'),
        ['5:63 flows.f.home.csv.quote: is the delimiter, too = choose another, or `quote: null`'],
      ],
    ]
    for (const [written, expected] of cases) {
      assert.deepEqual((await refusal(flowsFile({ home: written }))).short, expected, written)
    }
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
        [
          '5:36 flows.f.home.table: unknown key = possible keys: type, path, format, columns, where, csv, encoding, types',
        ],
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
