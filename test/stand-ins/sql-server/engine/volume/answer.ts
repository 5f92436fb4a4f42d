/** Rows of a volume table as answers, one encoded block after another. */
import type { Answer } from '../../types.ts'
import type { RowOptions } from '../../wire/index.ts'
import { type EncodedBlock, encodeBlock, sliceOf } from './encoded-block.ts'
import type { VolumeQuery } from './query.ts'
import { BLOCK_ROWS, type VolumeTable } from './table.ts'

/** Encoded blocks by table and column list: made once, they serve every query. */
const blocks = new WeakMap<VolumeTable, Map<string, EncodedBlock>>()

function blockOf(volume: VolumeTable, selected: number[], options: RowOptions): EncodedBlock {
  const key = JSON.stringify([selected, options])
  const known = blocks.get(volume) ?? new Map<string, EncodedBlock>()
  blocks.set(volume, known)
  const block = known.get(key) ?? encodeBlock(volume, selected, options)
  known.set(key, block)
  return block
}

export function* answerVolume(
  { volume, range, selected }: Extract<VolumeQuery, { is: 'rows' }>,
  options: RowOptions,
): Generator<Answer> {
  if (range.to <= range.from) return
  const block = blockOf(volume, selected, options)
  for (let position = range.from; position < range.to; ) {
    const row = position % BLOCK_ROWS
    const count = Math.min(BLOCK_ROWS - row, range.to - position)
    yield { kind: 'tokens', count, bytes: sliceOf(block, row, row + count, position + 1) }
    position += count
  }
}
