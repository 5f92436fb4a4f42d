import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { stringify } from 'yaml'
import { loadWorkspace } from '../../lib/workspace/load.ts'
import { isSecretKey } from '../../lib/workspace/secrets.ts'
import { flowsFile, refusal } from './files.ts'

const SECRET = 'hunter2hunter2'

/** A problem in every line that can have one, so that every line is shown. */
async function shown(text: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
  const { message, error } = await refusal(text, { env })
  assert.ok(!message.includes(SECRET) && !message.includes(SECRET.slice(0, 7)), message)
  assert.ok(!JSON.stringify(error.facts).includes(SECRET.slice(0, 7)), JSON.stringify(error.facts))
  return message
}

function connection(authentication: string): string {
  return flowsFile().replace('authentication: { type: default }', authentication)
}

describe('secrets', () => {
  it('are masked in the lines that are shown, in every style of YAML', async () => {
    assert.match(
      await shown(connection(`authentication: { type: sql, user: u, password: ${SECRET}, x: 1 }`)),
      /password: \*{6}, x: \*{6} }/,
    )
    assert.match(
      await shown(connection(`authentication: { type: sql, usr: u, "password": "${SECRET}" }`)),
      /"password": \*{6} }/,
    )
    await shown(connection(`authentication: { type: service_principal, client_secret: ${SECRET}, tenant: x }`))
    await shown(connection(`authentication: { type: access_token, token: '${SECRET}', x: y }`))
    await shown(connection(`authentication: { type: access_token, token: [${SECRET}, { a: ${SECRET} }] }`))
    await shown(connection(`authentication: { type: sql, password: { a: ${SECRET} }, user: 1 }`))
    await shown(connection(`x: &p ${SECRET}, authentication: { type: sql, user: 1, password: *p }`))
    await shown(connection(`authentication: ${SECRET}`).replace('authentication', 'password'))
  })

  it('are masked under keys that are misspelt or belong to other tools', async () => {
    for (const key of [
      'pasword',
      'Password',
      'passwd',
      'pwd',
      'clientSecret',
      'secret',
      'tokn',
      'access_token',
      'connection_string',
      'anything',
    ]) {
      await shown(connection(`authentication: { type: sql, user: u, ${key}: ${SECRET} }`))
    }
    for (const key of ['pasword', 'pwd', 'connectionString', 'api_key', 'acces_token'])
      await shown(connection(`${key}: ${SECRET}`))
    await shown(connection(`url: "mssql://sa:${SECRET}@db"`))
    await shown(connection(`dsn: "Server=db;Password=${SECRET};Encrypt=yes"`))
  })

  it('are masked when they are of the wrong type or shape', async () => {
    await shown(connection(`authentication: { type: sql, user: u, password: ${SECRET}: }`).replace(/: }/, ' : x }'))
    const block = flowsFile({ more: '  x: 1' }).replace(
      /erp: \{.*/,
      `erp:
    authentication:
      type: sql
      usr: x
      password: |
        ${SECRET}
        ${SECRET}
    `,
    )
    await shown(block)
  })

  it('are masked in files that YAML cannot read, and in comments', async () => {
    await shown(`a:\n  password: "${SECRET}\n  b: 1`)
    await shown(`password: '${SECRET}' x`)
    await shown(`a: { password: ${SECRET} ${SECRET}: [`)
    await shown(`a:\n  client_secret: >\n    ${SECRET}\n\t ${SECRET}\n  b: [`)
    await shown(`password: ${SECRET}\npassword: ${SECRET}`)
    await shown(`token: @${SECRET}`)
    await shown(`token: !${SECRET} x`)
    await shown(connection(`authentication: { type: sq } # the password: ${SECRET}`))
  })

  it('from the environment are never shown, whatever is wrong', async () => {
    const variable = `"\${S}"`
    await shown(connection(`authentication: { type: ${variable}, user: u }`), { S: SECRET })
    await shown(connection(`authentication: { type: sql, user: ${variable}, passwort: ${variable} }`), { S: SECRET })
    await shown(flowsFile({ store: `{ type: ${variable}, path: ${variable} }` }), { S: SECRET })
    await shown(connection(`authentication: { type: default }, port: "1\${S}", application_intent: ${variable}`), {
      S: SECRET,
    })
  })

  it('are never shown by any file that is nearly right', async () => {
    const keys = [
      'password',
      'client_secret',
      'token',
      'user',
      'type',
      'server',
      'port',
      'database',
      'encrypt',
      'extra',
      'authentication',
    ]
    const any = fc.oneof(
      fc.constantFrom('mssql', 'sql', 'access_token', 'service_principal', 'x', 1, true, null),
      fc.constant(['a', {}]),
    )
    const authentication = fc.dictionary(fc.constantFrom(...keys), any, { noNullPrototype: true })
    await fc.assert(
      fc.asyncProperty(
        authentication,
        authentication,
        fc.constantFrom('password', 'client_secret', 'token'),
        fc.boolean(),
        async (inner, outer, key, flow) => {
          const text = stringify(
            {
              connections: { erp: { ...outer, authentication: { ...inner, [key]: SECRET } } },
              flows: {
                f: { home: { type: 'mssql', connection: 'epr', table: 'x', [key]: SECRET }, store: 1, entities: [] },
              },
            },
            flow ? { collectionStyle: 'flow' } : {},
          )
          await shown(text)
        },
      ),
      { numRuns: 150 },
    )
  })

  it('are what their keys say', () => {
    for (const key of ['password', 'client_secret', 'token', 'PWD', 'toke', 'apiKey'])
      assert.ok(isSecretKey(key, 'erp'), key)
    for (const key of ['type', 'user', 'path', 'table', 'where', 'columns', 'server', 'name', 'store', 'home', 'port'])
      assert.ok(!isSecretKey(key, 'erp'), key)
    assert.ok(isSecretKey('whatever', 'authentication'))
    assert.ok(!isSecretKey('client_id', 'authentication'))
  })

  it('do not hide the entities of a flow that is called after one', async () => {
    const { message } = await refusal(flowsFile({ entities: '[{ nam: a }]' }).replace('  f:', '  tokens:'), {})
    assert.match(message, /entities: \[\{ nam: a \}\]/)
    await assert.rejects(loadWorkspace('/'), /this is a folder/)
  })
})
