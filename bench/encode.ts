/**
 * Arrow buffers in, Parquet bytes out, on one thread: our encoder against parquet-wasm, conversions included, in CPU time.
 * `npm run bench -- encode [--rows n] [--rounds n]`
 */
import { execFileSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import * as arrow from 'apache-arrow'
import * as wasm from 'parquet-wasm'
import { toRecordBatch } from '../lib/columns/arrow.ts'
import type { Batch } from '../lib/columns/batch.ts'
import type { Compression } from '../lib/encode/format.ts'
import { parquet } from '../lib/encode/parquet/format.ts'
import { ERP_SCHEMA, erpBatches, LOW_CARDINALITY } from './erp-batches.ts'
import { cpuSeconds, heading } from './report.ts'

const GROUP_ROWS = 131_072
const BASELINE = 'parquet-wasm, low-cardinality dictionary'

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: String(2 ** 20) },
    rounds: { type: 'string', default: '2' },
    smoke: { type: 'boolean' },
    // How this program calls itself.
    contender: { type: 'string' },
  },
})
const rows = options.smoke ? 4096 : Number(options.rows)
const rounds = options.smoke ? 1 : Number(options.rounds)
if (!Number.isInteger(rows) || rows < 1)
  throw new Error(`--rows needs a whole number of 1 or more, not ${options.rows}`)

interface Contender {
  name: string
  codec: 'zstd' | 'snappy'
  /** Encodes one row group as a file of its own and returns the file's length. */
  encode(batches: Batch[]): Promise<number>
}

interface Measured {
  seconds: number
  /** Of the first group, cold. */
  first: number
  bytes: number
  arrow: number
}

const contenders: Contender[] = (['zstd', 'snappy'] as const).flatMap(codec => [
  contender('hygge', codec, batches => byHygge(batches, codec)),
  contender(BASELINE, codec, async batches => byWasm(batches, properties(codec, LOW_CARDINALITY))),
  contender('parquet-wasm, defaults', codec, async batches => byWasm(batches, properties(codec))),
])

function contender(name: string, codec: 'zstd' | 'snappy', encode: Contender['encode']): Contender {
  return { name, codec, encode }
}

async function byHygge(batches: Batch[], codec: Compression): Promise<number> {
  const group = await parquet.encode(ERP_SCHEMA, batches, codec)
  return parquet.head().length + group.bytes.length + parquet.tail(ERP_SCHEMA, [group], codec).length
}

function properties(codec: Compression, dictionary?: string[]): wasm.WriterProperties {
  let builder = new wasm.WriterPropertiesBuilder()
    .setCompression(codec === 'zstd' ? wasm.Compression.ZSTD : wasm.Compression.SNAPPY)
    .setMaxRowGroupSize(GROUP_ROWS)
  if (dictionary) {
    builder = builder.setDictionaryEnabled(false)
    for (const name of dictionary) builder = builder.setColumnDictionaryEnabled(name, true)
  }
  return builder.build()
}

/** Our buffers as an Arrow IPC stream without a copy of ours, into WebAssembly, and out as a file of one row group. */
function byWasm(batches: Batch[], writer: wasm.WriterProperties): number {
  const table = new arrow.Table(batches.map(batch => toRecordBatch(ERP_SCHEMA, batch)))
  return wasm.writeParquet(wasm.Table.fromIPCStream(arrow.tableToIPC(table, 'stream')), writer).length
}

/** What one contender needs for all rows, in a process of its own: no one pays for another's memory or compiled code. */
async function measure({ encode }: Contender): Promise<Measured> {
  const measured = { seconds: 0, first: 0, bytes: 0, arrow: 0 }
  const once = async (batches: Batch[]) => {
    const { seconds, result } = await cpuSeconds(() => encode(batches))
    return { seconds, bytes: result }
  }
  // Two groups of other rows before: what the first costs cold is shown, and neither is counted.
  const size = Math.min(rows, GROUP_ROWS)
  measured.first = (await once(erpBatches(rows, size))).seconds
  await once(erpBatches(rows + size, size))
  for (let at = 0; at < rows; at += GROUP_ROWS) {
    const batches = erpBatches(at, Math.min(GROUP_ROWS, rows - at))
    measured.arrow += batches.reduce((sum, batch) => sum + batch.bytes, 0)
    const { seconds, bytes } = await once(batches)
    measured.seconds += seconds
    measured.bytes += bytes
  }
  return measured
}

if (options.contender !== undefined) {
  console.log(JSON.stringify(await measure(contenders[Number(options.contender)])))
} else {
  // Everyone in turn, several times; the least is the one that other programs disturbed least.
  const best: Measured[] = []
  for (let round = 0; round < rounds; round++) {
    for (const index of contenders.keys()) {
      const args = [...process.execArgv, process.argv[1], '--rows', String(rows), '--contender', String(index)]
      const measured: Measured = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }))
      if (best[index] === undefined || measured.seconds < best[index].seconds) best[index] = measured
    }
  }
  const megabytes = (best[0].arrow / 1e6).toFixed(1)
  heading('encode Parquet, Arrow buffers to bytes, one thread')
  console.log(`${rows} rows × ${ERP_SCHEMA.fields.length} columns, ${megabytes} MB of Arrow, groups of ${GROUP_ROWS}`)
  console.log(`CPU time, best of ${rounds}; ratios to ${BASELINE}\n`)
  console.table(
    contenders.map(({ name, codec }, index) => {
      const { seconds, first, bytes } = best[index]
      const base = best[contenders.findIndex(other => other.name === BASELINE && other.codec === codec)]
      return {
        encoder: name,
        codec,
        'k rows/s per core': Math.round(rows / seconds / 1000),
        'MB out': Number((bytes / 1e6).toFixed(1)),
        'speed ×': Number((base.seconds / seconds).toFixed(2)),
        'size ×': Number((bytes / base.bytes).toFixed(3)),
        'first group, s': Number(first.toFixed(2)),
      }
    }),
  )
}
