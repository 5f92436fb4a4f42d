/** The columns of text files, from samples of their rows. */
import type { Field } from '../../columns/schema.ts'
import { typeName } from '../../columns/type-name.ts'
import { emptyGuess, type Guess, guessedType, joinedGuess } from '../../decode/text/guess.ts'
import { typeNamed } from '../../decode/text/type-names.ts'
import { ConfigError } from '../../errors.ts'
import { nearest } from '../../suggest.ts'
import type { Survey } from './survey.ts'
import { columnTwice, refusedColumns } from './survey.ts'
import type { Sample } from './text.ts'

/** Rows that are looked at in a few files, and in each of the others. */
const MANY = 10_000
const FEW = 100
/** The first file, the last, and some between them. */
const FILES = 8

/** How many rows of the n-th file are looked at. */
export function sampleRows(files: number): (at: number) => number {
  const chosen = new Set(Array.from({ length: FILES }, (_, n) => Math.round((n * (files - 1)) / (FILES - 1))))
  return at => (chosen.has(at) ? MANY : FEW)
}

export class Samples {
  readonly #types: Record<string, string>
  readonly #wanted: Set<string> | undefined
  readonly #guesses = new Map<string, Guess>()
  readonly #names = new Set<string>()
  #files = 0
  readonly #in = new Map<string, number>()
  #rows = 0
  /** Bytes of the rows that were looked at, and of all files; null when nobody knows. */
  #looked: number | null = 0
  #bytes = 0
  #whole = true

  constructor(types: Record<string, string>, wanted: Set<string> | undefined) {
    this.#types = types
    this.#wanted = wanted
  }

  /** @throws {HomeError} `COLUMN_REFUSED`, `COLUMN_TWICE` */
  add(path: string, length: number, { columns, rows, bytes, whole }: Sample): void {
    this.#files++
    this.#rows += rows
    this.#looked = this.#looked === null || bytes === null ? null : this.#looked + bytes
    this.#bytes += length
    this.#whole &&= whole
    const seen = new Set<string>()
    for (const { name, guess } of columns) {
      this.#names.add(name)
      if (this.#wanted && !this.#wanted.has(name)) continue
      if (seen.has(name)) throw columnTwice(path, name)
      seen.add(name)
      if (guess.nested !== null) throw refusedColumns(path, [{ name, what: guess.nested }])
      this.#guesses.set(name, joinedGuess(this.#guesses.get(name) ?? emptyGuess(), guess))
      this.#in.set(name, (this.#in.get(name) ?? 0) + 1)
    }
  }

  /** @throws {ConfigError} `TYPES_COLUMN` */
  result(): Omit<Survey, 'pieces'> {
    const notes: string[] = []
    for (const name of Object.keys(this.#types)) {
      if (this.#names.has(name) || (this.#wanted && !this.#wanted.has(name))) continue
      // A column that no row has shown is there if somebody says so, unless another one may be meant.
      const near = nearest(name, this.#names)
      if (near !== undefined) throw misspelt(name, near)
      this.#names.add(name)
      this.#guesses.set(name, emptyGuess())
    }
    const fields = [...this.#guesses].map(([name, guess]): Field => {
      const declared = Object.hasOwn(this.#types, name) ? typeNamed(this.#types[name]) : null
      const type = declared ?? guessedType(guess)
      if (declared === null && guess.values === 0 && this.#rows > 0) {
        notes.push(`${name} has no value in the rows that were looked at: read as text`)
      }
      return { name, type, nullable: true, source: declared === null ? `${typeName(type)}, inferred` : typeName(type) }
    })
    for (const [name, count] of this.#in) {
      if (count < this.#files) {
        notes.push(`${name} is in ${count} of ${this.#files} files: NULL in the rows of the others`)
      }
    }
    return { fields, names: this.#names, rows: this.#estimate(), notes }
  }

  #estimate(): number | null {
    if (this.#whole) return this.#rows
    if (this.#looked === null || this.#looked === 0) return null
    return Math.round((this.#rows * this.#bytes) / this.#looked)
  }
}

function misspelt(name: string, near: string): ConfigError {
  return new ConfigError('TYPES_COLUMN', `\`types\` names the column ${name}, and there is none.`, {
    advice: `Look at the name: did you mean \`${near}\`?`,
    facts: { column: name },
  })
}
