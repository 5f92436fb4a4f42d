/** EXEC: the arguments of a procedure as values, and who answers. */
import { SqlError, type SqlType, type SqlValue } from '../types.ts'
import type { StatementOf } from './syntax/tree.ts'

export interface Argument {
  /** In lower case; undefined when it is given by its position. */
  name: string | undefined
  type: SqlType
  value: SqlValue
}

/** The arguments of one call. */
export class Arguments {
  readonly #values: readonly Argument[]

  constructor(values: readonly Argument[]) {
    this.#values = values
  }

  /** By name, else by position from 0. */
  find(name: string, position: number): Argument | undefined {
    return (
      this.#values.find(each => each.name === name.toLowerCase()) ??
      this.#values.filter((each, index) => each.name === undefined && index === position)[0]
    )
  }

  text(name: string, position: number): string | null {
    const value = this.find(name, position)?.value
    return typeof value === 'string' ? value : null
  }
}

/** A system procedure's name without the schema and database it may be called with. */
export const bareName = (procedure: string): string =>
  procedure.toLowerCase().replace(/^(master\.)?(\.|sys\.|dbo\.)?/, '')

export function unknownProcedure({ procedure }: StatementOf<'execute'>): SqlError {
  return new SqlError(2812, `Could not find stored procedure '${procedure}'.`, { state: 62 })
}
