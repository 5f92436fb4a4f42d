/** Tables that are generated, not stored: a block of rows repeats, only [id] goes on counting. */
import type { SqlColumn, SqlValue } from '../../types.ts'

/** Rows of the block that repeats. */
export const BLOCK_ROWS = 4096

export interface VolumeTable {
  /** How many rows it has; ids go from 1 to this. */
  rows: number
  /** The first is `id bigint not null`. */
  columns: SqlColumn[]
  /** The block, column by column, without the id. */
  block: SqlValue[][]
}

/** The row at a position from 0, exactly as a query returns it. */
export function volumeRow({ columns, block }: VolumeTable, position: number): SqlValue[] {
  const row = position % BLOCK_ROWS
  return columns.map((_, column) => (column === 0 ? BigInt(position) + 1n : block[column - 1]![row]!))
}
