/** Which entities of a workspace a run moves: `--select` and `--exclude`. */
import picomatch from 'picomatch'
import { ConfigError } from '../errors.ts'
import { nearest, shortList } from '../suggest.ts'
import { configError } from './problem.ts'
import type { Entity, Workspace } from './workspace.ts'

export interface Selection {
  /** `flow`, `flow.entity`, globs of either, with commas between; all when absent or empty. */
  select?: readonly string[]
  exclude?: readonly string[]
}

/** What a word can name; entities of broken flows stand in for what they would be. */
interface Choice {
  flow: string
  name: string
  entity?: Entity
}

/** Stands for the entities of a broken flow when their names could not be read. */
const SOMETHING = '?'

/**
 * The entities in the file's order.
 * @throws {ConfigError} `CONFIG_INVALID` when a flow that is broken is among them, with its problems.
 * @throws {ConfigError} `NOTHING_SELECTED` when a word matches nothing, or nothing is left.
 */
export function selectEntities(workspace: Workspace, selection: Selection): Entity[] {
  const chosen = words(selection.select)
  const excluded = words(selection.exclude)
  const all = choices(workspace)
  const some = chosen.length === 0 ? all : matching(all, chosen, 'select')
  const without = new Set(matching(all, excluded, 'exclude'))
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
  return left.flatMap(({ entity }) => entity ?? [])
}

function choices({ entities, broken = [] }: Workspace): Choice[] {
  const sound = entities.map((entity): Choice => ({ flow: entity.flow, name: entity.name, entity }))
  const standIns = broken.flatMap(({ name: flow, entities }) =>
    (entities.length === 0 ? [SOMETHING] : entities).map((name): Choice => ({ flow, name })),
  )
  return [...sound, ...standIns]
}

/** The entities that any of the words matches, in the file's order; every word has to match something. */
function matching(all: Choice[], patterns: string[], option: string): Choice[] {
  const found = new Set<Choice>()
  for (const pattern of patterns) {
    const matches = matcher(pattern)
    const exact = all.filter(matches)
    // Of a broken flow not every entity may be known.
    const hits = exact.length > 0 ? exact : all.filter(({ flow, entity }) => !entity && pattern.startsWith(`${flow}.`))
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
