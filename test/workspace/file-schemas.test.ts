import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import { FILE_KINDS, type FileKind, schemaOf } from '../../lib/workspace/file-schemas.ts'
import { loadWorkspace } from '../../lib/workspace/load.ts'
import { runProgram } from '../cli/process.ts'

const example = (path: string) => new URL(`../../examples/workspace/${path}`, import.meta.url)
const env = { EXAMPLE_SERVER: 'x', EXAMPLE_PORT: '1433', EXAMPLE_PASSWORD: 'x' }

function validate(kind: FileKind, value: unknown): boolean {
  const ajv = new Ajv({ discriminator: true, allowUnionTypes: true, validateSchema: false, meta: false })
  return ajv.validate(schemaOf(kind), value)
}

describe('the schemas of the folder form', () => {
  it('take the files of the example, and each refuses the others', async () => {
    const read = async (path: string) => {
      const text = await readFile(example(path), 'utf8')
      // Editors see the variables, not what they stand for; a port is a number.
      return parse(text.replace(/\$\{EXAMPLE_PORT\}/, '1433'))
    }
    const files: [FileKind, string][] = [
      ['hygge', 'hygge.yml'],
      ['flow', 'flows/erp_to_files/flow.yml'],
      ['flow', 'flows/small_tables/flow.yml'],
      ['entity', 'flows/erp_to_files/entities/orders.yml'],
      ['entity', 'flows/erp_to_files/entities/stock_levels.yml'],
    ]
    for (const [own, path] of files) {
      const value = await read(path)
      for (const kind of FILE_KINDS) assert.equal(validate(kind, value), kind === own, `${path} as ${kind}`)
    }
    assert.ok(validate('entity', null), 'an empty file is the entity as the flow has it')
  })

  it('are printed by the command', async () => {
    const { code, stdout } = await runProgram('bin/hygge-run.ts', ['schema', 'flow'])
    assert.deepEqual([code, JSON.parse(stdout)], [0, JSON.parse(JSON.stringify(schemaOf('flow')))])
    assert.equal((await runProgram('bin/hygge-run.ts', ['schema', 'flowz'])).code, 2)
  })
})

describe('the example', () => {
  it('loads in its order, with what each file says', async () => {
    const { entities } = await loadWorkspace(fileURLToPath(example('hygge.yml')), { env })
    const names = entities.map(({ flow, name, run_type, verify }) => `${flow}.${name} ${run_type} ${verify}`)
    assert.deepEqual(names, [
      'erp_to_files.orders full_drop checksum',
      'erp_to_files.stock_levels incremental rows',
      'small_tables.customers full_drop rows',
      'small_tables.products full_drop rows',
    ])
  })
})
