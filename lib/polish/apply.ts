/** Finishes batches as their plan says. Runs in the workers, once a batch. The batch is not changed, and shares what is kept. */

import { allNull } from '../columns/all-null.ts'
import { type Batch, bytesOf, type Column } from '../columns/batch.ts'
import { repeated } from './build.ts'
import { hashIds, hashValues, type TypedColumn } from './hash.ts'
import { markers } from './markers.ts'
import type { Part, Step } from './plan.ts'

/** The batch with one column a step. */
export function polished(steps: Step[], batch: Batch): Batch {
  const { rows, altered } = batch
  // A column that is masked and in hash ids is hashed once.
  const masked = new Map<number, Column>()
  const columns = steps.map(step => columnOf(step, batch, masked))
  return { rows, columns, bytes: bytesOf(columns), altered }
}

function columnOf(step: Step, batch: Batch, masked: Map<number, Column>): Column {
  const { rows, columns } = batch
  const part = (of: Part): TypedColumn =>
    of.kind === 'mask'
      ? { type: { kind: 'utf8' }, column: columnOf(of, batch, masked) }
      : { type: of.type, column: columns[of.from]! }
  switch (step.kind) {
    case 'keep':
      return columns[step.from]!
    case 'null':
      return allNull(step.type, rows)
    case 'mask': {
      const { from, type, key } = step
      const column = masked.get(from) ?? hashValues({ type, column: columns[from]! }, rows, key)
      masked.set(from, column)
      return column
    }
    case 'hash':
      return hashIds(step.from.map(part), rows, step)
    case 'marker':
      return markers(batch, step)
    case 'single':
      return repeated(step.value, rows)
  }
}
