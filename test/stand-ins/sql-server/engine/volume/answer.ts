/** Rows of a volume table as answers, one encoded block after another. */
import type { Answer } from '../../types.ts'
import type { RowOptions } from '../../wire/index.ts'
import { copyOf, type EncodedBlock, encodeBlock, numberRows, rowsOf } from './encoded-block.ts'
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
  const shared = blockOf(volume, selected, options)
  // Numbered in place: whoever takes an answer has used its bytes before asking for the next (types.ts).
  const block = shared.idsPerRow > 0 ? copyOf(shared) : shared
  for (let position = range.from; position < range.to; ) {
    const row = position % BLOCK_ROWS
    const count = Math.min(BLOCK_ROWS - row, range.to - position)
    numberRows(block, row, row + count, position + 1)
    yield { kind: 'tokens', count, bytes: rowsOf(block, row, row + count) }
    position += count
  }
}
