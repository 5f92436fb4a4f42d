import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ConfigError } from '../../lib/errors.ts'
import type { Problem } from '../../lib/workspace/problem.ts'
import { selectEntities } from '../../lib/workspace/select.ts'
import { load, refusal } from './files.ts'

const flow = (name: string, entities: string, more = '') => `  ${name}:
    home: { type: mssql, connection: c, table: "dbo.{entity}"${more} }
    store: { type: local, path: "out/{flow}" }
    entities: ${entities}
`
const file = (...flows: string[]) => `connections:
  c: { type: mssql, server: db, database: d, authentication: { type: default } }
flows:
${flows.join('')}`

const TWO = file(flow('good', '[a, b]'), flow('bad', '[x, { name: y, colums: [q] }]'), flow('worse', '{}'))

async function selected(select: string[], exclude: string[] = []): Promise<string[]> {
  return selectEntities(await load(TWO, { partly: true }), { select, exclude }).entities.map(
    ({ flow, name }) => `${flow}.${name}`,
  )
}

describe('a flow that does not load', () => {
  it('is set aside whole, with its problems, when that is asked for', async () => {
    const { entities, broken } = await load(TWO, { partly: true })
    assert.deepEqual(
      entities.map(({ name }) => name),
      ['a', 'b'],
    )
    assert.deepEqual(
      broken?.map(({ name, entities, problems }) => [name, entities, problems.map(({ message }) => message)]),
      [
        ['bad', ['x', 'y'], ['unknown key']],
        ['worse', [], ['expected a list, found a map']],
      ],
    )
    assert.equal((await refusal(TWO)).problems.length, 2, 'without asking it is an error')
    assert.equal((await load(file(flow('good', '[a]')), { partly: true })).broken, undefined)
  })

  it('does not stop a run that did not select it', async () => {
    assert.deepEqual(await selected(['good']), ['good.a', 'good.b'])
    assert.deepEqual(await selected(['*.a']), ['good.a'])
    assert.deepEqual(await selected([], ['bad', 'worse']), ['good.a', 'good.b'])
    assert.deepEqual(await selected([], ['bad.*', 'worse.*', 'good.b']), ['good.a'])
  })

  it('stops one that did, with the problems of what was selected', async () => {
    const cases: [select: string[], exclude: string[], flows: string[]][] = [
      [[], [], ['bad', 'worse']],
      [['bad'], [], ['bad']],
      [['bad.x'], [], ['bad']],
      [['*.y'], [], ['bad']],
      [['good', 'bad.unheard_of'], [], ['bad']],
      [['worse.z'], [], ['worse']],
      [['*'], ['worse'], ['bad']],
      [[], ['bad.x', 'worse'], ['bad']],
    ]
    for (const [select, exclude, flows] of cases) {
      const error = await selected(select, exclude).catch((reason: unknown) => reason)
      assert.ok(
        error instanceof ConfigError && error.code === 'CONFIG_INVALID',
        `${select} ${exclude} ${String(error)}`,
      )
      assert.deepEqual(
        (error.facts.problems as Problem[]).map(problem => problem.flow),
        flows,
      )
    }
    await assert.rejects(selected(['goood']), /matches no entity. Did you mean `good`/)
  })

  it('is an error when nothing else is left, or when the problem is everybody’s or the command line’s', async () => {
    for (const text of [file(flow('bad', '{}')), `options: { concurency: 1 }\n${TWO}`, `${TWO}  : [`]) {
      await refusal(text, { partly: true })
    }
    await refusal(TWO, { partly: true, set: ['flow.bad.store.pth=x'] })
  })

  it('may be one that would settle where another does', async () => {
    const twin = flow('twin', '[a]').replace('{flow}', 'good')
    const { entities, broken } = await load(file(flow('good', '[a]'), twin), { partly: true })
    assert.deepEqual([entities.length, broken?.[0]?.name], [1, 'twin'])
  })
})
