/** What flows files say of tables as destinations. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { flowsFile, load, refusal } from './files.ts'

const STORE = 'type: mssql, connection: erp'

describe('a SQL Server store', () => {
  it('is one table for each entity, with everything that is not said as it is documented', async () => {
    const { entities } = await load(
      flowsFile({
        store: `{ ${STORE}, table: "staging.{entity}", rows_per_load: 5 }`,
        entities: '[a, { name: b, store: { table: "[odd] name]", if_exists: merge, key: [id], keep: [indexes] } }]',
      }).replace('"[odd] name]"', '"[odd]] name]"'),
    )
    const common = { type: 'mssql', connection: 'erp', storage: 'columnstore', rows_per_load: 5 }
    assert.deepEqual(
      entities.map(({ store }) => store),
      [
        { ...common, table: 'staging.a', keep: [] },
        { ...common, table: '[odd]] name]', if_exists: 'merge', key: ['id'], keep: ['indexes'] },
      ],
    )
  })

  const refused: [what: string, store: string, problems: RegExp[], more?: string][] = [
    [
      'a connection that is not there',
      '{ type: mssql, connection: erq, table: t }',
      [/no connection `erq` = did you mean `erp`/],
    ],
    ['a table of another database', `{ ${STORE}, table: x.dbo.t }`, [/named with its database/]],
    ['what is no table', `{ ${STORE}, table: "dbo.[t" }`, [/never closed/]],
    ['a merge without a key', `{ ${STORE}, table: t, if_exists: merge }`, [/merge needs a `key` = add `key: \[ … \]`/]],
    ['a rowstore without a key', `{ ${STORE}, table: t, storage: rowstore }`, [/rowstore needs a `key`/]],
    [
      'an increment that replaces',
      `{ ${STORE}, table: t, if_exists: replace }`,
      [/an increment does not go with `if_exists: replace`/],
      '{ run_type: incremental, watermark: { column: id } }',
    ],
    ['a format', `{ ${STORE}, table: t, format: parquet }`, [/unknown key|does not go with/]],
  ]
  for (const [what, store, problems, defaults] of refused) {
    it(`refuses ${what}`, async () => {
      const { short } = await refusal(flowsFile({ store, ...(defaults === undefined ? {} : { defaults }) }))
      assert.equal(short.length, problems.length, short.join('\n'))
      for (const [at, problem] of problems.entries()) assert.match(short[at]!, problem)
    })
  }

  it('refuses two entities in one table, however its name is written', async () => {
    const entities = '[{ name: a, store: { table: dbo.Orders } }, { name: b, store: { table: "[ORDERS]" } }]'
    const { short } = await refusal(flowsFile({ store: `{ ${STORE}, table: "{entity}" }`, entities }))
    assert.match(short.join('\n'), /settles in the same table as flows\.f\.entities\[0\]/)
  })
})
