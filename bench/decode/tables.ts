/** Token streams for the bench, the same bytes every time. */
import { Bytes, type ColumnSpec, columnsToken, doneToken, kinds, rowToken } from '../../test/homes/mssql/tds/stream.ts'

export interface Table {
  name: string
  columns: number
  rows: number
  bytes: Buffer
}

/** Numbers that look random and are not. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1
  return below => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

type Random = ReturnType<typeof randomFrom>
type Maker = (random: Random) => unknown
type Column = [spec: ColumnSpec, make: Maker]

const WORDS = 'Copenhagen Aarhus invoice order Sørensen north delivery pallet GmbH article stock warehouse fast'.split(
  ' ',
)

function words(characters: number): Maker {
  return random => {
    let text = ''
    while (text.length < characters) text += `${WORDS[random(WORDS.length)]} `
    return text.slice(0, characters)
  }
}

const guid: Maker = random => {
  const hex = Array.from({ length: 32 }, () => random(16).toString(16)).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
const moment: Maker = random => ({
  days: 736000 + random(3000),
  time: BigInt(random(86_400)) * 10_000_000n + BigInt(random(100) * 100_000),
})
const orNull =
  (percent: number, make: Maker): Maker =>
  random =>
    random(100) < percent ? null : make(random)
const int: Maker = random => random(2_000_000)
const bigint: Maker = random => BigInt(random(2 ** 31)) * 1000n
const decimal: Maker = random => BigInt(random(2 ** 31)) - 1_000_000_000n
const float: Maker = random => random(1_000_000) / 7

/** 22 columns as an ERP has them, about 322 bytes a row. */
function wideColumns(prefix = ''): Column[] {
  const columns: [ColumnSpec['kind'], Maker][] = [
    [kinds.int, int],
    [kinds.bigint, bigint],
    [kinds.decimal(18, 4), decimal],
    [kinds.nvarchar(20), words(10)],
    [kinds.datetime2(7), moment],
    [kinds.int, int],
    [kinds.decimal(18, 4), decimal],
    [kinds.float, float],
    [kinds.nvarchar(40), words(18)],
    [kinds.bit, random => random(2) === 1],
    [kinds.datetime2(7), moment],
    [kinds.date, random => 736000 + random(3000)],
    [kinds.nvarchar(20), orNull(30, words(8))],
    [kinds.uniqueidentifier, guid],
    [kinds.bigint, bigint],
    [kinds.decimal(18, 4), decimal],
    [kinds.nvarchar(10), words(6)],
    [kinds.float, float],
    [kinds.int, int],
    [kinds.datetime2(7), moment],
    [kinds.nvarchar(60), words(20)],
    [kinds.nvarchar(200), orNull(20, words(24))],
  ]
  return columns.map(([kind, make], i) => [{ name: `${prefix}column_${i}`, kind }, make])
}

function narrowColumns(): Column[] {
  const columns: [ColumnSpec['kind'], Maker][] = [
    [kinds.int, int],
    [kinds.bigint, bigint],
    [kinds.decimal(18, 4), decimal],
    [kinds.datetime2(7), moment],
    [kinds.nvarchar(20), words(9)],
  ]
  return columns.map(([kind, make], i) => [{ name: `column_${i}`, kind }, make])
}

function build(name: string, rows: number, columns: Column[], seed: number): Table {
  const random = randomFrom(seed)
  const specs = columns.map(([spec]) => spec)
  const pool = new Bytes()
  const ends: number[] = []
  // Ten thousand different rows, repeated: writing them is slower than reading them.
  for (let row = 0; row < Math.min(rows, 10_000); row++) {
    const values = columns.map(([, make]) => make(random))
    rowToken(pool, specs, values)
    ends.push(pool.length)
  }
  const distinct = pool.done()
  const out = columnsToken(new Bytes(), specs)
  let left = rows
  for (; left >= ends.length; left -= ends.length) out.raw(distinct)
  if (left > 0) out.raw(distinct.subarray(0, ends[left - 1]))
  doneToken(out, rows)
  return { name, columns: columns.length, rows, bytes: out.done() }
}

export function wide(rows: number): Table {
  return build('wide', rows, wideColumns(), 1)
}

export function narrow(rows: number): Table {
  return build('narrow', rows, narrowColumns(), 2)
}

/** Tables of which each has its columns in another order, so that no two have the same schema. */
export function setUpTables(count: number, rows: number): Table[] {
  return Array.from({ length: count }, (_, i) => {
    const columns = wideColumns(`t${i}_`)
    const order = [...columns.slice(i % columns.length), ...columns.slice(0, i % columns.length)]
    if (i >= columns.length) order.reverse()
    return build(`set-up ${i}`, rows, order, i + 3)
  })
}
