/** Which columns a name can mean, in SQL Server's rules and error words. */
import { SqlError } from '../../types.ts'
import type { BoundColumn, Typed } from './typed.ts'

export interface Relation {
  /** What qualifies its columns: the alias, or the parts of the table's name. */
  names: string[]
  columns: BoundColumn[]
}

const same = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase()

export class Scope {
  readonly relations: Relation[]
  readonly outer: Scope | undefined

  constructor(relations: Relation[], outer?: Scope) {
    this.relations = relations
    this.outer = outer
  }

  /** `qualifier` matches an alias, a table name, or schema and table. */
  relation(qualifier: string[]): Relation | undefined {
    return this.relations.find(({ names }) =>
      qualifier.every((part, index) => part === '' || same(part, names.at(index - qualifier.length) ?? '')),
    )
  }

  column(path: string[]): Typed {
    const found = this.#find(path)
    if (found) return found
    const name = path.at(-1)!
    if (path.length > 1 && !this.#knows(path.slice(0, -1))) {
      throw new SqlError(4104, `The multi-part identifier "${path.join('.')}" could not be bound.`)
    }
    throw new SqlError(207, `Invalid column name '${name}'.`)
  }

  #find(path: string[]): Typed | undefined {
    const name = path.at(-1)!
    const qualifier = path.slice(0, -1)
    const only = qualifier.length > 0 ? this.relation(qualifier) : undefined
    const among = qualifier.length > 0 ? (only ? [only] : []) : this.relations
    const found = among.flatMap(({ columns }) => columns.filter(column => same(column.name, name)))
    if (found.length > 1) throw new SqlError(209, `Ambiguous column name '${name}'.`)
    const column = found[0]
    if (column) return { ...column }
    return this.outer ? this.outer.#find(path) : undefined
  }

  #knows(qualifier: string[]): boolean {
    return this.relation(qualifier) !== undefined || (this.outer ? this.outer.#knows(qualifier) : false)
  }
}
