/** The arguments of a procedure's call, as values. */
import type { SqlType, SqlValue } from '../../types.ts'

export interface Argument {
  /** In lower case; undefined when it is given by its position. */
  name: string | undefined
  type: SqlType
  value: SqlValue
}

export class Arguments {
  readonly #values: readonly Argument[]

  constructor(values: readonly Argument[]) {
    this.#values = values
  }

  /** By name, else by position from 0. */
  find(name: string, position: number): Argument | undefined {
    const named = this.#values.find(each => each.name === name.toLowerCase())
    const placed = this.#values[position]
    return named ?? (placed?.name === undefined ? placed : undefined)
  }

  text(name: string, position: number): string | null {
    const value = this.find(name, position)?.value
    return value === undefined || value === null ? null : String(value)
  }

  number(name: string, position: number): number | null {
    const value = this.find(name, position)?.value
    return value === undefined || value === null ? null : Number(value)
  }
}
