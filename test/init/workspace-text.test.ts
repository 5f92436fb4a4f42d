import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { SAMPLE } from '../../lib/init/sample.ts'
import type { SurveyedTable } from '../../lib/init/survey.ts'
import { workspaceText } from '../../lib/init/workspace-text.ts'
import type { MssqlConnection } from '../../lib/mssql/connection.ts'
import { parseName } from '../../lib/mssql/identifier.ts'
import { load } from '../workspace/files.ts'

const connection: MssqlConnection = {
  type: 'mssql',
  server: 'erp-sql',
  database: 'ERP 2',
  authentication: { type: 'sql', user: 'reader', password: 'secret-of-all' },
}
const env = { ERP_2_PASSWORD: 'x', ERP_PASSWORD: 'x' }

function table(schema: string, name: string, more: Partial<SurveyedTable> = {}): SurveyedTable {
  return { schema, name, kind: 'table', rows: 7, key: ['Id'], watermark: null, attention: [], ...more }
}

describe('workspaceText', () => {
  it('says of every table what a person wants to know, and keeps the password out', async () => {
    const text = workspaceText(
      {
        connection,
        tables: [
          table('sales', 'Orders', { rows: 1_234_567, watermark: { column: 'Row Version', source: 'rowversion' } }),
          table('dbo', 'Order Details', { key: [], attention: ['At (datetime2(7)): cut to microseconds'] }),
          table('dbo', 'Totals', { kind: 'view' }),
          table('dbo', 'Odd', { trouble: 'no such\ntype' }),
        ],
      },
      '2026-11-28',
    )
    assert.match(text, /^# yaml-language-server: \$schema=\.\/flows\.schema\.json\n/)
    assert.ok(!text.includes('secret-of-all'))
    for (const line of [
      '# erp-sql/ERP 2 as it was on 2026-11-28: 2 tables, ≈ 1,234,574 rows.',
      '      # ≈ 1,234,567 rows · key Id',
      '        # watermark: { column: "Row Version" }',
      '      # no unique clustered key',
      '      # At (datetime2(7)): cut to microseconds',
      '      # - dbo.Totals',
      '      # dbo.Odd: no such type',
    ])
      assert.ok(text.includes(line.replace('# no', '# ≈ 7 rows · no')), line)
    const { entities } = await load(text, { env })
    assert.deepEqual(
      entities.map(({ name, home }) => [name, home.type === 'mssql' && home.table]),
      [
        ['sales.Orders', '[sales].[Orders]'],
        ['dbo.Order Details', '[dbo].[Order Details]'],
      ],
    )
  })

  it('becomes increments where the # is taken out', async () => {
    const watermark = { column: 'Row "Version"', source: 'rowversion' }
    const text = workspaceText({ connection, tables: [table('dbo', 'a', { watermark })] }, '2026-11-28')
    const { entities } = await load(text.replaceAll(/^ {8}# /gm, '        '), { env })
    assert.deepEqual([entities[0]!.run_type, entities[0]!.watermark?.column], ['incremental', watermark.column])
  })

  it('names every table so that it is found again', async () => {
    const name = fc
      .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
      .filter(text => text.trim() === text && !/[\0\p{Cs}]/u.test(text))
    await fc.assert(
      fc.asyncProperty(name, name, async (schema, name) => {
        const { entities } = await load(workspaceText({ connection, tables: [table(schema, name)] }, '2026-11-28'), {
          env,
        })
        const [{ home }] = entities as [(typeof entities)[0]]
        assert.ok(home.type === 'mssql')
        assert.deepEqual(parseName(home.table ?? ''), [schema, name])
      }),
      { numRuns: 60 },
    )
  })
})

describe('the sample', () => {
  it('loads', async () => {
    const { entities } = await load(SAMPLE, { env })
    assert.equal(entities.length, 4)
  })
})
