/**
 * The baseline: tedious parses each row into an array of { value, metadata }, and its values are filled into typed arrays by hand,
 * as well as that can be done: batches of 8,192 rows, a fixed kind per column, no builders.
 */
import { createRequire } from 'node:module'
import type StreamParser from 'tedious/lib/token/stream-parser.js'

const BATCH = 8192
// Its CommonJS export is the class itself.
const Parser = createRequire(import.meta.url)(
  'tedious/lib/token/stream-parser',
) as unknown as typeof StreamParser.default

type Kind = 'int' | 'bigint' | 'decimal' | 'float' | 'bit' | 'timestamp' | 'date' | 'text'

const KINDS: Record<string, Kind> = {
  IntN: 'int',
  DecimalN: 'decimal',
  FloatN: 'float',
  BitN: 'bit',
  DateTime2: 'timestamp',
  DateTime2N: 'timestamp',
  DateN: 'date',
  UniqueIdentifierN: 'text',
  Int: 'int',
  BigInt: 'bigint',
  Float: 'float',
  Bit: 'bit',
  Date: 'date',
  NVarChar: 'text',
  UniqueIdentifier: 'text',
}

interface Target {
  kind: Kind
  scale: number
  valid: Uint8Array
  ints: Int32Array
  longs: BigInt64Array
  doubles: Float64Array
  bytes: Buffer
  offsets: Int32Array
  end: number
}

function targetOf(kind: Kind, scale: number): Target {
  const sized = (wanted: boolean): number => (wanted ? BATCH : 0)
  return {
    kind,
    scale,
    valid: new Uint8Array(BATCH / 8),
    ints: new Int32Array(sized(kind === 'int' || kind === 'date')),
    longs: new BigInt64Array(sized(kind === 'bigint' || kind === 'timestamp') + 2 * sized(kind === 'decimal')),
    doubles: new Float64Array(sized(kind === 'float')),
    bytes: Buffer.alloc(kind === 'text' ? BATCH * 64 : kind === 'bit' ? BATCH / 8 : 0),
    offsets: new Int32Array(kind === 'text' ? BATCH + 1 : 0),
    end: 0,
  }
}

function fill(target: Target, row: number, value: unknown): void {
  if (target.kind === 'text') {
    if (typeof value === 'string') {
      if (target.end + value.length * 3 > target.bytes.length)
        target.bytes = Buffer.concat([target.bytes], target.bytes.length * 2)
      target.end += target.bytes.write(value, target.end, 'utf8')
    }
    target.offsets[row + 1] = target.end
  }
  if (value === null) return
  target.valid[row >>> 3]! |= 1 << (row & 7)
  switch (target.kind) {
    case 'int':
      target.ints[row] = value as number
      break
    case 'bigint':
      target.longs[row] = BigInt(value as string)
      break
    case 'decimal': {
      const unscaled = BigInt(Math.round((value as number) * 10 ** target.scale))
      target.longs[row * 2] = unscaled
      target.longs[row * 2 + 1] = unscaled < 0n ? -1n : 0n
      break
    }
    case 'float':
      target.doubles[row] = value as number
      break
    case 'bit':
      if (value) target.bytes[row >>> 3]! |= 1 << (row & 7)
      break
    case 'timestamp':
      target.longs[row] = BigInt((value as Date).getTime()) * 1000n
      break
    case 'date':
      target.ints[row] = (value as Date).getTime() / 86_400_000
      break
    case 'text':
      break
  }
}

/** What the baseline needs to know of a column, as tedious tells it. */
interface ColumnFacts {
  type: { name: string }
  dataLength?: number | undefined
  scale?: number | undefined
}

/** Fills batches of columns from rows as tedious gives them. */
export class RowColumns {
  rows = 0
  readonly #columns: ColumnFacts[]
  #targets: Target[] = []
  #row = 0

  constructor(columns: ColumnFacts[]) {
    this.#columns = columns
    this.#open()
  }

  add(cells: { value: unknown }[]): void {
    for (let i = 0; i < this.#targets.length; i++) fill(this.#targets[i]!, this.#row, cells[i]!.value)
    this.rows++
    if (++this.#row === BATCH) this.#open()
  }

  #open(): void {
    this.#targets = this.#columns.map(({ type, dataLength, scale }) => {
      const kind = type.name === 'IntN' && dataLength === 8 ? 'bigint' : KINDS[type.name]
      if (kind === undefined) throw new Error(`the baseline does not fill ${type.name}`)
      return targetOf(kind, scale ?? 0)
    })
    this.#row = 0
  }
}

/** Parses the stream with tedious' row parser and fills batches; returns how many rows it saw. */
export function rowEventColumns(chunks: Buffer[]): number {
  const options = { useUTC: true, lowerCaseGuids: false, tdsVersion: '7_4', useColumnNames: false }
  const parser = new Parser(options as ConstructorParameters<typeof Parser>[0])
  let columns = new RowColumns([])
  for (const chunk of chunks) {
    parser.write(chunk)
    for (let token = parser.read(); token !== undefined; token = parser.read()) {
      if (token.name === 'COLMETADATA') columns = new RowColumns(parser.colMetadata)
      else if (token.name === 'ROW') columns.add((token as unknown as { columns: { value: unknown }[] }).columns)
    }
  }
  return columns.rows
}
