/** One entity by the name that a person gives it. */
import { ConfigError } from '../errors.ts'
import { nearest, shortList } from '../suggest.ts'

export interface Named {
  flow: string
  entity: string
}

/**
 * `flow.entity`, or the entity alone where only one flow has it.
 * @throws {ConfigError} `NO_ENTITY` when none or more than one is meant.
 */
export function findEntity<T extends Named>(word: string, known: readonly T[]): T {
  const whole = known.find(each => id(each) === word)
  if (whole) return whole
  const bare = known.filter(({ entity }) => entity === word)
  if (bare.length === 1) return bare[0]
  const facts = { entity: word, entities: known.map(id) }
  if (bare.length > 1) {
    throw new ConfigError('NO_ENTITY', `More than one flow has an entity ${word}: ${shortList(bare.map(id))}.`, {
      advice: 'Write flow.entity.',
      facts,
    })
  }
  const near = nearest(word, [...known.map(id), ...known.map(({ entity }) => entity)])
  const there = known.length === 0 ? 'There are none.' : `There are: ${shortList(known.map(id))}.`
  throw new ConfigError(
    'NO_ENTITY',
    `There is no entity ${word}.${near ? ` Did you mean \`${near}\`?` : ''}\n${there}`,
    {
      advice: 'Write flow.entity, or the entity alone where only one flow has it.',
      facts,
    },
  )
}

function id({ flow, entity }: Named): string {
  return `${flow}.${entity}`
}
