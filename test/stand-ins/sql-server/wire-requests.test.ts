import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { ISOLATION_LEVEL, Request, TYPES } from 'tedious'
import { type Answer, type SqlColumn, SqlError, type SqlParameter } from './types.ts'
import { connect, run, ScriptedEngine, serverFor } from './wire-support.ts'

const TICKS_PER_DAY = 864_000_000_000n
const EPOCH = 719_162n * TICKS_PER_DAY // 1970-01-01
const n: SqlColumn[] = [{ name: 'n', type: { name: 'int' }, nullable: false }]

/** tedious' type, the value given to it, and the parameter that the engine must get. */
const parameters: [(typeof TYPES)[keyof typeof TYPES], unknown, Omit<SqlParameter, 'name'>, object?][] = [
  [TYPES.Bit, true, { type: { name: 'bit' }, value: true }],
  [TYPES.TinyInt, 255, { type: { name: 'tinyint' }, value: 255 }],
  [TYPES.SmallInt, -32768, { type: { name: 'smallint' }, value: -32768 }],
  [TYPES.Int, -2147483648, { type: { name: 'int' }, value: -2147483648 }],
  [TYPES.BigInt, '-9223372036854775808', { type: { name: 'bigint' }, value: -9223372036854775808n }],
  [TYPES.Real, 0.5, { type: { name: 'real' }, value: 0.5 }],
  [TYPES.Float, -0.1, { type: { name: 'float' }, value: -0.1 }],
  [TYPES.Money, -1234.5678, { type: { name: 'money' }, value: -12345678n }],
  [TYPES.SmallMoney, 1.5, { type: { name: 'smallmoney' }, value: 15000n }],
  [
    TYPES.Decimal,
    -123.45,
    { type: { name: 'decimal', precision: 18, scale: 4 }, value: -1234500n },
    { precision: 18, scale: 4 },
  ],
  [
    TYPES.Numeric,
    1e20,
    { type: { name: 'numeric', precision: 38, scale: 0 }, value: 10n ** 20n },
    { precision: 38, scale: 0 },
  ],
  [TYPES.Date, new Date('1970-01-02Z'), { type: { name: 'date' }, value: 719_163 }],
  [
    TYPES.Time,
    new Date('1970-01-01T00:00:01.250Z'),
    { type: { name: 'time', scale: 7 }, value: 12_500_000n },
    { scale: 7 },
  ],
  [
    TYPES.Time,
    new Date('1970-01-01T00:00:01.250Z'),
    { type: { name: 'time', scale: 2 }, value: 12_500_000n },
    { scale: 2 },
  ],
  [TYPES.DateTime, new Date('1900-01-01T00:00:01Z'), { type: { name: 'datetime' }, value: 300n }],
  [TYPES.SmallDateTime, new Date('1900-01-02T00:01:00Z'), { type: { name: 'smalldatetime' }, value: 1441 }],
  [
    TYPES.DateTime2,
    new Date('1970-01-01T00:00:00.001Z'),
    { type: { name: 'datetime2', scale: 7 }, value: EPOCH + 10_000n },
    { scale: 7 },
  ],
  [
    TYPES.DateTimeOffset,
    new Date('1970-01-01T00:00:00Z'),
    {
      type: { name: 'datetimeoffset', scale: 3 },
      value: { ticks: EPOCH, offset: 0 - new Date(0).getTimezoneOffset() },
    },
    { scale: 3 },
  ],
  [TYPES.Char, 'ab', { type: { name: 'char', length: 2 }, value: 'ab' }],
  [TYPES.VarChar, 'café €', { type: { name: 'varchar', length: 10 }, value: 'café €' }, { length: 10 }],
  [TYPES.VarChar, 'é'.repeat(9000), { type: { name: 'varchar', length: 'max' }, value: 'é'.repeat(9000) }],
  [TYPES.Text, 'téxt', { type: { name: 'text' }, value: 'téxt' }],
  [TYPES.NChar, '日本', { type: { name: 'nchar', length: 2 }, value: '日本' }],
  [TYPES.NVarChar, '', { type: { name: 'nvarchar', length: 1 }, value: '' }],
  [TYPES.NVarChar, '😀 Ü', { type: { name: 'nvarchar', length: 40 }, value: '😀 Ü' }, { length: 40 }],
  [TYPES.NVarChar, '日'.repeat(40_000), { type: { name: 'nvarchar', length: 'max' }, value: '日'.repeat(40_000) }],
  [TYPES.NText, '日', { type: { name: 'ntext' }, value: '日' }],
  [TYPES.Binary, Buffer.from([1, 2]), { type: { name: 'binary', length: 2 }, value: Uint8Array.of(1, 2) }],
  [
    TYPES.VarBinary,
    Buffer.from([1, 2]),
    { type: { name: 'varbinary', length: 5 }, value: Uint8Array.of(1, 2) },
    { length: 5 },
  ],
  [
    TYPES.VarBinary,
    Buffer.alloc(9000, 3),
    { type: { name: 'varbinary', length: 'max' }, value: new Uint8Array(9000).fill(3) },
  ],
  [TYPES.Image, Buffer.from([4]), { type: { name: 'image' }, value: Uint8Array.of(4) }],
  [
    TYPES.UniqueIdentifier,
    '6f9619ff-8b86-d011-b42d-00c04fc964ff',
    { type: { name: 'uniqueidentifier' }, value: '6F9619FF-8B86-D011-B42D-00C04FC964FF' },
  ],
]

test('parameters of every type that tedious sends reach the engine, values and NULLs', async t => {
  let seen: SqlParameter[] = []
  const engine = new ScriptedEngine({
    'exec it': function* (given): Generator<Answer> {
      seen = given
      yield { kind: 'done', rows: null }
    },
  })
  const server = await serverFor(t, engine)
  const connection = await connect(server)
  for (const isNull of [false, true]) {
    const result = await run(
      connection,
      'exec it',
      request => {
        for (const [index, [type, value, , options]] of parameters.entries()) {
          request.addParameter(`p${index}`, type, isNull ? null : value, options)
        }
      },
      'sql',
    )
    assert.equal(result.error, null)
    assert.equal(seen.length, parameters.length)
    for (const [index, [, , { type, value }]] of parameters.entries()) {
      const { name, ...got } = seen[index]
      assert.equal(name, `p${index}`)
      assert.deepEqual(got.value, isNull ? null : value, type.name)
      if (!isNull) assert.deepEqual(got.type, type)
      else assert.equal(got.type.name, type.name)
    }
  }
  connection.close()
})

test('a batch ends with DONE, sp_executesql with DONEINPROC, a return status and DONEPROC', async t => {
  const script = (): Answer[] => [
    { kind: 'columns', columns: n },
    { kind: 'rows', count: 2, values: [[1, 2]] },
    { kind: 'done', rows: 2n },
    { kind: 'info', number: 0, message: 'between the two' },
    { kind: 'done', rows: null },
    { kind: 'columns', columns: n },
    { kind: 'rows', count: 1, values: [[3]] },
    { kind: 'done', rows: 1n },
  ]
  const server = await serverFor(t, new ScriptedEngine({ script, 'set nothing': () => [] }))
  const connection = await connect(server)
  const infos: string[] = []
  connection.on('infoMessage', ({ message }) => infos.push(message))
  for (const how of ['batch', 'sql'] as const) {
    const events: unknown[] = []
    const result = await run(
      connection,
      'script',
      request => {
        request.on('done', (rows, more) => events.push(['done', rows, more]))
        request.on('doneInProc', (rows, more) => events.push(['doneInProc', rows, more]))
        request.on('doneProc', (rows, more, status) => events.push(['doneProc', rows, more, status]))
      },
      how,
    )
    assert.deepEqual(result, { rows: [[1], [2], [3]], rowCount: 3, error: null })
    assert.deepEqual(
      events,
      how === 'batch'
        ? [
            ['done', 2, true],
            ['done', undefined, true],
            ['done', 1, false],
          ]
        : [
            ['doneInProc', 2, true],
            ['doneInProc', undefined, true],
            ['doneInProc', 1, true],
            ['doneProc', undefined, false, 0],
          ],
    )
  }
  assert.deepEqual(infos, ['between the two', 'between the two'])
  assert.deepEqual(await run(connection, 'set nothing'), { rows: [], rowCount: 0, error: null })
  connection.close()
})

test('sp_executesql by name, unknown procedures and unreadable parameters', async t => {
  let seen: SqlParameter[] = []
  const engine = new ScriptedEngine({
    'by name': function* (given): Generator<Answer> {
      seen = given
      yield { kind: 'done', rows: 7n }
    },
  })
  const server = await serverFor(t, engine)
  const connection = await connect(server)
  const call = (procedure: string, prepare: (request: Request) => void) =>
    new Promise<{ error: { number?: number; message: string } | undefined; rowCount: number | undefined }>(resolve => {
      const request = new Request(procedure, (error, rowCount) => resolve({ error: error ?? undefined, rowCount }))
      prepare(request)
      connection.callProcedure(request)
    })
  const named = await call('sys.sp_executesql', request => {
    request.addParameter('statement', TYPES.NVarChar, 'by name')
    request.addParameter('params', TYPES.NVarChar, '@low int, @Größe decimal(18, 4)')
    request.addParameter('', TYPES.Int, 1)
    request.addParameter('', TYPES.Int, 2)
  })
  assert.deepEqual(named, { error: undefined, rowCount: 7 })
  assert.deepEqual(
    seen.map(({ name, value }) => [name, value]),
    [
      ['low', 1],
      ['Größe', 2],
    ],
  )
  const unknown = await call('dbo.no_such', request => request.addParameter('a', TYPES.Int, 1))
  assert.equal(unknown.error?.number, 2812)
  assert.match(unknown.error?.message ?? '', /Could not find stored procedure 'dbo.no_such'/)
  const table = { columns: [{ name: 'a', type: TYPES.Int }], rows: [[1]] }
  const unreadable = await call('sp_executesql', request => request.addParameter('t', TYPES.TVP, table))
  assert.equal(unreadable.error?.number, 8009)
  assert.match(unreadable.error?.message ?? '', /parameter @t has type 0xf3/)
  assert.equal((await run(connection, 'set this')).error, null, 'the connection is usable')
  connection.close()
})

test('errors before and in the middle of a result carry their facts and leave the connection usable', async t => {
  const engine = new ScriptedEngine({
    early: () => {
      throw new SqlError(208, "Invalid object name 'nope'.", { state: 3, procedure: 'p', line: 12 })
    },
    *middle() {
      yield { kind: 'columns', columns: n }
      yield { kind: 'rows', count: 3, values: [[1, 2, 3]] }
      throw new SqlError(1205, 'deadlock victim', { state: 45, class: 13 })
    },
    *broken() {
      yield { kind: 'columns', columns: n }
      yield { kind: 'rows', count: 1, values: [['text']] }
    },
    fatal: () => {
      throw new SqlError(9001, 'The log is not available.', { class: 21 })
    },
  })
  const server = await serverFor(t, engine)
  const connection = await connect(server)
  for (const how of ['batch', 'sql'] as const) {
    const early = await run(connection, 'early', undefined, how)
    assert.deepEqual(
      { ...early.error },
      { code: 'EREQUEST', number: 208, state: 3, class: 16, serverName: 'stand-in', procName: 'p', lineNumber: 12 },
    )
    const middle = await run(connection, 'middle', undefined, how)
    assert.deepEqual(middle.rows, [[1], [2], [3]])
    assert.equal(middle.error?.number, 1205)
    assert.equal(middle.error?.class, 13)
  }
  const broken = await run(connection, 'broken')
  assert.equal(broken.error?.number, 50_000)
  assert.match(broken.error?.message ?? '', /The stand-in failed: .*column "n", row 0: expected a number/)
  const fatal = await run(connection, 'fatal')
  assert.equal(fatal.error?.number, 9001)
  while (server.connections.live > 0) await nextTurn()
  assert.deepEqual(
    server.statements.filter(({ outcome }) => outcome === 'failed').map(({ error, rows }) => [error, rows]),
    [
      [208, 0],
      [1205, 3],
      [208, 0],
      [1205, 3],
      [50_000, 0],
      [9001, 0],
    ],
  )
  connection.close()
})

test('transactions become T-SQL, with their isolation, and tedious follows them', async t => {
  const engine = new ScriptedEngine()
  const server = await serverFor(t, engine)
  const connection = await connect(server)
  engine.executed.length = 0
  const call = (start: (done: (error?: Error | null) => void) => void) =>
    new Promise<void>((resolve, reject) => start(error => (error ? reject(error) : resolve())))
  await call(done => connection.beginTransaction(done, '', ISOLATION_LEVEL.SNAPSHOT))
  await call(done => connection.saveTransaction(done, 'savepoint]'))
  await call(done => connection.rollbackTransaction(done, 'savepoint]'))
  await call(done => connection.commitTransaction(done))
  await call(done => connection.beginTransaction(done, 'named'))
  await call(done => connection.rollbackTransaction(done, 'named'))
  assert.deepEqual(engine.executed, [
    'SET TRANSACTION ISOLATION LEVEL SNAPSHOT',
    'BEGIN TRANSACTION',
    'SAVE TRANSACTION [savepoint]]]',
    'ROLLBACK TRANSACTION [savepoint]]]',
    'COMMIT TRANSACTION',
    'SET TRANSACTION ISOLATION LEVEL READ COMMITTED',
    'BEGIN TRANSACTION [named]',
    'ROLLBACK TRANSACTION [named]',
  ])
  await call(done => connection.beginTransaction(done))
  await call(done => connection.reset(done))
  assert.equal(engine.executed.at(-2), 'ROLLBACK TRANSACTION', 'a reset rolls back what was open')
  connection.close()
})
