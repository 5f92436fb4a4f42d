/** How long an entity may be described, read and staged. Publishing is not cut: what is staged and committed is finished in any case. */
import { FlowError } from '../errors.ts'
import type { Rules } from '../workspace/workspace.ts'

export class Limit {
  readonly #entity: Rules
  readonly #control: AbortController
  readonly #rows: () => number
  #timer: NodeJS.Timeout | undefined

  /** Aborts when the entity's time is over. `rows` tells how many it has read. */
  constructor(entity: Rules, control: AbortController, rows: () => number) {
    this.#entity = entity
    this.#control = control
    this.#rows = rows
  }

  /** The time begins, or begins anew. */
  start(): void {
    this.stop()
    const { timeout } = this.#entity
    if (timeout === undefined) return
    this.#timer = setTimeout(
      () => this.#control.abort(tookTooLong(this.#entity, timeout, this.#rows())),
      timeout * 1000,
    )
  }

  stop(): void {
    clearTimeout(this.#timer)
  }
}

function tookTooLong({ flow, name }: Rules, seconds: number, rows: number): FlowError {
  const message = `${flow}.${name} took longer than its timeout of ${seconds} s: it was stopped after ${rows} rows.`
  return new FlowError('ENTITY_TIMEOUT', message, {
    advice:
      'Nothing of this run is kept, and what was there before stands. Raise `timeout`, or read less at a time: with `columns`, `where` or `run_type: incremental`.',
    facts: { seconds, rows },
  })
}
