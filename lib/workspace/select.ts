/** Which entities of a workspace a run moves: `--select` and `--exclude`. */
import picomatch from 'picomatch'
import { ConfigError } from '../errors.ts'
import { nearest, shortList } from './suggest.ts'
import type { Entity, Workspace } from './workspace.ts'

export interface Selection {
  /** `flow`, `flow.entity`, globs of either, with commas between; all when absent or empty. */
  select?: readonly string[]
  exclude?: readonly string[]
}

/**
 * The entities in the file's order.
 * @throws {ConfigError} `NOTHING_SELECTED` when a word matches nothing, or nothing is left.
 */
export function selectEntities(workspace: Workspace, selection: Selection): Entity[] {
  const chosen = words(selection.select)
  const excluded = words(selection.exclude)
  const some = chosen.length === 0 ? workspace.entities : matching(workspace, chosen, 'select')
  const without = new Set(matching(workspace, excluded, 'exclude'))
  const left = some.filter(entity => !without.has(entity))
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
  return left
}

/** The entities that any of the words matches, in the file's order; every word has to match something. */
function matching({ entities }: Workspace, patterns: string[], option: string): Entity[] {
  const found = new Set<Entity>()
  for (const pattern of patterns) {
    const matches = matcher(pattern)
    const hits = entities.filter(matches)
    if (hits.length === 0) throw noMatch(pattern, entities, option)
    for (const hit of hits) found.add(hit)
  }
  return entities.filter(entity => found.has(entity))
}

/** A name as it is written comes before a glob, so that names may hold `*` or `[`. */
function matcher(pattern: string): (entity: Entity) => boolean {
  const glob = picomatch(pattern.replaceAll('/', '\\/'), { dot: true, bash: true })
  return entity => {
    const names = [entity.flow, id(entity)]
    return names.includes(pattern) || names.some(name => glob(name))
  }
}

function noMatch(pattern: string, entities: readonly Entity[], option: string): ConfigError {
  const flows = [...new Set(entities.map(({ flow }) => flow))]
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

function id({ flow, name }: Entity): string {
  return `${flow}.${name}`
}
