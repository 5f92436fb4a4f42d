import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import { ConfigError } from '../../lib/errors.ts'
import { type LoadOptions, loadWorkspace } from '../../lib/workspace/load.ts'
import type { Problem } from '../../lib/workspace/problem.ts'
import { filesOf, folder, load } from './files.ts'

const HYGGE = `name: w
connections:
  erp: { type: mssql, server: db, database: erp, authentication: { type: default } }
`
const FLOW = `home: { type: mssql, connection: erp, table: "dbo.{entity}" }
store: { type: local, path: "out/{flow}" }
`

/** A folder of its own with these files. */
function write(files: Record<string, string | Uint8Array>): string {
  const root = mkdtempSync(join(folder, 'w-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

/** `file:line:column key: message`, one for each problem. */
async function problems(root: string, options: LoadOptions = {}): Promise<string[]> {
  const error = await loadWorkspace(root, { env: {}, ...options }).then(
    () => assert.fail('the folder was accepted'),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof ConfigError, String(error))
  const list = error.facts.problems as Problem[]
  return list.map(({ file, line, column, key, message }) =>
    `${file}:${line}:${column} ${key}: ${message}`.replaceAll(`${root}/`, ''),
  )
}

describe('the folder form', () => {
  it('loads into the same value as one file that says the same', async () => {
    const root = write({
      'hygge.yml': HYGGE,
      'flows/erp/flow.yml': `${FLOW}defaults: { home: { isolation: snapshot } }\n`,
      'flows/erp/entities/orders.yml': 'columns: [a, b]\nwhere: a > 0\n',
      'flows/erp/entities/customers.yaml': '',
      'flows/erp/entities/z.yml': 'name: big\nhome: { query: "select 1" }\n',
      'flows/crm/flow.yml': `${FLOW}entities: [x]\n`,
    })
    const indent = (text: string) => text.replaceAll(/^(?=.)/gm, '    ')
    const one = await load(`${HYGGE}flows:
  crm:
${indent(`${FLOW}entities: [x]\n`)}
  erp:
${indent(FLOW)}
    defaults: { home: { isolation: snapshot } }
    entities:
      - customers
      - { name: orders, columns: [a, b], where: a > 0 }
      - { name: big, home: { query: "select 1" } }
`)
    const moved = JSON.parse(JSON.stringify(one).replaceAll(folder, root).replace('flows.yml', 'hygge.yml'))
    assert.deepEqual(await loadWorkspace(root, { env: {} }), moved)
    assert.deepEqual(await loadWorkspace(join(root, 'hygge.yml'), { env: {} }), moved)
  })

  it('W29 has the order of the names, whatever the order on disk', async () => {
    const root = write({
      'hygge.yml': HYGGE,
      'flows/b/flow.yml': `${FLOW}entities: [inline]\n`,
      'flows/b/entities/z.yml': '',
      'flows/b/entities/a.yaml': '',
      'flows/b/entities/B.yml': '',
      'flows/a/flow.yml': `${FLOW}entities: [x]\n`,
    })
    const { entities } = await loadWorkspace(root, { env: {} })
    assert.deepEqual(
      entities.map(({ flow, name }) => `${flow}.${name}`),
      ['a.x', 'b.inline', 'b.B', 'b.a', 'b.z'],
    )
  })

  it('looks at nothing else: plain files, other folders, hidden files; but at links', async () => {
    const root = write({
      'hygge.yml': HYGGE,
      'flows/readme.md': 'x',
      'flows/shared/sql.txt': 'x',
      'flows/erp/flow.yml': FLOW,
      'flows/erp/entities/a.yml': '',
      'flows/erp/entities/.b.yml': '{',
      'flows/erp/entities/notes.txt': '{',
      'flows/erp/entities/deep/c.yml': '{',
    })
    symlinkSync(join(root, 'flows', 'erp'), join(root, 'flows', 'twin'))
    const { entities } = await loadWorkspace(root, { env: {} })
    assert.deepEqual(
      entities.map(({ flow, name }) => `${flow}.${name}`),
      ['erp.a', 'twin.a'],
    )
  })

  it('has problems in the file that they are in, variables too, and tells all of them', async () => {
    const root = write({
      'hygge.yml': `${HYGGE}optoins: {}\n`,
      'flows/a/flow.yml': `${FLOW}name: other\n`,
      'flows/a/entities/one.yml': 'colums: [x]\n',
      'flows/a/entities/two.yml': `\nwhere: \${NO}\n`,
      'flows/a/entities/three.yml': '[a]\n',
      'flows/a/entities/four.yml': 'x: [\n',
      'flows/b/flow.yml': '',
      'flows/c/flow.yaml': FLOW,
      'flows/d/flow.yml': Uint8Array.of(0xff),
      'flows/e/flow.yml': FLOW,
      'flows/f/flow.yml': `${FLOW}entities: [x]\n`,
      'flows/f/entities/x.yml': '\n',
    })
    const cwd = process.cwd()
    assert.deepEqual(await problems(root), [
      'hygge.yml:4:1 optoins: unknown key',
      'flows/a/entities/four.yml:2:1 : a bracket is not closed',
      'flows/a/entities/one.yml:1:1 flows.a.entities[1].colums: unknown key',
      'flows/a/entities/three.yml:1:1 flows.a.entities[2]: expected a map of keys and values',
      'flows/a/entities/two.yml:2:8 flows.a.entities[3].where: the environment variable `NO` is not set',
      'flows/a/flow.yml:3:1 flows.a.name: unknown key',
      'flows/b/flow.yml:1:1 flows.b: the file is empty',
      `flows/c/flow.yml:1:1 : there is no such file; the current folder is ${cwd}`,
      'flows/d/flow.yml:1:1 : the file is not UTF-8 text',
      'flows/e/flow.yml:1:1 flows.e: `entities` is missing',
      'flows/f/entities/x.yml:1:1 flows.f.entities[1].name: the entity `x` is in the flow twice',
    ])
  })

  it('needs flows, in the folder or in the file but not in both', async () => {
    assert.deepEqual(await problems(write({ 'hygge.yml': HYGGE })), ['hygge.yml:1:1 : there are no flows'])
    assert.deepEqual(await problems(write({ 'hygge.yml': '' })), ['hygge.yml:1:1 : there are no flows'])
    const flows = `${HYGGE}flows:\n  erp:\n${FLOW.replaceAll(/^(?=.)/gm, '    ')}    entities: [a]\n`
    assert.equal((await loadWorkspace(write({ 'hygge.yml': flows }), { env: {} })).entities.length, 1)
    assert.deepEqual(await problems(write({ 'hygge.yml': flows, 'flows/erp/flow.yml': FLOW })), [
      'hygge.yml:4:1 flows: flows are said here and in the folder beside this file',
    ])
  })

  it('never settles where its own files are', async () => {
    const root = write({ 'hygge.yml': HYGGE, 'flows/erp/flow.yml': FLOW.replace('out/{flow}', '.') })
    mkdirSync(join(root, 'flows/erp/entities'))
    writeFileSync(join(root, 'flows/erp/entities/flows.yml'), '')
    writeFileSync(join(root, 'flows/erp/entities/safe.yml'), '')
    assert.deepEqual(await problems(root), [
      'flows/erp/entities/flows.yml:1:1 flows.erp.entities[0].name: settles in the folder that holds this file',
    ])
  })

  it('is changed by --set like a file, by the names of its entities', async () => {
    const root = write({ 'hygge.yml': HYGGE, 'flows/erp/flow.yml': FLOW, 'flows/erp/entities/orders.yml': '' })
    const set = ['flow.erp.store.path=other', 'flow.erp.entities.orders.where=x = 1']
    const { entities } = await loadWorkspace(root, { env: {}, set })
    assert.equal(filesOf(entities[0]).path, join(root, 'other', 'orders'))
    assert.equal(entities[0]?.home.where, 'x = 1')
  })
})
