/** Indexes as the catalog numbers them. */
import type { Index, Table } from '../table.ts'

export interface NumberedIndex extends Omit<Index, 'name'> {
  name: string | null
  id: number
}

/** The heap is 0, the clustered index 1, the others count from 2. */
export function numberedIndexes({ indexes }: Table): NumberedIndex[] {
  const clustered = indexes.find(index => index.clustered)
  const others = indexes.filter(index => index !== clustered).map((index, at) => ({ ...index, id: at + 2 }))
  return [clustered ? { ...clustered, id: 1 } : HEAP, ...others]
}

const HEAP: NumberedIndex = {
  name: null,
  unique: false,
  primary: false,
  constraint: false,
  clustered: false,
  columnstore: false,
  columns: [],
  descending: [],
  included: [],
  id: 0,
}
