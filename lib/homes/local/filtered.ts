/** The rows of a batch that the conditions let pass. */
import { type Batch, bytesOf } from '../../columns/batch.ts'
import { gathered } from '../../columns/gather.ts'
import type { Field } from '../../columns/schema.ts'
import type { Filter } from './where/filter.ts'

/** The batch itself when all of its rows pass, null when none does. */
export function filtered(batch: Batch, fields: Field[], filter: Filter | null): Batch | null {
  if (filter === null) return batch
  const { rows, columns, altered } = batch
  const keep = new Uint8Array(rows).fill(1)
  filter(columns, rows, keep)
  const kept = keep.reduce((sum, one) => sum + one, 0)
  if (kept === 0) return null
  if (kept === rows) return batch
  const some = columns.map((column, at) => gathered(fields[at].type, column, keep, kept))
  return { rows: kept, columns: some, bytes: bytesOf(some), altered }
}
