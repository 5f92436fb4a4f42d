/** Trying again, over a server that fails on purpose: exact rows, only what was missing is read, and nothing is counted twice. */
import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, suite, test } from 'node:test'
import { formatOf } from '../../lib/encode/formats.ts'
import { encodePool } from '../../lib/encode/pool.ts'
import { ConfigError, FlowError, HomeError, StoreError } from '../../lib/errors.ts'
import type { EntityFinished, EntityRetry, RunEvent } from '../../lib/events.ts'
import { Budget } from '../../lib/flow/budget.ts'
import type { PartFacts } from '../../lib/flow/range.ts'
import { moveRangeAgain } from '../../lib/flow/range-retry.ts'
import { retry } from '../../lib/flow/retry.ts'
import { type RunOptions, run } from '../../lib/flow/run.ts'
import { mssqlHome } from '../../lib/homes/mssql/home.ts'
import { localFolder } from '../../lib/journal/local-folder.ts'
import { type Finished, parse } from '../../lib/journal/record.ts'
import { localStore } from '../../lib/stores/local/store.ts'
import type { PartSink, Staging } from '../../lib/stores/store.ts'
import { loadWorkspace } from '../../lib/workspace/load.ts'
import { duckdb } from '../e2e/support/read-back.ts'
import { realServer, startTestServer, type TestServer } from '../support/sql-server.ts'

const NEVER = new AbortController().signal
const busy = () => new HomeError('BUSY', 'busy', { retryable: true, facts: { number: 1 } })

suite('the policy', () => {
  /** Fails with these errors, one after the other, then succeeds. */
  function failing(...errors: Error[]) {
    let calls = 0
    return {
      calls: () => calls,
      work: async () => {
        const error = errors[calls]
        calls += 1
        if (error) throw error
        return 'done'
      },
    }
  }

  test('only what says that it may pass is tried again', async () => {
    for (const error of [new HomeError('X', 'x'), new ConfigError('X', 'x'), new TypeError('x')]) {
      const { work, calls } = failing(error)
      const onRetry = () => assert.fail('tried again')
      await assert.rejects(retry(work, { tries: 5, onRetry, signal: NEVER }), thrown => thrown === error)
      assert.equal(calls(), 1)
    }
  })

  test('it is told with its cause; the last error itself is thrown, knowing the tries', async () => {
    const told: unknown[] = []
    const onRetry = (failed: { attempt: number; of: number; error: { code: string } }) =>
      told.push([failed.attempt, failed.of, failed.error.code])
    const once = failing(busy())
    assert.equal(await retry(once.work, { tries: 2, onRetry, signal: NEVER }), 'done')
    const last = busy()
    const twice = failing(busy(), last)
    await assert.rejects(retry(twice.work, { tries: 2, onRetry, signal: NEVER }), thrown => thrown === last)
    assert.deepEqual(last.facts, { number: 1, attempts: 2 })
    assert.deepEqual(told, [
      [1, 2, 'BUSY'],
      [1, 2, 'BUSY'],
    ])
  })

  test('an abort ends the wait with its reason', async () => {
    const control = new AbortController()
    const reason = new FlowError('INTERRUPTED', 'stop')
    const { work, calls } = failing(busy(), busy(), busy(), busy(), busy())
    const onRetry = () => control.abort(reason)
    await assert.rejects(retry(work, { tries: 5, onRetry, signal: control.signal }), thrown => thrown === reason)
    assert.equal(calls(), 1)
  })

  test('a service that says when to come back is obeyed; one that says too late is not waited for', async () => {
    const asking = (retry_after_seconds: number) =>
      new StoreError('BUSY', 'later', { retryable: true, facts: { retry_after_seconds } })
    const waits: number[] = []
    const onRetry = ({ wait_seconds }: { wait_seconds: number }) => waits.push(wait_seconds)
    const soon = failing(asking(1.5))
    await retry(soon.work, { tries: 2, onRetry, signal: NEVER })
    assert.ok(waits.length === 1 && waits[0]! >= 1.5, String(waits))
    const late = asking(3600)
    const never = failing(late)
    await assert.rejects(retry(never.work, { tries: 2, onRetry, signal: NEVER }), thrown => thrown === late)
    assert.deepEqual([never.calls(), waits.length], [1, 1])
  })
})

const ROWS = 6000
const PART = 1000
/** The server stops in the middle of the third batch: two have arrived, so the first is a part of its own. */
const STOP = { hang: { afterRows: 2500 } }

/** Passes everything on to a port, until it cuts the connections: a network that fails. */
async function startNetwork(port: number) {
  const sockets = new Set<Socket>()
  const server = createServer(client => {
    const upstream = connect(port, '127.0.0.1')
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => {}).on('close', () => other.destroy())
      socket.pipe(other)
    }
  })
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  const cut = () => {
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  const close = async () => {
    cut()
    server.close()
  }
  return { port: address.port, cut, [Symbol.asyncDispose]: close }
}

type Network = Awaited<ReturnType<typeof startNetwork>>

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise(resolve => setTimeout(resolve, 10))
}

suite('runs', { skip: realServer() !== null && 'faults need the stand-in', timeout: 60_000 }, () => {
  let server: TestServer
  const folders: string[] = []
  before(async () => {
    server = await startTestServer()
  })
  afterEach(() => server.standIn?.faults.clear())
  after(async () => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true })
    await server[Symbol.asyncDispose]()
  })

  const faults = () => server.standIn!.faults

  /** Ids from 1, each with a text that makes rows long. */
  async function tableOf(id: string, rows = ROWS): Promise<string> {
    const table = await server.createTable(`[id] ${id}, [text] nvarchar(100) NOT NULL`)
    for (let from = 0; from < rows; from += 1000) {
      const values = Array.from({ length: Math.min(1000, rows - from) }, (_, row) => {
        const text = `${from + row + 1} `.padEnd(100, 'x')
        return `(${from + row + 1}, N'${text}')`
      })
      await server.execute(`INSERT INTO ${table} ([id], [text]) VALUES ${values.join(', ')}`)
    }
    return table
  }

  async function place(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'hygge-retry-'))
    folders.push(folder)
    return folder
  }

  interface Moved {
    folder: string
    events: RunEvent[]
    retries: EntityRetry[]
    finished: EntityFinished
    exitCode: number
    ends: Finished[]
  }

  interface Settings {
    tries?: number
    port?: number
    folder?: string
    watch?: (event: RunEvent) => void
  }

  async function move(
    table: string,
    { tries = 5, port, watch, ...given }: Settings = {},
    options: RunOptions = {},
  ): Promise<Moved> {
    const folder = given.folder ?? (await place())
    const file = join(folder, 'flows.yml')
    const connection = { ...server.connection(), ...(port === undefined ? {} : { port }) }
    const home = { type: 'mssql', connection: 'it', table }
    const flow = { home, store: { type: 'local', path: 'out', rows_per_file: PART }, entities: ['e'] }
    const settings = { name: 'retry', options: { tries, workers: 1 }, connections: { it: connection } }
    await writeFile(file, JSON.stringify({ ...settings, flows: { f: flow } }))
    const events: RunEvent[] = []
    for await (const event of run(await loadWorkspace(file), options)) {
      events.push(event)
      watch?.(event)
    }
    const finished = events.find(event => event.type === 'entity.finished')
    const end = events.at(-1)
    assert.ok(finished && end?.type === 'run.finished')
    const journal = localFolder(join(folder, '.hygge', 'journal'))
    const names = (await journal.list('')).filter(name => name.includes('/runs/'))
    const records = await Promise.all(names.map(async name => parse((await journal.read(name)) ?? Buffer.of())))
    return {
      folder,
      events,
      retries: events.filter(event => event.type === 'entity.retry'),
      finished,
      exitCode: end.exit_code,
      ends: records.flatMap(record => (record?.kind === 'done' || record?.kind === 'failed' ? [record] : [])),
    }
  }

  /** Every id from 1 once, with its text, and nothing else in the store. */
  async function assertExact({ folder, finished }: Moved, rows = ROWS): Promise<void> {
    const files = (await readdir(join(folder, 'out', 'e'))).sort()
    assert.deepEqual(finished.files.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)).sort(), files)
    assert.deepEqual(await readdir(join(folder, 'out')), ['e'], 'staging is gone')
    const reader = await (await duckdb()).runAndReadAll(
      `SELECT count(*)::INT, count(DISTINCT id)::INT, min(id)::INT, max(id)::INT, count(*) FILTER (text <> rpad(id || ' ', 100, 'x'))::INT
       FROM read_parquet('${join(folder, 'out', 'e', '*.parquet')}')`,
    )
    assert.deepEqual(reader.getRows(), [[rows, rows, 1, rows, 0]])
    assert.equal(finished.rows, rows)
  }

  /** What only the statements that read the table have. */
  function reading(table: string): string {
    return `[text] FROM [dbo].${table.slice('dbo.'.length)}`
  }

  /** The reads of a table's rows so far, in order. */
  function readsOf(table: string) {
    return server.standIn!.statements.filter(({ statement }) => statement.includes(reading(table)))
  }

  test('W12 a connection lost twice in the middle: only what was missing is read again', async () => {
    const table = await tableOf('int NOT NULL PRIMARY KEY')
    faults().add({ match: reading(table), times: 2, ...STOP })
    await using network = await startNetwork(server.standIn!.port)
    const folder = await place()
    const cutting = (async () => {
      const journal = localFolder(join(folder, '.hygge', 'journal'))
      for (const parts of [1, 2]) {
        await until(async () => (await journal.list('')).filter(name => name.includes('/staged-')).length === parts)
        network.cut()
      }
    })()
    const moved = await move(table, { port: network.port, folder })
    await cutting
    assert.equal(moved.finished.error, undefined, moved.finished.error?.message)
    await assertExact(moved)
    assert.deepEqual(
      readsOf(table).map(({ outcome, parameters, rows }) => [
        outcome,
        parameters.map(({ value }) => Number(value)),
        rows,
      ]),
      [
        ['closed', [], 2500],
        ['closed', [PART], 2500],
        ['done', [2 * PART], ROWS - 2 * PART],
      ],
    )
    const { retries, finished, events, ends } = moved
    assert.deepEqual(
      retries.map(({ attempt, of, error }) => [attempt, of, error.code]),
      [
        [1, 5, 'CONNECTION_LOST'],
        [2, 5, 'CONNECTION_LOST'],
      ],
    )
    for (const { wait_seconds } of retries) assert.ok(wait_seconds >= 0 && wait_seconds <= 2)
    assert.equal(finished.attempts, 3)
    for (const event of events) if (event.type === 'entity.progress') assert.ok(event.rows <= ROWS, 'nothing twice')
    assert.deepEqual(
      ends.map(({ kind, attempts, row_count }) => [kind, attempts, row_count]),
      [['done', 3, ROWS]],
    )
  })

  test('a deadlock in the middle of a table without order: the range begins anew', async () => {
    const table = await tableOf('int NOT NULL')
    const error = { number: 1205, class: 13, message: 'You are the deadlock victim.', afterRows: 4500 }
    faults().add({ match: reading(table), throttle: 3_000_000, error })
    const moved = await move(table)
    assert.equal(moved.finished.error, undefined, moved.finished.error?.message)
    await assertExact(moved)
    assert.deepEqual(
      readsOf(table).map(({ parameters, rows }) => [parameters.length, rows]),
      [
        [0, 4500],
        [0, ROWS],
      ],
    )
    assert.deepEqual([moved.finished.attempts, moved.retries[0]?.error.number], [2, 1205])
  })

  test('logins that are throttled twice', async () => {
    const table = await tableOf('int NOT NULL PRIMARY KEY', 10)
    faults().maxConnections = 0
    let seen = 0
    const watch = ({ type }: RunEvent) => {
      if (type === 'entity.retry' && ++seen === 2) faults().maxConnections = null
    }
    const moved = await move(table, { watch })
    await assertExact(moved, 10)
    assert.deepEqual(
      moved.retries.map(({ error }) => error.number),
      [10928, 10928],
    )
    assert.deepEqual(
      moved.events.map(({ type }) => type).filter(type => !type.endsWith('.progress')),
      ['run.started', 'entity.retry', 'entity.retry', 'entity.started', 'entity.finished', 'run.finished'],
    )
    assert.equal(moved.finished.attempts, 3)
  })

  test('a permanent error in the middle is final at once', async () => {
    const table = await tableOf('int NOT NULL PRIMARY KEY')
    const error = { number: 8134, class: 16, message: 'Divide by zero error.', afterRows: 2000 }
    faults().add({ match: reading(table), error })
    const { finished, retries, exitCode, ends } = await move(table)
    assert.deepEqual([finished.status, finished.attempts, retries, exitCode], ['failed', 1, [], 1])
    assert.deepEqual([finished.error?.number, finished.error?.attempts], [8134, undefined])
    assert.equal(readsOf(table).length, 1)
    assert.deepEqual(
      ends.map(({ kind, attempts }) => [kind, attempts]),
      [['failed', 1]],
    )
  })

  test('W12 exhausted: the last cause itself, one record, nothing in the store', async () => {
    const table = await tableOf('int NOT NULL PRIMARY KEY')
    const fault = (text: string) => ({ number: 1205, class: 13, message: text, afterRows: 500 })
    faults().add({ match: reading(table), error: fault('the first victim') })
    faults().add({ match: reading(table), skip: 1, error: fault('the second victim') })
    const { finished, retries, exitCode, ends, folder } = await move(table, { tries: 2 })
    assert.deepEqual([finished.status, finished.attempts, finished.rows, exitCode], ['failed', 2, 0, 1])
    assert.partialDeepStrictEqual(finished.error, { code: 'SQL_ERROR', number: 1205, attempts: 2 })
    assert.match(finished.error?.message ?? '', /the second victim/)
    assert.match(retries[0]?.error.message ?? '', /the first victim/)
    assert.deepEqual(
      ends.map(({ kind, attempts, error }) => [kind, attempts, error?.attempts]),
      [['failed', 2, 2]],
    )
    assert.deepEqual(await readdir(join(folder, 'out')), [])
  })

  test('a server that is not there, with one try', async () => {
    const { finished, retries, ends } = await move('dbo.x', { tries: 1, port: 1 })
    assert.deepEqual([finished.error?.code, finished.attempts, retries], ['CONNECTION_FAILED', 1, []])
    assert.equal(ends.length, 1)
  })

  test('an interruption during the wait ends the run, and nothing is asked again', async () => {
    const table = await tableOf('int NOT NULL PRIMARY KEY')
    const control = new AbortController()
    faults().add({ match: reading(table), times: 100, error: { number: 1205, message: 'victim', afterRows: 500 } })
    const reason = new FlowError('INTERRUPTED', 'Stopped by the test.', { facts: { exit_code: 130 } })
    const watch = ({ type }: RunEvent) => {
      if (type === 'entity.retry') control.abort(reason)
    }
    const { finished, exitCode, retries } = await move(table, { watch }, { signal: control.signal })
    assert.deepEqual([finished.error?.code, exitCode, retries.length], ['INTERRUPTED', 130, 1])
    assert.equal(readsOf(table).length, 1)
  })

  test('what a failed attempt held is given back, and what it told is taken back', async () => {
    const table = await tableOf('int NOT NULL PRIMARY KEY')
    await using network = await startNetwork(server.standIn!.port)
    const { moved, job, told, records } = await moveAlone(table, staging => staging, network)
    await moved
    assert.deepEqual([job.budget.held, job.slots.held], [0, 0])
    const bytes = job.adopted.reduce((sum, { staged }) => sum + staged.bytes, 0)
    assert.deepEqual(told, { rows: ROWS, altered: 0, bytes })
    assert.deepEqual(
      job.adopted.map(({ part, series, staged }) => [
        part,
        staged.rows,
        records.filter(r => r.part === part).length,
        series > 0,
      ]),
      Array.from({ length: ROWS / PART }, (_, part) => [part, PART, 1, true]),
    )
    assert.deepEqual([...new Set(records.map(({ series }) => series))], [1, 2])
  })

  for (const retryable of [true, false]) {
    test(`a store that fails in the middle is asked again only when it says that it may pass: ${retryable}`, async () => {
      const table = await tableOf('int NOT NULL PRIMARY KEY')
      const refused = new StoreError('THROTTLED', 'later', { retryable })
      let refusals = 0
      const refusing = (staging: Staging): Staging => ({
        ...{
          adopt: part => staging.adopt(part),
          publish: parts => staging.publish(parts),
          settled: part => staging.settled(part),
          sweep: () => staging.sweep(),
        },
        stage: async (name): Promise<PartSink> => {
          const sink = await staging.stage(name)
          const write = (bytes: Uint8Array) => (refusals++ === 3 ? Promise.reject(refused) : sink.write(bytes))
          return { write, finish: rows => sink.finish(rows), abort: () => sink.abort() }
        },
      })
      const { moved, job, told } = await moveAlone(table, refusing)
      if (retryable) await moved
      else await assert.rejects(moved, thrown => thrown === refused)
      assert.deepEqual([job.budget.held, job.slots.held, job.control.signal.aborted], [0, 0, !retryable])
      if (retryable) assert.equal(told.rows, ROWS)
      assert.equal(readsOf(table).length, retryable ? 2 : 1)
    })
  }

  /** One range under a budget that the test can see. */
  async function moveAlone(table: string, wrap: (staging: Staging) => Staging, network?: Network) {
    const sessions = server.pool(network && { port: network.port })
    const home = mssqlHome(sessions, { type: 'mssql', connection: 'x', table }, { batchRows: PART })
    const base = await place()
    const options = { format: 'parquet', compression: 'zstd', rows_per_file: PART } as const
    const store = localStore({ type: 'local', path: join(base, 'e'), base, ...options })
    const control = new AbortController()
    const { schema, ranges } = await home.describe(control.signal)
    const run = { run: 'r', flow: 'f', entity: 'e', mode: 'full_drop' } as const
    const staging = await store.open({ ...run, schema, reached: async () => {} })
    const pool = encodePool({ threads: 1 })
    const told = { rows: 0, altered: 0, bytes: 0 }
    const records: PartFacts[] = []
    const job = {
      ...{ run: 'r', range: ranges[0]!, schema, home, staging: wrap(staging), pool, control },
      ...{ format: formatOf('parquet'), compression: 'zstd' as const, rowsPerFile: PART },
      budget: new Budget(2 ** 20),
      slots: new Budget(2),
      adopted: [] as PartFacts[],
      series: 1,
      onRows: (rows: number, altered: number) => {
        told.rows += rows
        told.altered += altered
      },
      onBytes: (bytes: number) => {
        told.bytes += bytes
      },
      onPart: async (part: PartFacts) => {
        records.push(part)
        if (records.length === 1 && network) setImmediate(network.cut)
      },
    }
    if (network) faults().add({ match: reading(table), ...STOP })
    const onRetry = () => assert.deepEqual([job.budget.held, job.slots.held], [0, 0], 'given back before the wait')
    const moved = moveRangeAgain(job, { tries: 5, onRetry }).finally(async () => {
      await home.close()
      await pool.close()
    })
    return { moved, job, told, records }
  }
})
