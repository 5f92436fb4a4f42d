/** Parquet as a `Format`: row groups made anywhere, put together by a footer. */
import { FlowError } from '../../errors.ts'
import type { Format } from '../format.ts'
import { writeChunk } from './chunk.ts'
import { CODEC_ID, loadCodec } from './codec.ts'
import { footer, MAGIC } from './footer.ts'
import { leavesOf } from './leaf.ts'
import type { ParquetMeta } from './meta.ts'
import { Output } from './output.ts'
import { Scratch } from './scratch.ts'

/** Of this thread: row groups are encoded one after another, each without waiting in between. */
const scratch = new Scratch()

/** The Parquet writer: V1 data pages, PLAIN and dictionary encoding, exact statistics, page indexes. */
export const parquet = {
  name: 'parquet',
  extension: () => 'parquet',

  head: () => MAGIC.slice(),

  async encode(schema, batches, compression) {
    const codec = await loadCodec(compression)
    const leaves = leavesOf(schema)
    const strange = batches.find(({ columns }) => columns.length !== leaves.length)
    if (strange) {
      throw new FlowError(
        'BATCH_MISMATCH',
        `A batch has ${strange.columns.length} columns where the schema has ${leaves.length}.`,
        { advice: 'This is a fault of the program that made the batch; please report it.' },
      )
    }
    const out = new Output(batches.reduce((sum, { bytes }) => sum + bytes, 0) >> 2)
    const target = { out, codec, scratch }
    const chunks = leaves.map((leaf, c) =>
      writeChunk(
        leaf,
        batches.map(({ rows, columns }) => ({ column: columns[c], start: 0, end: rows })),
        target,
      ),
    )
    const rows = batches.reduce((sum, batch) => sum + batch.rows, 0)
    return {
      bytes: out.take(),
      rows,
      meta: { bytes: chunks.reduce((sum, { compressed }) => sum + compressed, 0), chunks },
    }
  },

  tail: (schema, groups, compression) => footer(schema, groups, CODEC_ID[compression]),
} satisfies Format<ParquetMeta>
