/** Which entities of a workspace a run moves: `--select` and `--exclude`. */
import picomatch from 'picomatch'
import { ConfigError } from '../errors.ts'
import { nearest, shortList } from '../suggest.ts'
import type { Pattern } from './pattern.ts'
import { configError } from './problem.ts'
import type { Entity, Workspace } from './workspace.ts'

export interface Selection {
  /** `flow`, `flow.entity`, globs of either, with commas between; all when absent or empty. */
  select?: readonly string[]
  exclude?: readonly string[]
}

/** What a word can name; entities of broken flows, and patterns, stand in for what they would be. */
interface Choice {
  flow: string
  name: string
  entity?: Entity
  pattern?: Pattern
}

export interface Selected {
  entities: Entity[]
  /** Patterns that may have something of what was selected, and were not expanded yet. */
  patterns: Pattern[]
}

/** Stands for the entities of a broken flow when their names could not be read. */
const SOMETHING = '?'

/**
 * The entities in the file's order, and patterns whose tables are not known.
 * @throws {ConfigError} `CONFIG_INVALID` when a flow that is broken is among them, with its problems.
 * @throws {ConfigError} `NOTHING_SELECTED` when a word matches nothing, or nothing is left.
 */
export function selectEntities(workspace: Workspace, selection: Selection): Selected {
  const chosen = words(selection.select)
  const excluded = words(selection.exclude)
  const all = choices(workspace)
  const some = chosen.length === 0 ? all : matching(all, chosen, 'select')
  // What is not known yet cannot be taken out by a word that may mean something of it.
  const without = new Set(
    matching(all, excluded, 'exclude').filter(choice => !choice.pattern || named(choice, excluded)),
  )
  const left = some.filter(choice => !without.has(choice))
  if (left.length === 0) {
    throw new ConfigError(
      'NOTHING_SELECTED',
      `Nothing is left to move: --exclude takes out everything that was selected.`,
      {
        advice: `Exclude less; selected were ${shortList(some.map(id))}.`,
        facts: { select: chosen, exclude: excluded },
      },
    )
  }
  const meant = new Set(left.map(({ flow }) => flow))
  const problems = (workspace.broken ?? []).filter(({ name }) => meant.has(name)).flatMap(flow => flow.problems)
  if (problems.length > 0) throw configError(workspace.file, problems)
  return {
    entities: left.flatMap(({ entity }) => entity ?? []),
    patterns: left.flatMap(({ pattern }) => pattern ?? []),
  }
}

/** The patterns that have to be expanded before it is known what the selection means. */
export function patternsFor({ patterns }: Workspace, { select, exclude }: Selection): Pattern[] {
  const [chosen, excluded] = [words(select), words(exclude)]
  return (patterns?.all ?? []).filter(
    ({ flow }) => !excluded.includes(flow) && (chosen.length === 0 || chosen.some(word => mayMean(word, flow))),
  )
}

function choices({ entities, patterns, broken = [] }: Workspace): Choice[] {
  const sound = entities.map((entity): Choice => ({ flow: entity.flow, name: entity.name, entity }))
  const standIns = broken.flatMap(({ name: flow, entities }) =>
    (entities.length === 0 ? [SOMETHING] : entities).map((name): Choice => ({ flow, name })),
  )
  const unknown = (patterns?.all ?? []).map((pattern): Choice => ({ flow: pattern.flow, name: pattern.name, pattern }))
  return [...sound, ...unknown, ...standIns]
}

/** The entities that any of the words matches, in the file's order; every word has to match something. */
function matching(all: Choice[], patterns: string[], option: string): Choice[] {
  const found = new Set<Choice>()
  for (const pattern of patterns) {
    const matches = matcher(pattern)
    const exact = all.filter(matches)
    // Of a broken flow not every entity may be known, and of a pattern none.
    const unknown = all.filter(each => !each.entity && mayMean(pattern, each.flow))
    const hits = exact.length > 0 ? [...exact, ...unknown.filter(choice => choice.pattern)] : unknown
    if (hits.length === 0) throw noMatch(pattern, all, option)
    for (const hit of hits) found.add(hit)
  }
  return all.filter(choice => found.has(choice))
}

/** A name as it is written comes before a glob, so that names may hold `*` or `[`. */
function matcher(pattern: string): (choice: Choice) => boolean {
  const glob = picomatch(pattern.replaceAll('/', '\\/'), { dot: true, bash: true })
  return entity => {
    const names = [entity.flow, id(entity)]
    return names.includes(pattern) || names.some(name => glob(name))
  }
}

/** True when the word may name something of the flow that is not known yet. */
function mayMean(word: string, flow: string): boolean {
  if (word === flow || word.startsWith(`${flow}.`)) return true
  const [plain = ''] = /^[^*?[\]{}()!+@\\]*/.exec(word) ?? []
  return plain.length < word.length && `${flow}.`.startsWith(plain)
}

function named(choice: Choice, words: readonly string[]): boolean {
  return words.some(word => word === choice.flow || word === id(choice))
}

function noMatch(pattern: string, all: readonly Choice[], option: string): ConfigError {
  const entities = all.filter(({ name }) => name !== SOMETHING)
  const flows = [...new Set(all.map(({ flow }) => flow))]
  const bare = entities.find(({ name }) => name === pattern)
  const near = bare ? id(bare) : nearest(pattern, [...flows, ...entities.map(id)])
  const there = `There are: ${shortList(entities.map(id))}.`
  return new ConfigError(
    'NOTHING_SELECTED',
    `--${option} ${pattern} matches no entity.${near ? ` Did you mean \`${near}\`?` : ''}\n${there}`,
    {
      advice: 'Write flow.entity, the flow alone for all of its entities, or a glob in quotes: "erp.dim_*".',
      facts: { [option]: pattern, entities: entities.map(id) },
    },
  )
}

function words(items: readonly string[] = []): string[] {
  return items.flatMap(item => split(item)).filter(word => word !== '')
}

/** At the commas that are not inside `{a,b}`. */
function split(item: string): string[] {
  const parts: string[] = ['']
  let depth = 0
  for (const char of item) {
    if (char === '{') depth++
    if (char === '}') depth--
    if (char === ',' && depth <= 0) parts.push('')
    else parts[parts.length - 1] += char
  }
  return parts.map(part => part.trim())
}

function id({ flow, name }: Pick<Entity, 'flow' | 'name'>): string {
  return `${flow}.${name}`
}
