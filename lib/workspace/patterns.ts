/** The entities of a workspace in their order, some of them still patterns; and what they become when the tables are known. */
import type { TableId } from '../mssql/pattern.ts'
import { checkFolders, type Settled } from './collisions.ts'
import { checkJournal } from './journal.ts'
import { Pattern, partsOf } from './pattern.ts'
import { configError } from './problem.ts'
import type { Tree } from './tree.ts'
import type { Entity, JournalConfig } from './workspace.ts'

export type Listed = Settled | Pattern

/** What all of them are checked against. */
interface Surroundings {
  tree: Tree
  file: string
  /** Every file that the workspace was read from. */
  files: readonly string[]
  journal: JournalConfig
}

export class Patterns {
  readonly all: Pattern[]
  readonly #listed: readonly Listed[]
  readonly #surroundings: Surroundings

  constructor(listed: readonly Listed[], surroundings: Surroundings) {
    this.#listed = listed
    this.#surroundings = surroundings
    this.all = listed.filter(each => each instanceof Pattern)
  }

  /** Without what these flows have. */
  without(flows: ReadonlySet<string>): Patterns {
    const rest = this.#listed.filter(each => !flows.has(each instanceof Pattern ? each.flow : each.entity.flow))
    return new Patterns(rest, this.#surroundings)
  }

  /** With these patterns and no others. */
  only(patterns: ReadonlySet<Pattern>): Patterns {
    return new Patterns(
      this.#listed.filter(each => !(each instanceof Pattern) || patterns.has(each)),
      this.#surroundings,
    )
  }

  /** What a person may mean by `flow.schema.table`, or by the table alone, as far as a pattern could find it. */
  named(word: string): Entity[] {
    return this.all.flatMap(pattern => {
      const { flow } = pattern
      const names = word.startsWith(`${flow}.`) ? [word.slice(flow.length + 1), word] : [word]
      return names.map(name => pattern.named(name)).find(entity => entity !== undefined) ?? []
    })
  }

  /**
   * All entities in the file's order, with the tables of the patterns in their places, by schema and name. A table that is named, or
   * that an earlier pattern has found, is not taken again.
   * @throws {ConfigError} `CONFIG_INVALID` when two of them would settle in one place
   */
  expand(found: ReadonlyMap<Pattern, readonly TableId[]>): Entity[] {
    const { tree, file, files, journal } = this.#surroundings
    const taken = new Set(this.#listed.flatMap(each => (each instanceof Pattern ? [] : keysOf(each.entity))))
    const settled: Settled[] = []
    for (const each of this.#listed) {
      if (!(each instanceof Pattern)) {
        settled.push(each)
        continue
      }
      for (const table of found.get(each) ?? []) {
        const one = each.settled(table)
        const keys = keysOf(one.entity)
        if (keys.some(key => taken.has(key))) continue
        for (const key of keys) taken.add(key)
        settled.push(one)
      }
    }
    const before = tree.problems.length
    checkFolders(tree, settled, files)
    checkJournal(tree, settled, journal)
    if (tree.problems.length > before) throw configError(file, tree.problems.splice(before))
    return settled.map(({ entity }) => entity)
  }
}

/** What makes two entities of a flow the same: their name, or their table. Capitals do not count, and who names no schema means dbo. */
function keysOf({ flow, name, home }: Entity): string[] {
  const keys = [JSON.stringify([flow, 'name', name.toLowerCase()])]
  if (home.type !== 'mssql' || home.table === undefined) return keys
  const parts = partsOf(home.table)
  const whole = parts.length === 1 ? ['dbo', ...parts] : parts
  return [...keys, JSON.stringify([flow, home.connection, ...whole.map(part => part.toLowerCase())])]
}
