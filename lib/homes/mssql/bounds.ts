/** Comparisons of rows with a place among them, as conditions that an index can seek. Pure. */
import type { Mark, Parameter } from '../home.ts'
import type { KeyScale, Scale } from './scale.ts'
import type { Slice } from './slices.ts'

/** One expression and what it is compared with. */
export interface Term {
  expression: string
  /** `@low` */
  value: string
  descending?: boolean
}

/** Rows behind a place: `[a] >= @low AND ([a] > @low OR ([b] > @lowKey1))`. */
export function behindPlace(terms: readonly Term[]): string {
  return rowWise(terms, '>', '>')
}

/** Rows behind a place, and the one at it: `[a] >= @from1 AND ([a] > @from1 OR ([b] >= @from2))`. */
export function fromPlace(terms: readonly Term[]): string {
  return rowWise(terms, '>', '>=')
}

/** Rows before a place: `[a] <= @to1 AND ([a] < @to1 OR ([b] < @to2))`. */
export function beforePlace(terms: readonly Term[]): string {
  return rowWise(terms, '<', '<')
}

/** Rows up to a place, and the one at it: `[a] <= @high AND ([a] < @high OR ([b] <= @highKey1))`. */
export function upToPlace(terms: readonly Term[]): string {
  return rowWise(terms, '<', '<=')
}

const TURNED = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' } as const

/** By the first term that differs; the last one, when all others are equal, by `last`. */
function rowWise(terms: readonly Term[], sign: '<' | '>', last: '<' | '>' | '<=' | '>='): string {
  const [{ expression, value, descending = false }, ...rest] = first(terms)
  const compare = (operator: keyof typeof TURNED) =>
    `${expression} ${descending ? TURNED[operator] : operator} ${value}`
  if (rest.length === 0) return compare(last)
  return `${compare(`${sign}=`)} AND (${compare(sign)} OR (${rowWise(rest, sign, last)}))`
}

function first(terms: readonly Term[]): [Term, ...Term[]] {
  const [term, ...rest] = terms
  if (term === undefined) throw new Error('a place in no order')
  return [term, ...rest]
}

/** A read of a part of a table: the condition, its parameters, and, near the watermark, whether rows of it may have been moved before. */
export interface Read {
  bounds?: string
  parameters: Parameter[]
  again?: boolean
}

/** Conditions on the watermark and its key, with the parameters that go with them. */
export class Bounds {
  readonly #scale: Scale
  /** The column where it may be NULL. */
  readonly #nullable: string | null
  readonly #keys: KeyScale[]

  constructor(scale: Scale, nullable: string | null, keys: KeyScale[]) {
    this.#scale = scale
    this.#nullable = nullable
    this.#keys = keys
  }

  behind(mark: Mark): { condition: string; parameters: Parameter[] } {
    const { terms, parameters } = this.#place('low', mark)
    return { condition: behindPlace(terms), parameters }
  }

  /** Of a slice: everything up to its end when it has no beginning. */
  read({ from, to, again }: Slice): Read {
    const end = this.#place('high', to)
    const upTo = upToPlace(end.terms)
    const window = again === undefined ? {} : { again }
    if (from === null) {
      const bounds = this.#nullable === null ? upTo : `${bracketed(end.terms, upTo)} OR ${this.#nullable} IS NULL`
      return { bounds, parameters: end.parameters, ...window }
    }
    const begin = this.#place('low', from)
    const bounds = `${bracketed(begin.terms, behindPlace(begin.terms))} AND ${bracketed(end.terms, upTo)}`
    return { bounds, parameters: [...begin.parameters, ...end.parameters], ...window }
  }

  #place(word: 'low' | 'high', { value, key = [] }: Mark): { terms: Term[]; parameters: Parameter[] } {
    const { expression, sqlType } = this.#scale
    const terms: Term[] = [{ expression, value: `@${word}` }]
    const parameters: Parameter[] = [{ name: word, type: sqlType, value }]
    for (const [i, text] of key.entries()) {
      const scale = this.#keys[i]
      if (scale === undefined) break
      const parameter = `${word}Key${i + 1}`
      terms.push({ expression: scale.expression, value: `@${parameter}` })
      parameters.push({ name: parameter, type: scale.sqlType, value: text })
    }
    return { terms, parameters }
  }
}

function bracketed(terms: readonly Term[], condition: string): string {
  return terms.length === 1 ? condition : `(${condition})`
}
