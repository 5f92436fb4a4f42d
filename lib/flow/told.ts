/** A run's events on their way out: telemetry hears them all, and hooks are called before the last one. */

import type { EntityFinished, RunEvent } from '../events.ts'
import { callHooks } from '../hooks/call.ts'
import type { HooksConfig } from '../hooks/config.ts'
import { openTelemetry } from '../telemetry/telemetry.ts'

/** The same events, with `hook.finished` before `run.finished`. */
export async function* told(events: AsyncIterable<RunEvent>, hooks: HooksConfig | undefined): AsyncGenerator<RunEvent> {
  const telemetry = await openTelemetry(process.env, text => process.emitWarning(text, { code: 'HYGGE_TELEMETRY' }))
  const finished: EntityFinished[] = []
  try {
    for await (const event of events) {
      if (event.type === 'entity.finished') finished.push(event)
      if (event.type === 'run.finished' && hooks) {
        const entities = finished.map(({ files: _, notes: __, ...rest }) => rest)
        for (const called of await callHooks(hooks, { type: 'hygge.run', run: event, entities }))
          yield { time: new Date().toISOString(), run: event.run, type: 'hook.finished', ...called }
      }
      telemetry?.add(event)
      yield event
    }
  } finally {
    await telemetry?.flush()
  }
}
