import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { flowsFile, load, refusal } from './files.ts'

const store = (polish: string) => `{ type: local, path: out, polish: ${polish} }`

async function polishes(parts: Parameters<typeof flowsFile>[0], env: NodeJS.ProcessEnv = {}) {
  return (await load(flowsFile(parts), { env })).entities.map(({ store: { polish } }) => polish)
}

describe('polish', () => {
  it('is absent unless it is written, and has every default when it is', async () => {
    assert.deepEqual(await polishes({}), [undefined])
    const none = { remove_special: false, remove_spaces: false, case: 'none' }
    const nothing = { columns: none, hash_ids: [], constants: [], timestamps: [], mask: [] }
    assert.deepEqual(await polishes({ store: store('{}') }), [nothing])
    const written = `{ columns: { case: snake }, hash_ids: [{ name: k, from_columns: [a] }], constants: [{ name: c, value: 1 }],
      timestamps: [{ name: t }], add_row_marker: {}, mask: [{ column: a, method: null }, { column: b, method: "null" }] }`
    assert.deepEqual(await polishes({ store: store(written) }), [
      {
        columns: { ...none, case: 'snake' },
        hash_ids: [{ name: 'k', from_columns: ['a'], algo: 'sha256', hex: true }],
        constants: [{ name: 'c', value: 1 }],
        timestamps: [{ name: 't', source: 'now_utc', type: 'datetime' }],
        row_marker: 4,
        mask: [
          { column: 'a', method: 'null' },
          { column: 'b', method: 'null' },
        ],
      },
    ])
  })

  it('is merged key by key, lists whole, and can be taken back', async () => {
    const [a, b] = await polishes({
      store: store(
        '{ columns: { case: snake, remove_spaces: true }, constants: [{ name: x, value: y }], add_row_marker: {} }',
      ),
      entities:
        '[a, { name: b, store: { polish: { columns: { case: none }, constants: [], add_row_marker: { enabled: false } } } }]',
    })
    assert.partialDeepStrictEqual(a, { columns: { case: 'snake', remove_spaces: true }, row_marker: 4 })
    assert.equal(a?.constants.length, 1)
    assert.partialDeepStrictEqual(b, { columns: { case: 'none', remove_spaces: true }, constants: [] })
    assert.ok(b && !('row_marker' in b))
  })

  it('takes the key of a mask from the environment, and no message shows it', async () => {
    const mask = `{ mask: [{ column: a, method: hmac, key: "\${MASK_KEY}" }] }`
    const key = 'sixteen letters!'
    const [polish] = await polishes({ store: store(mask) }, { MASK_KEY: key })
    assert.deepEqual(polish?.mask, [{ column: 'a', method: 'hmac', key }])
    const short = await refusal(flowsFile({ store: store(mask) }), { env: { MASK_KEY: 'hunter2' } })
    assert.deepEqual(
      short.problems.map(({ message, advice }) => [message, advice]),
      [['the key is too short', 'use at least 16 characters by chance']],
    )
    const plain = await refusal(flowsFile({ store: store('{ mask: [{ column: a, method: hmac, key: hunter2 }] }') }))
    for (const { error, message } of [short, plain]) {
      assert.ok(!`${message}${error.advice}${JSON.stringify(error.facts)}`.includes('hunter2'))
    }
  })

  it('says what does not fit together', async () => {
    const cases: [string, string, string, string][] = [
      [
        '{ mask: [{ column: a, method: hmac }] }',
        'mask[0]',
        '`key` is missing',
        `add \`key: \${NAME}\` and set the variable`,
      ],
      [
        '{ mask: [{ column: a, method: sha256, key: 0123456789abcdef }] }',
        'mask[0].key',
        '`key` goes with `method: hmac`',
        'remove one of the two',
      ],
      [
        '{ timestamps: [{ name: t, format: "%Y" }] }',
        'timestamps[0].format',
        '`format` goes with `type: string`',
        'add `type: string`, or remove it',
      ],
      [
        '{ timestamps: [{ name: t, type: string, format: "%Y-%q" }] }',
        'timestamps[0].format',
        '`%q` is not known',
        'use %Y %y %m %d %H %M %S %f %j %F %T %%',
      ],
      [
        '{ constants: [{ name: t, value: 1 }], timestamps: [{ name: t }] }',
        'timestamps[0].name',
        'a column of this name is added twice',
        'give it another name',
      ],
      [
        '{ constants: [{ name: __rowMarker__, value: 1 }], add_row_marker: {} }',
        'constants[0].name',
        'a column of this name is added twice',
        'give it another name',
      ],
    ]
    for (const [polish, key, message, advice] of cases) {
      const { problems } = await refusal(flowsFile({ store: store(polish) }))
      assert.deepEqual(
        problems.map(problem => [problem.key, problem.message, problem.advice]),
        [[`flows.f.store.polish.${key}`, message, advice]],
      )
    }
    const { short } = await refusal(flowsFile({ store: store('{ columns: { case: snaek } }') }))
    assert.match(short.join(), /did you mean `snake`/)
  })
})
