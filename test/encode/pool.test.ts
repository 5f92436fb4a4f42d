import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { DataType, Schema } from '../../lib/columns/schema.ts'
import { parquet } from '../../lib/encode/parquet/format.ts'
import { encodePool } from '../../lib/encode/pool.ts'
import { ConfigError, FlowError } from '../../lib/errors.ts'
import type { EncodeTask } from '../../workers/messages.ts'
import { batchesOf, field, makeTable } from './table.ts'

const TYPES: DataType[] = [{ kind: 'int', bits: 64 }, { kind: 'utf8' }, { kind: 'decimal', precision: 19, scale: 4 }]
const never = new AbortController().signal

function task(seed: number, rows = 3000): EncodeTask {
  const table = makeTable({ seed, rows, types: TYPES, nulls: 0.1, distinct: 90 })
  return { format: 'parquet', compression: 'zstd', schema: table.schema, batches: batchesOf(table, [1000]), part: 'p' }
}

/** A task that makes `dying-worker.ts` do what the column's name says. */
function trap(name: string): EncodeTask {
  const schema: Schema = { fields: [field(name, { kind: 'utf8' })] }
  return { ...task(1), schema, batches: batchesOf({ schema, values: [['x']], rows: 1 }) }
}

async function expected({ schema, compression, batches }: EncodeTask) {
  const group = await parquet.encode(schema, batches, compression)
  return { ...group, bytes: Buffer.from(group.bytes) }
}

/** Threads of this process that run now. */
function threads(): unknown[] {
  const report = process.report.getReport()
  assert.ok('workers' in report && Array.isArray(report.workers))
  return report.workers
}

describe('encoding pool', () => {
  const pool = encodePool({ threads: 2 })
  after(() => pool.close())

  it('encodes in its threads what the format encodes here, whatever the order', async () => {
    assert.equal(pool.threads, 2)
    const groups = await Promise.all(
      Array.from({ length: 9 }, async (_, seed) => ({
        own: await expected(task(seed)),
        got: await pool.encode(task(seed), never),
      })),
    )
    for (const { own, got } of groups) {
      assert.equal(Buffer.compare(own.bytes, got.bytes), 0)
      assert.deepEqual(got.meta, own.meta)
      assert.equal(got.rows, 3000)
      assert.equal(got.bytes.buffer.byteLength, got.bytes.length, 'bytes own their memory')
    }
  })

  it('starts no thread before it is warmed or has something to do', async () => {
    const { length } = threads()
    const other = encodePool({ threads: 2 })
    assert.equal(threads().length, length)
    other.warm()
    for (let tries = 0; threads().length === length; tries++) {
      assert.ok(tries < 2000, 'a thread comes up')
      await new Promise(resolve => setTimeout(resolve, 5))
    }
    await other.close()
    other.warm()
    assert.equal(threads().length, length)
    await encodePool({ threads: 2 }).close()
  })

  it('takes the memory of the batches along', async () => {
    const given = task(4)
    const [{ columns }] = given.batches
    await pool.encode(given, never)
    assert.deepEqual(
      columns.map(({ values, offsets, validity }) => [values.length, offsets?.length ?? 0, validity?.length ?? 0]),
      columns.map(() => [0, 0, 0]),
    )
  })

  it('gives errors of ours back with their facts, and others as WORKER_FAILED', async () => {
    const schema: Schema = { fields: [field('price', { kind: 'decimal', precision: 9, scale: 2 })] }
    const wide = { ...task(1), schema, batches: batchesOf({ schema, values: [[10n ** 20n]], rows: 1 }) }
    await assert.rejects(pool.encode(wide, never), (error: FlowError) => {
      assert.ok(error instanceof FlowError)
      assert.equal(error.code, 'VALUE_OUT_OF_RANGE')
      assert.equal(error.facts.column, 'price')
      assert.match(error.advice ?? '', /precision/)
      return true
    })
    const broken = task(1)
    broken.batches[0].columns[0].values = new Uint8Array(3)
    await assert.rejects(pool.encode(broken, never), { name: 'FlowError', code: 'WORKER_FAILED' })
    assert.equal((await pool.encode(task(1), never)).rows, 3000)
  })

  it('refuses what is aborted already, and lets go at once of what is aborted later', async () => {
    const reason = new Error('changed my mind')
    await assert.rejects(pool.encode(task(1), AbortSignal.abort(reason)), reason)
    const control = new AbortController()
    const aborted = Array.from({ length: 8 }, (_, seed) => pool.encode(task(seed), control.signal))
    const others = Array.from({ length: 3 }, (_, seed) => pool.encode(task(seed), never))
    control.abort(reason)
    for (const result of await Promise.allSettled(aborted)) {
      assert.deepEqual(result, { status: 'rejected', reason })
    }
    for (const { rows } of await Promise.all(others)) assert.equal(rows, 3000)
  })
})

describe('encoding pool in trouble', () => {
  const worker = new URL('dying-worker.ts', import.meta.url)

  it('goes on after a worker died or threw, and fails nothing but its task', async () => {
    const pool = encodePool({ threads: 2, worker })
    try {
      const mixed = ['exit', 'fine', 'throw', 'fine', 'exit', 'exit', 'fine'].map(async name => {
        const result = await Promise.allSettled([pool.encode(trap(name), never)])
        return { name, ...result[0] }
      })
      for (const { name, ...result } of await Promise.all(mixed)) {
        if (name === 'fine') assert.equal(result.status, 'fulfilled')
        else {
          assert.equal(result.status, 'rejected')
          assert.ok(result.reason instanceof FlowError)
          assert.equal(result.reason.code, 'WORKER_FAILED')
          assert.match(result.reason.message, name === 'exit' ? /code: 7/ : /thrown on purpose/)
        }
      }
      assert.equal((await pool.encode(trap('fine'), never)).rows, 1)
    } finally {
      await pool.close()
    }
  })

  it('says so when no thread starts, and never waits for one', async () => {
    const pool = encodePool({ threads: 2, worker: new URL('unstartable-worker.ts', import.meta.url) })
    try {
      const results = await Promise.allSettled([1, 2, 3, 4].map(seed => pool.encode(task(seed), never)))
      for (const result of results) {
        assert.equal(result.status, 'rejected')
        assert.ok(result.reason instanceof FlowError)
        assert.equal(result.reason.code, 'WORKER_FAILED')
        assert.match(result.reason.message, /cannot start on purpose/)
      }
    } finally {
      await pool.close()
    }
  })

  it('fails what is unfinished when it is closed, and everything afterwards', async () => {
    const pool = encodePool({ threads: 1 })
    const unfinished = [pool.encode(task(1), never), pool.encode(task(2), never)]
    const settled = Promise.allSettled(unfinished)
    await Promise.all([pool.close(), pool.close()])
    for (const result of await settled) {
      assert.equal(result.status, 'rejected')
      assert.equal(result.reason.code, 'POOL_CLOSED')
    }
    await assert.rejects(pool.encode(task(3), never), { code: 'POOL_CLOSED' })
  })

  it('needs a thread', () => {
    for (const threads of [0, -1, 1.5, Number.NaN]) {
      assert.throws(
        () => encodePool({ threads }),
        (error: unknown) => {
          assert.ok(error instanceof ConfigError)
          return error.message.includes(String(threads))
        },
      )
    }
  })
})

describe('encoding pool, compiled', () => {
  it('runs from JavaScript without a loader, and does not keep the process alive', async () => {
    const root = fileURLToPath(new URL('../../', import.meta.url))
    // Inside node_modules, so that packages are found from there and nothing else looks at it.
    const out = await mkdtemp(join(root, 'node_modules/.hygge-test-'))
    try {
      const project = {
        extends: '../../tsconfig.build.json',
        compilerOptions: { rootDir: '../..', outDir: './dist', declaration: false, sourceMap: false },
        include: [],
        files: ['../../lib/encode/pool.ts', '../../workers/encode.ts'],
      }
      await writeFile(join(out, 'tsconfig.json'), JSON.stringify(project))
      const run = promisify(execFile)
      await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', out])
      const script = `
        import { encodePool } from './dist/lib/encode/pool.js'
        const pool = encodePool({ threads: 2 })
        const type = { kind: 'int', bits: 32 }
        const schema = { fields: [{ name: 'a', type, nullable: true, source: 'int' }] }
        const column = { nulls: 0, validity: null, offsets: null, values: new Uint8Array(8) }
        const batches = [{ rows: 2, columns: [column], bytes: 8, altered: 0 }]
        const task = { format: 'parquet', compression: 'snappy', schema, batches }
        console.log((await pool.encode(task, new AbortController().signal)).rows)`
      await writeFile(join(out, 'run.mjs'), script)
      const { stdout, stderr } = await run(process.execPath, [join(out, 'run.mjs')], { env: {}, timeout: 30_000 })
      assert.deepEqual([stdout.trim(), stderr], ['2', ''])
    } finally {
      await rm(out, { recursive: true })
    }
  })
})
