import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { expandVariables } from '../../lib/workspace/variables.ts'
import { filesOf, flowsFile, load, refusal } from './files.ts'

const env = { A: 'x', B: 'y', EMPTY: '', DEEP: `\${A}` }

describe('expandVariables', () => {
  it('fills in variables and defaults, several in one text', () => {
    const text = (input: string) => {
      const { text, mistakes } = expandVariables(input, env)
      assert.deepEqual(mistakes, [], input)
      return text
    }
    assert.equal(text('plain $A {A}'), 'plain $A {A}')
    assert.equal(text(`\${A}-\${B}\${A}`), 'x-yx')
    assert.equal(text(`\${NONE:-}|\${NONE:-a:-b c}|\${A:-no}`), '|a:-b c|x')
    assert.equal(text(`\${EMPTY:-default}`), '', 'set to nothing is set')
    assert.equal(text(`\${DEEP}`), `\${A}`, 'values are not expanded again')
    assert.equal(text(`$\${A} and \${A}`), `\${A} and x`, 'two dollars make a plain one')
  })

  it('tells which names were used', () => {
    assert.deepEqual(expandVariables(`\${A}\${NONE:-1}`, env).names, ['A', 'NONE'])
    assert.deepEqual(expandVariables(`$\${A}`, env).names, [])
  })

  it('finds what is not a variable', () => {
    const messages = (input: string) =>
      expandVariables(input, env).mistakes.map(({ message, occurrence }) => `${occurrence} ${message}`)
    assert.deepEqual(messages(`\${A} \${NONE}`), ['1 the environment variable `NONE` is not set'])
    assert.deepEqual(messages(`\${A:x}`), [`0 \`\${…}\` does not name a variable`])
    assert.deepEqual(messages(`\${}`), [`0 \`\${…}\` does not name a variable`])
    assert.deepEqual(messages(`a \${A`), [`0 \`\${\` is never closed`])
    assert.deepEqual(messages(`\${A:-\${B}}`), ['0 the default of `A` holds another variable'])
  })
})

describe('variables in a flows file', () => {
  it('give numbers and booleans where the schema wants them, and text elsewhere', async () => {
    const text = flowsFile({
      entities: `[{ name: "\${N}", where: "\${N}", store: { rows_per_file: "\${N}" } }]`,
    }).replace(
      'server: db,',
      `server: "\${N}", port: "\${PORT:-1444}", encrypt: "\${E}", trust_server_certificate: "\${T}", connect_timeout: "\${S}",`,
    )
    const { connections, entities } = await load(text, { env: { N: '12', E: 'strict', T: 'TRUE', S: '1.5' } })
    const { server, port, encrypt, trust_server_certificate, connect_timeout } = connections.erp!
    assert.deepEqual(
      { server, port, encrypt, trust_server_certificate, connect_timeout },
      { server: '12', port: 1444, encrypt: 'strict', trust_server_certificate: true, connect_timeout: 1.5 },
    )
    assert.deepEqual([entities[0]!.name, entities[0]!.home.where, filesOf(entities[0]).rows_per_file], ['12', '12', 12])
    const off = await load(flowsFile().replace('server: db,', `server: db, encrypt: "\${E}",`), { env: { E: 'false' } })
    assert.equal(off.connections.erp!.encrypt, false)
  })

  it('does not take written text for a number', async () => {
    assert.deepEqual((await refusal(flowsFile().replace('server: db,', 'server: db, port: "1433",'))).short, [
      '2:41 connections.erp.port: expected a whole number from 1 to 65535, found the text `1433` = write 1433, without quotes or `_`',
    ])
  })

  it('never shows a value', async () => {
    const value = 'topsecretvalue'
    const text = flowsFile({
      home: `{ type: "\${V}", connection: erp }`,
      entities: `[a]`,
      more: `  g:
    home: { type: mssql, connection: "\${V}", table: "[\${V}" }
    store: { type: local, path: "~\${V}", compression: "\${V}", rows_per_file: "\${V}" }
    entities: ["\${V}", "\${V}", { name: b, store: { path: "x" } }, { name: c, store: { path: "\${V}://" } }]
  h:
    home: { type: mssql, connection: "\${V}", table: "[\${V}" }
    store: { type: local, path: "~\${V}" }
    entities: ["\${V}", "\${V}", { name: b, store: { path: "x" } }, { name: b, store: { path: "\${V}://" } }]
`,
    }).replace('server: db,', `server: "\${V}, x", port: "\${V}", encrypt: "\${V}x",`)
    const { message, short, error } = await refusal(text, { env: { V: value } })
    assert.ok(!message.includes(value), message)
    assert.ok(!JSON.stringify(error.facts).includes(value))
    assert.ok(
      short.includes(
        '2:48 connections.erp.port: expected a whole number from 1 to 65535, and that is not what `V` gives = TCP port',
      ),
      short.join('\n'),
    )
    assert.ok(
      short.some(line => line.includes('flows.h.home.table: this is not the name of a table')),
      short.join('\n'),
    )
    assert.ok(
      short.some(line =>
        line.includes('flows.h.home.connection: there is no connection of this name = connections: erp'),
      ),
      short.join('\n'),
    )
  })

  it('that are not set are pointed at, each where it stands', async () => {
    const { message } = await refusal(
      flowsFile({ entities: `[{ name: a, where: "x = \${A:-1} and y = \${B}" }, \${C}]`.replace(`\${C}`, `"\${C}"`) }),
    )
    assert.equal(
      message,
      `flows.yml has 2 problems:

flows.yml:7:55: flows.f.entities[0].where: the environment variable \`B\` is not set
   7 |     entities: [{ name: a, where: "x = \${A:-1} and y = \${B}" }, "\${C}"]
     |                                                       ^^^^
     = set B, or give it a default: \${B:-default}

flows.yml:7:65: flows.f.entities[1]: the environment variable \`C\` is not set
   7 |     entities: [{ name: a, where: "x = \${A:-1} and y = \${B}" }, "\${C}"]
     |                                                                 ^^^^
     = set C, or give it a default: \${C:-default}
`,
    )
  })
})
