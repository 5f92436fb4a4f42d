import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { flowsFile, load, refusal } from './files.ts'

describe('problems', () => {
  it('are shown all at once, with line, caret and fix', async () => {
    const { message, problems, error } = await refusal(`nmae: erp
options: { concurrency: "4" }
connections:
  erp:
    type: mssql
    server: erp.example.com:1433
    databse: erp
    encrypt: yes
    authentication: { type: sql, user: reader, password: hunter2, pasword: x }
  two: { type: mysql }
flows:
  erp:
    home: { type: mssql, connection: epr, table: "dbo.{entity}" }
    store: { type: local, path: out, compresion: zstd }
    entities:
      - customers
      - customers
      - { name: big, home: { query: select 1 }, where: x > 0 }
`)
    assert.equal(
      message,
      `flows.yml has 9 problems:

flows.yml:1:1: nmae: unknown key
   1 | nmae: erp
     | ^^^^
     = did you mean \`name\`?

flows.yml:2:25: options.concurrency: expected a whole number from 1 to 1000, found the text \`4\`
   2 | options: { concurrency: "4" }
     |                         ^^^
     = write 4, without quotes or \`_\`

flows.yml:7:5: connections.erp.databse: unknown key
   7 |     databse: erp
     |     ^^^^^^^
     = did you mean \`database\`?

flows.yml:8:14: connections.erp.encrypt: expected true, false or strict, found \`yes\`
   8 |     encrypt: yes
     |              ^^^
     = did you mean \`true\`?

flows.yml:9:67: connections.erp.authentication.pasword: unknown key
   9 |     authentication: { type: sql, user: reader, password: ******, pasword: ****** }
     |                                                                  ^^^^^^^
     = did you mean \`password\`?

flows.yml:10:16: connections.two.type: expected mssql, found \`mysql\`
  10 |   two: { type: mysql }
     |                ^^^^^
     = did you mean \`mssql\`?

flows.yml:13:38: flows.erp.home.connection: there is no connection \`epr\`
  13 |     home: { type: mssql, connection: epr, table: "dbo.{entity}" }
     |                                      ^^^
     = did you mean \`erp\`?

flows.yml:14:38: flows.erp.store.compresion: unknown key
  14 |     store: { type: local, path: out, compresion: zstd }
     |                                      ^^^^^^^^^^
     = did you mean \`compression\`?

flows.yml:17:9: flows.erp.entities[1]: the entity \`customers\` is in the flow twice
  17 |       - customers
     |         ^^^^^^^^^
     = the other is in line 16: remove or rename one
`.replace('9 problems', '10 problems') +
        `
flows.yml:18:49: flows.erp.entities[2].where: \`where\` goes with \`table\`, and this entity has a \`query\`
  18 |       - { name: big, home: { query: select 1 }, where: x > 0 }
     |                                                 ^^^^^
     = say it in the query
`,
    )
    assert.equal(error.advice, 'Nothing was opened. Correct the file and run again.')
    assert.equal(problems.length, 10)
    assert.deepEqual(Object.keys(problems[0]!).sort(), [
      'advice',
      'column',
      'excerpt',
      'file',
      'key',
      'line',
      'message',
    ])
  })

  it('of types and values say what was expected', async () => {
    const cases: [parts: Parameters<typeof flowsFile>[0], ...expected: string[]][] = [
      [
        { entities: 'a' },
        '7:5 flows.f.entities: expected a list, found the text `a` = the tables or data sets to move, as names or as maps'.replace(
          '7:5',
          '7:15',
        ),
      ],
      [{ entities: '[]' }, '7:5 flows.f.entities: there is nothing in it = it needs at least one'],
      [
        { entities: '[7]' },
        '7:16 flows.f.entities[0]: expected text or a map of keys and values, found the number `7` = put it in quotes to make it text',
      ],
      [
        { entities: '[""]' },
        '7:16 flows.f.entities[0]: expected text that is not empty = a table or data set: its name, or a map of its name and what differs from the flow',
      ],
      [
        { entities: '[{ columns: [x] }]' },
        '7:18 flows.f.entities[0]: `name` is missing = add `name: …`: name of the entity, unique in its flow. Fills {entity}; `sales.Orders` also fills {schema}, and then {entity} is Orders in texts that have both. A pattern (`dbo.*`) stands for all tables of a SQL Server that it matches',
      ],
      [
        { entities: '[{ name: a, columns: [x, y, x] }]' },
        '7:43 flows.f.entities[0].columns[2]: the same is in the list twice = keep one of them',
      ],
      [
        { store: '{ type: local }' },
        '6:5 flows.f.store: `path` is missing = add `path: …`: folder, relative to the folder of this file. {entity}, {flow} and {schema} are filled in; without {entity}, every entity gets a folder of its name in it',
      ],
      [
        { store: '{ path: out }' },
        '6:5 flows.f.store: `type` is missing = add `type: …`: local, adls, onelake, open_mirroring, mssql or sqlite',
      ],
      [{ store: '' }, '6:5 flows.f.store: expected a map of keys and values, found nothing = where rows settle'],
      [
        { store: '{ type: local, path: out, rows_per_file: 1_000_000 }' },
        '6:53 flows.f.store.rows_per_file: expected a whole number from 1 to 2147483647, found the text `1_000_000` = write 1000000, without quotes or `_`',
      ],
      [
        { store: '{ type: local, path: out, rows_per_file: 0 }' },
        '6:53 flows.f.store.rows_per_file: expected a whole number from 1 to 2147483647, found `0` = rows after which a new file begins',
      ],
      [
        { store: '{ type: local, path: out, compression: zst }' },
        '6:51 flows.f.store.compression: expected zstd, snappy, gzip or none, found `zst` = did you mean `zstd`?',
      ],
      [
        { defaults: '{ runtype: incremental }' },
        '7:17 flows.f.defaults.runtype: unknown key = did you mean `run_type`?',
      ],
      [
        { entities: '[{ name: a, table: x }]' },
        '7:27 flows.f.entities[0].table: unknown key = `table` goes under `home:`',
      ],
      [
        { entities: '[{ name: a, home: { type: mssql } }]' },
        '7:35 flows.f.entities[0].home.type: unknown key = the type is said once, in the flow itself',
      ],
      [
        { home: '{ type: mssql, connection: erp }', entities: '[{ name: a, home: { tabel: x } }]' },
        '7:35 flows.f.entities[0].home.tabel: unknown key = did you mean `table`?',
      ],
      [
        { more: '  "": {}' },
        '8:3 flows."": the name is empty = give it a name',
        '8:3 flows."": `home` is missing = add `home: …`: where rows come from',
        '8:3 flows."": `store` is missing = add `store: …`: where rows settle',
        '8:3 flows."": `entities` is missing = add `entities: …`: the tables or data sets to move, as names or as maps',
      ],
    ]
    for (const [parts, ...expected] of cases) {
      const { short } = await refusal(flowsFile(parts))
      assert.deepEqual(short.toSorted(), expected.toSorted(), JSON.stringify(parts))
    }
  })

  it('of homes: table, query, columns, where and connections', async () => {
    const home = '{ type: mssql, connection: erp, where: a = 1 }'
    const cases: [parts: Parameters<typeof flowsFile>[0], ...expected: string[]][] = [
      [
        { home: '{ type: mssql, connection: erp }' },
        '7:16 flows.f.entities[0]: the entity has neither `table` nor `query` = add `table: "dbo.{entity}"` to the home of the flow, or `home: { table: … }` to the entity',
      ],
      [
        { home: '{ type: mssql, connection: erp, table: a, query: b }' },
        '5:53 flows.f.home.query: `table` and `query` exclude each other = keep one of the two',
      ],
      [
        { entities: '[{ name: a, home: { query: q, columns: [x] } }]' },
        '7:45 flows.f.entities[0].home.columns: `columns` goes with `table`, and this entity has a `query` = say it in the query',
      ],
      [
        { home, entities: '[{ name: a, home: { query: q } }]' },
        '7:35 flows.f.entities[0].home.query: `where` goes with `table`, and this entity has a `query` = it comes from flows.f.home.where: say it in the query, and move it to the entities that have a table',
      ],
      [
        { entities: '[{ name: a, where: x, home: { where: y } }]' },
        '7:27 flows.f.entities[0].where: `where` is said twice, here and under `home:` = keep one of the two',
      ],
      [
        { home: '{ type: mssql, connection: erp, table: "dbo.{entty}" }' },
        '5:55 flows.f.home.table: `{entty}` is not known = did you mean `{entity}`?'.replace('5:55', '5:50'),
      ],
      [
        { entities: '[{ name: a, home: { table: "[b" } }]' },
        '7:42 flows.f.entities[0].home.table: The name "[b" is not a SQL Server name: the [ at character 1 is never closed = write table, schema.table or database.schema.table, with brackets around parts that need them: dbo.[a.b]',
      ],
      [
        { entities: '[a.b.c]' },
        '5:50 flows.f.home.table: The name "dbo.a.b.c" is not a SQL Server name: 4 parts where one to three were expected (database.schema.table) = write table, schema.table or database.schema.table, with brackets around parts that need them: dbo.[a.b]',
      ],
      [
        { home: '{ type: mssql, connection: other, table: x }' },
        '5:38 flows.f.home.connection: there is no connection `other` = connections: erp',
      ],
    ]
    for (const [parts, ...expected] of cases)
      assert.deepEqual((await refusal(flowsFile(parts))).short, expected, JSON.stringify(parts))
    const none = flowsFile().replace(/^connections:\n.*\n/, '')
    assert.deepEqual((await refusal(none)).short, [
      '3:38 flows.f.home.connection: there is no connection `erp` = add it under `connections:`, at the top of the file',
    ])
  })

  it('of servers written as other tools write them', async () => {
    const server = async (text: string) =>
      (await refusal(flowsFile().replace('server: db', `server: ${JSON.stringify(text)}`))).short
    const at = '2:31 connections.erp.server:'
    assert.deepEqual(await server('db,1433'), [
      `${at} expected a host name, without a port = write the port under \`port:\``,
    ])
    assert.deepEqual(await server('db:1433'), [
      `${at} expected a host name, without a port = write the port under \`port:\``,
    ])
    assert.deepEqual(await server('tcp:db'), [
      `${at} expected a host name, without a protocol = remove what is before the name`,
    ])
    assert.deepEqual(await server('mssql://db'), [
      `${at} expected a host name, without a protocol = remove what is before the name`,
    ])
    assert.deepEqual(await server('db\\SQLEXPRESS'), [
      `${at} instances are not looked up by name = write the host only, and the port of the instance under \`port:\``,
    ])
    for (const fine of ['db', '10.0.0.1', '::1', 'fe80::1', 'x.database.windows.net']) {
      assert.equal((await load(flowsFile().replace('server: db', `server: "${fine}"`))).connections.erp!.server, fine)
    }
  })

  it('of merging come from the right place, and what one mistake causes is told once', async () => {
    const { short } = await refusal(
      flowsFile({ home: '{ type: mssql, connection: nope, table: "{entity}" }', entities: '[a, b, c]' }),
    )
    assert.deepEqual(short, ['5:38 flows.f.home.connection: there is no connection `nope` = connections: erp'])
  })
})

describe('problems of YAML', () => {
  it('are told in words that help', async () => {
    const cases: [text: string, ...expected: string[]][] = [
      ['flows:\n\tf: 1\n', '2:1 : a tab where spaces are needed = indent with spaces'],
      ['flows: [a\n', '2:1 : a bracket is not closed = close it, and indent what is inside of it'],
      ['flows: "a\n', '2:1 : a quote is not closed = close it'],
      [
        'flows: a: b\n',
        '1:8 : a map cannot begin here = begin it on a line of its own, or quote a text that holds `: `',
      ],
      ['flows: 1\nflows: 2\n', '2:1 : the key is there twice = keep one of them'],
      ['flows: @x\n', '1:8 : a value cannot begin with this character = put the value in quotes'],
      [
        'flows: 1\n---\nflows: 2\n',
        '2:1 : a second document begins here = remove the `---`: a flows file is one document',
      ],
      ['flows: !x 1\n', '1:8 : an unknown tag = remove the `!…`, or put the value in quotes'],
      [
        `flows: { f: \${X} }\n`,
        `1:14 : this was not expected here = inside { } and [ ] a variable has to be in quotes: "\${NAME}"`,
      ],
      ['flows: 1\nfoo\n', '2:1 : a key without a value = a colon may be missing'],
      [
        'a: [1\nb: "x\n',
        '2:1 : a bracket is not closed = close it, and indent what is inside of it',
        '3:1 : a quote is not closed = close it',
      ],
    ]
    for (const [text, ...expected] of cases) assert.deepEqual((await refusal(text)).short, expected, text)
  })

  it('include anchors that are not there, that hold themselves or that repeat too much', async () => {
    const merge = flowsFile({ entities: '[{ <<: 3, name: a }]' })
    assert.deepEqual((await refusal(merge)).short, [
      '7:18 flows.f.entities[0]: `<<` merges maps only = give it an alias of a map: `<<: *name`',
    ])
    const advice = 'an anchor `&name` has to be written before the alias `*name`'
    assert.deepEqual((await refusal(flowsFile({ entities: '[*x]' }))).short, [
      `7:16 flows.f.entities[0]: no anchor has this name = ${advice}`,
    ])
    assert.ok(
      (await refusal('flows: &f { f: *f }\n')).short.includes(
        `1:16 flows.f: the alias is inside of what it stands for = ${advice}`,
      ),
    )
    const bomb = Array.from(
      { length: 9 },
      (_, level) =>
        `a${level}: &a${level} [${Array(10)
          .fill(level === 0 ? 'x' : `*a${level - 1}`)
          .join(', ')}]`,
    )
    assert.match((await refusal(`${bomb.join('\n')}\n`)).message, /aliases repeat too much/)
  })
})
