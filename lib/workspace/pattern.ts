/** Entities that stand in the file as a pattern, until the source's catalog says which tables there are. */
import { HyggeError } from '../errors.ts'
import { parseName, plainName } from '../mssql/identifier.ts'
import { isPattern, type TableId, tablesLike } from '../mssql/pattern.ts'
import { foldersOf, type Settled } from './collisions.ts'
import { expandEntity } from './entity.ts'
import type { FlowEntity } from './flows-file.ts'
import type { EntityMap, FlowContext } from './parts.ts'
import { below, type Tree } from './tree.ts'
import type { Entity } from './workspace.ts'

/** Two tables that no database has, to try on what all that are found will have in common. */
const TRIALS: TableId[] = [
  { schema: 'schema', name: 'table' },
  { schema: 'schema', name: 'other' },
]

type Test = (table: TableId) => boolean

export class Pattern {
  readonly flow: string
  /** As it is written: `sales.Order*`. */
  readonly name: string
  /** The connection whose catalog has its tables. */
  readonly connection: string
  /** Whether views are meant, too. */
  readonly views: boolean
  /** Stands for all that it may find where only their connection, store and journal matter. */
  readonly sample: Settled
  readonly #context: FlowContext
  readonly #written: EntityMap
  readonly #at: string
  readonly #tests: { is: Test; excluded: Test[] }

  constructor(context: FlowContext, written: EntityMap, at: string, tests: { is: Test; excluded: Test[] }) {
    this.#context = context
    this.#written = written
    this.#at = at
    this.#tests = tests
    this.flow = context.name
    this.name = written.name
    this.views = written.views ?? false
    const [sample, other] = TRIALS.map(table => this.settled(table))
    this.sample = sample!
    const { home } = this.sample.entity
    this.connection = home.type === 'mssql' ? home.connection : ''
    const path = foldersOf(this.sample.entity)?.path
    if (path !== undefined && path === foldersOf(other!.entity)?.path) {
      const advice = 'put {entity} into the `path` of the store'
      context.tree.report(this.sample.at, 'value', 'all tables that it finds would settle in the same folder', advice)
    }
  }

  /** True for a table that it means, if the catalog has it. */
  matches(table: TableId): boolean {
    return this.#tests.is(table) && !this.#tests.excluded.some(test => test(table))
  }

  /** A table that it has found, as an entity called schema.table; problems are reported to the tree. */
  settled({ schema, name }: TableId): Settled {
    const entity = { ...this.#written, name: plainName([schema, name]) }
    return {
      entity: expandEntity(this.#context, entity, this.#at, true),
      at: placeOf(this.#context.tree, this.#at),
    }
  }

  /** The entity of this name, when it is one that the pattern could find. */
  named(name: string): Entity | undefined {
    const [schema, table, ...rest] = partsOf(name)
    if (schema === undefined || table === undefined || rest.length > 0) return undefined
    const id = { schema, name: table }
    return this.matches(id) ? this.settled(id).entity : undefined
  }
}

/**
 * The pattern that an item of a flow's entities is; undefined when it names one entity. Only homes with a catalog have patterns.
 * What is wrong with it is reported to the tree.
 */
export function patternIn(context: FlowContext, item: FlowEntity, at: string): Pattern | undefined {
  const written = typeof item === 'string' ? { name: item } : item
  const { tree, flow } = context
  if (flow.home.type !== 'mssql' || !isPattern(written.name)) {
    for (const key of ['exclude', 'views'] as const) {
      if (written[key] === undefined) continue
      const advice = 'write a name such as dbo.* for tables of a SQL Server, or remove the key'
      tree.report(below(at, key), 'key', `\`${key}\` goes with a pattern, and this names one entity`, advice)
    }
    return undefined
  }
  const test = (text: string, pointer: string): Test | undefined => {
    try {
      return tablesLike(text)
    } catch (error) {
      if (!(error instanceof HyggeError)) throw error
      tree.report(pointer, 'value', 'this is not a pattern of tables', error.advice?.replace(/\.$/, ''))
      return undefined
    }
  }
  const is = test(written.name, placeOf(tree, at))
  const excluded = (written.exclude ?? []).map((text, index) => test(text, below(below(at, 'exclude'), index)))
  const sound = excluded.filter(each => each !== undefined)
  return is === undefined || sound.length < excluded.length
    ? undefined
    : new Pattern(context, written, at, { is, excluded: sound })
}

/** Where the name is written. */
function placeOf(tree: Tree, at: string): string {
  return tree.places.has(below(at, 'name')) ? below(at, 'name') : at
}

/** Of a table's name; none when it is no name. */
export function partsOf(name: string): string[] {
  try {
    return parseName(name)
  } catch (error) {
    if (!(error instanceof HyggeError)) throw error
    return []
  }
}
