/** What other runs do to an entity: why this one leaves it to them. */
import { FlowError } from '../errors.ts'
import type { Holder } from '../journal/lease.ts'
import type { Finished } from '../journal/record.ts'

/** Another run has the entity: that run moves it, this one says so. */
export function heldBy(holder: Holder): FlowError {
  const message = `The run ${holder.owner} on ${holder.host} (process ${holder.pid}) is moving this entity.`
  return new FlowError('ENTITY_BUSY', message, {
    advice: 'It is left to that run. Use --wait to wait for it and then run again.',
    facts: { holder },
  })
}

/** It was moved by a run that began after this one did. */
export function movedBy({ run }: Finished): FlowError {
  return new FlowError('ENTITY_MOVED', `The run ${run} beside this one has just moved this entity.`, {
    advice: 'Nothing is left to do: it began after this run did.',
    facts: { other: run },
  })
}
