/** A source that a home is tested on, and what the suite does with it. */
import assert from 'node:assert/strict'
import { type Batch, MAX_BATCH_ROWS } from '../../lib/columns/batch.ts'
import { textOf } from '../../lib/columns/value.ts'
import { HomeError } from '../../lib/errors.ts'
import type { Description, Home, Position } from '../../lib/homes/home.ts'

/** A source with a data set of its own, for one or several tests. */
export interface HomeUnderTest extends AsyncDisposable {
  /** A new home over the data set, whose column `id` has the whole numbers from 1, each once. Its other columns are the home's choice. */
  home(): Home
  /** Adds rows with the next ids. */
  insert(count: number): Promise<void>
  /** Changes the source so that a column that was planned has another type. */
  change(): Promise<void>
  /** Makes the next read fail, or stand still, when so many rows were sent; false when this source cannot be made to do that. */
  spoilNextRead(how: 'fails' | 'stalls', afterRows: number): boolean
  /** How many connections, files … homes hold at the source; null when it cannot be asked. */
  held(): number | null
}

export interface HomeTraits {
  /** A column that grows with the id and can be a watermark; null when this home has no increments. */
  watermark: string | null
  /** Whether its ranges have an order to go on in. */
  ordered: boolean
}

/** Makes a data set of so many rows. */
export type MakeHome = (rows: number) => Promise<HomeUnderTest>

/** Several batches, so that there is a middle to stop in. */
export const MANY = 2 * MAX_BATCH_ROWS + 1000

export const ALWAYS = new AbortController().signal

export async function readRange(home: Home, plan: Description, index: number, from?: Position): Promise<Batch[]> {
  const batches: Batch[] = []
  for await (const batch of home.read(plan.ranges[index]!, plan.schema, ALWAYS, from)) batches.push(batch)
  return batches
}

export async function read(home: Home, plan: Description): Promise<Batch[]> {
  const batches: Batch[] = []
  for (const range of plan.ranges) batches.push(...(await readRange(home, plan, range.index)))
  return batches
}

/** Rows as one text each. */
export function rowsOf({ schema }: Description, batches: Batch[]): string[] {
  return batches.flatMap(({ rows, columns }) =>
    Array.from({ length: rows }, (_, row) =>
      JSON.stringify(columns.map((column, i) => textOf(schema.fields[i]!.type, column, row))),
    ),
  )
}

export function sortedRows(plan: Description, batches: Batch[]): string[] {
  return rowsOf(plan, batches).toSorted()
}

export function idsOf({ schema }: Description, batches: Batch[]): number[] {
  const at = schema.fields.findIndex(({ name }) => name === 'id')
  const ids = batches.flatMap(({ rows, columns }) =>
    Array.from({ length: rows }, (_, row) => Number(textOf(schema.fields[at]!.type, columns[at]!, row))),
  )
  return ids.toSorted((a, b) => a - b)
}

export function idsUpTo(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at + 1)
}

export function coded(code: string) {
  return (error: unknown) => {
    assert.ok(error instanceof HomeError, String(error))
    assert.equal(error.code, code, error.message)
    assert.ok(error.advice)
    return true
  }
}

/** The source learns of a closed connection a little later. */
export async function nothingHeld({ held }: HomeUnderTest): Promise<void> {
  for (let tries = 0; (held() ?? 0) > 0; tries++) {
    assert.ok(tries < 2000, `${held()} are still held`)
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}
