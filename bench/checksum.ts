/**
 * What the order-independent column checksums cost beside the encoding of the same row group (the baseline), which they ride along with.
 * `npm run bench -- checksum`
 */
import { parseArgs } from 'node:util'
import { Bench } from 'tinybench'
import { checksumsOf } from '../lib/columns/checksum.ts'
import { parquet } from '../lib/encode/parquet/format.ts'
import { ERP_SCHEMA, erpBatches } from './erp-batches.ts'
import { heading, ratioTable } from './report.ts'

const { values } = parseArgs({ options: { smoke: { type: 'boolean' }, rows: { type: 'string' } } })
const rows = values.smoke ? 8192 : 131_072
const batches = erpBatches(0, rows)

heading(`column checksums, a row group of ${rows.toLocaleString('en')} rows × ${ERP_SCHEMA.fields.length} columns`)
const bench = new Bench(values.smoke ? { time: 20, warmup: false } : { time: 3000, warmupTime: 1000 })
bench.add('encode Parquet, zstd', async () => {
  await parquet.encode(ERP_SCHEMA, batches, 'zstd')
})
bench.add('checksums of all columns', () => {
  checksumsOf(ERP_SCHEMA, batches)
})
await bench.run()
const rates = bench.tasks.map(({ name, result }): [string, number] => {
  if (result.state !== 'completed') throw new Error(`${name} did not complete: ${result.state}`)
  return [name, rows * result.throughput.mean]
})
ratioTable('rows per second of one thread', rates)
const [encode, checksums] = rates.map(([, rate]) => 1e6 / rate)
console.log(
  `  the checksums add ${((checksums! / encode!) * 100).toFixed(0)} % to the encoding: ${checksums!.toFixed(2)} µs a row`,
)
