/** Where to cut a table so that each piece has about as many rows: from what is known of a key's values. Pure. */

/** A place in the order of a key: how many rows lie between the place before and this one, and how many are on it. */
export interface Point {
  /** One value for each column of the key. */
  values: string[]
  below: number
  at: number
}

/** Values as whole numbers in the server's order, for types whose order is that of numbers. */
export interface Ruler {
  number(value: string): bigint
  value(number: bigint): string
}

export interface Cuts {
  /** The first value of every piece but the first, ascending. */
  cuts: string[][]
  /** Rows of the largest piece, as far as is known. */
  largest: number
}

/** A place to cut at, and how many rows lie before it. */
interface Cut {
  values: string[]
  before: number
}

/**
 * At most `pieces` - 1 cuts, as even as the points allow; fewer when many rows have one value. With a ruler values between two points,
 * where rows are taken to lie evenly, can be cuts too; without, only points can.
 * @param points ascending, each value once.
 */
export function cutsOf(points: readonly Point[], pieces: number, ruler: Ruler | null): Cuts {
  const total = rowsOf(points)
  const candidates = candidatesOf(points, ruler).filter(({ before }) => before > 0 && before < total)
  const chosen: Cut[] = []
  for (let piece = 1; piece < pieces; piece++) {
    const cut = cutAt(points, candidates, (total * piece) / pieces, ruler)
    if (cut !== null && isBehind(cut, chosen.at(-1), ruler)) chosen.push(cut)
  }
  const ends = [...chosen.map(({ before }) => before), total]
  const sizes = ends.map((end, i) => end - (ends[i - 1] ?? 0))
  return { cuts: chosen.map(({ values }) => values), largest: Math.max(...sizes) }
}

function isBehind(cut: Cut, last: Cut | undefined, ruler: Ruler | null): boolean {
  if (last === undefined) return true
  if (ruler !== null && ruler.number(cut.values[0]!) <= ruler.number(last.values[0]!)) return false
  return cut.before > last.before
}

export function rowsOf(points: readonly Point[]): number {
  return points.reduce((sum, { below, at }) => sum + below + at, 0)
}

/** The points above `low` and up to `high`; rows between two points are taken to lie evenly. Null: no bound. */
export function clip(points: readonly Point[], ruler: Ruler, low: string | null, high: string | null): Point[] {
  const from = low === null ? null : ruler.number(low)
  const to = high === null ? null : ruler.number(high)
  const clipped: Point[] = []
  let before: bigint | null = null
  for (const { values, below, at } of points) {
    const here = ruler.number(values[0]!)
    const start: bigint = before ?? here
    const share = (until: bigint) => portion(below, start, here, from !== null && from > start ? from : start, until)
    before = here
    if (from !== null && here <= from) continue
    if (to !== null && here > to) {
      if (start < to) clipped.push({ values: [ruler.value(to)], below: share(to), at: 0 })
      break
    }
    clipped.push({ values, below: share(here), at })
  }
  const first = clipped[0]
  // Its rows lie above the bound: that is where they begin.
  return low !== null && first !== undefined ? [{ values: [low], below: 0, at: 0 }, ...clipped] : clipped
}

/** Of rows that lie evenly between two numbers, those between two others. */
function portion(rows: number, start: bigint, end: bigint, from: bigint, to: bigint): number {
  return end <= start ? rows : (rows * Number(to - from)) / Number(end - start)
}

function candidatesOf(points: readonly Point[], ruler: Ruler | null): Cut[] {
  let rows = 0
  return points.flatMap(({ values, below, at }): Cut[] => {
    const before = rows + below
    rows = before + at
    if (ruler === null) return [{ values, before }]
    return [
      { values, before },
      { values: [ruler.value(ruler.number(values[0]!) + 1n)], before: rows },
    ]
  })
}

/** The cut with about so many rows before it. */
function cutAt(points: readonly Point[], candidates: readonly Cut[], target: number, ruler: Ruler | null): Cut | null {
  if (ruler !== null) {
    let rows = 0
    for (const [i, { values, below, at }] of points.entries()) {
      const previous = points[i - 1]
      if (previous !== undefined && target > rows && target < rows + below) {
        const [low, high] = [ruler.number(previous.values[0]!), ruler.number(values[0]!)]
        const step = ((high - low) * BigInt(Math.round(((target - rows) / below) * 1e6))) / 1_000_000n
        if (step > 0n && low + step < high) return { values: [ruler.value(low + step)], before: target }
      }
      rows += below + at
    }
  }
  let best: Cut | null = null
  for (const cut of candidates) {
    if (best === null || Math.abs(cut.before - target) < Math.abs(best.before - target)) best = cut
  }
  return best
}
