/** Events of one entity, before the coordinator stamps them. */
import type { EntityFinished, EntityProgress, EntityRetry, EntityStarted, RangeFinished } from '../events.ts'

export type FlowEvent =
  | Unstamped<EntityStarted>
  | Unstamped<EntityProgress>
  | Unstamped<EntityRetry>
  | Unstamped<RangeFinished>
  | Unstamped<EntityFinished>

export type Unstamped<Event> = Omit<Event, 'time' | 'run'>
