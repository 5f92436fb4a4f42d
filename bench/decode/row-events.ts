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

/** Parses the stream and fills batches; returns how many rows it saw. */
export function rowEventColumns(chunks: Buffer[]): number {
  const options = { useUTC: true, lowerCaseGuids: false, tdsVersion: '7_4', useColumnNames: false }
  const parser = new Parser(options as ConstructorParameters<typeof Parser>[0])
  let targets: Target[] = []
  let row = 0
  let rows = 0
  const open = (): void => {
    targets = parser.colMetadata.map(({ type, dataLength, scale }) => {
      const kind = type.name === 'IntN' && dataLength === 8 ? 'bigint' : KINDS[type.name]
      if (kind === undefined) throw new Error(`the baseline does not fill ${type.name}`)
      return targetOf(kind, scale ?? 0)
    })
    row = 0
  }
  for (const chunk of chunks) {
    parser.write(chunk)
    for (let token = parser.read(); token !== undefined; token = parser.read()) {
      if (token.name === 'COLMETADATA') {
        open()
      } else if (token.name === 'ROW') {
        const { columns } = token as unknown as { columns: { value: unknown }[] }
        for (let i = 0; i < targets.length; i++) fill(targets[i]!, row, columns[i]!.value)
        rows++
        if (++row === BATCH) open()
      }
    }
  }
  return rows
}
