/**
 * OpenTelemetry: a run as a trace, its rows and bytes as metrics, through `@opentelemetry/api`. Off unless the program that uses us has set up an
 * SDK, or `OTEL_EXPORTER_OTLP_ENDPOINT` is set and `@opentelemetry/sdk-node` is installed beside us. The events of a run are all it needs.
 */
import type { Attributes, Context, Counter, Histogram, Span, Tracer } from '@opentelemetry/api'
import type { EntityFinished, RunEvent, RunFinished } from '../events.ts'
import { version } from '../version.ts'

/** Where `@opentelemetry/api` keeps what was set up, whoever loaded it. */
const SET_UP = Symbol.for('opentelemetry.js.api.1')

export interface Telemetry {
  add(event: RunEvent): void
  /** Sends what is not sent yet; never throws. */
  flush(): Promise<void>
}

/** Null when nobody listens. `say` hears why telemetry that was asked for cannot be had. */
export async function openTelemetry(env: NodeJS.ProcessEnv, say: (text: string) => void): Promise<Telemetry | null> {
  const wanted = (env.OTEL_EXPORTER_OTLP_ENDPOINT ?? '') !== '' && env.OTEL_SDK_DISABLED !== 'true'
  const setUp = Reflect.get(globalThis, SET_UP) !== undefined
  if (!wanted && !setUp) return null
  const stop = wanted && !setUp ? await startSdk(env, say) : async () => {}
  if (stop === null) return null
  const api = await import('@opentelemetry/api')
  return new RunTelemetry(api, stop)
}

/** @returns how to stop it, or null when it is not installed. */
async function startSdk(env: NodeJS.ProcessEnv, say: (text: string) => void): Promise<(() => Promise<void>) | null> {
  try {
    const { NodeSDK } = await import('@opentelemetry/sdk-node')
    env.OTEL_SERVICE_NAME ??= 'hygge'
    env.OTEL_METRICS_EXPORTER ??= 'otlp'
    env.OTEL_LOGS_EXPORTER ??= 'none'
    const sdk = new NodeSDK({ instrumentations: [] })
    sdk.start()
    return () => sdk.shutdown()
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n', 1)[0] : String(error)
    say(
      `OTEL_EXPORTER_OTLP_ENDPOINT is set, but there is no telemetry: ${why}. Install it: npm install @opentelemetry/sdk-node`,
    )
    return null
  }
}

type Api = typeof import('@opentelemetry/api')

class RunTelemetry implements Telemetry {
  readonly #api: Api
  readonly #stop: () => Promise<void>
  readonly #tracer: Tracer
  readonly #rows: Counter
  readonly #bytes: Counter
  readonly #entities: Counter
  readonly #seconds: Histogram
  readonly #spans = new Map<string, Span>()
  #run: { span: Span; context: Context } | null = null

  constructor(api: Api, stop: () => Promise<void>) {
    this.#api = api
    this.#stop = stop
    this.#tracer = api.trace.getTracer('hygge', version)
    const meter = api.metrics.getMeter('hygge', version)
    this.#rows = meter.createCounter('hygge.rows', { description: 'Rows moved', unit: '{row}' })
    this.#bytes = meter.createCounter('hygge.bytes', { description: 'Bytes published', unit: 'By' })
    this.#entities = meter.createCounter('hygge.entities', {
      description: 'Entities by their status',
      unit: '{entity}',
    })
    this.#seconds = meter.createHistogram('hygge.entity.duration', { description: 'Time of an entity', unit: 's' })
  }

  add(event: RunEvent): void {
    const { trace, context } = this.#api
    const startTime = Date.parse(event.time)
    switch (event.type) {
      case 'run.started': {
        const { run, name, entities, concurrency, workers } = event
        const attributes = {
          'hygge.run': run,
          'hygge.workspace': name,
          'hygge.entities': entities,
          'hygge.concurrency': concurrency,
          'hygge.workers': workers,
        }
        const span = this.#tracer.startSpan('hygge.run', { startTime, attributes })
        this.#run = { span, context: trace.setSpan(context.active(), span) }
        break
      }
      case 'entity.started': {
        const { flow, entity, mode, home, store } = event
        const attributes = {
          'hygge.flow': flow,
          'hygge.entity': entity,
          'hygge.mode': mode,
          'hygge.home': home,
          'hygge.store': store,
        }
        this.#spans.set(keyOf(event), this.#spanOf(`hygge.entity ${flow}.${entity}`, startTime, attributes))
        break
      }
      case 'entity.retry': {
        const attributes = {
          'hygge.attempt': event.attempt,
          'error.type': event.error.code,
          'exception.message': event.error.message,
        }
        this.#spans.get(keyOf(event))?.addEvent('retry', attributes, startTime)
        break
      }
      case 'entity.finished':
        this.#finish(event)
        break
      case 'run.finished':
        this.#end(event)
        break
    }
  }

  async flush(): Promise<void> {
    await this.#stop().catch(() => {})
  }

  #spanOf(name: string, startTime: number, attributes: Attributes): Span {
    return this.#tracer.startSpan(name, { startTime, attributes }, this.#run?.context)
  }

  #finish(event: EntityFinished): void {
    const { flow, entity, mode, status, rows, bytes, files, seconds, attempts, error } = event
    const end = Date.parse(event.time)
    const attributes = { 'hygge.flow': flow, 'hygge.entity': entity, 'hygge.mode': mode, 'hygge.status': status }
    // What failed before its plan stood has no beginning of its own.
    const span =
      this.#spans.get(keyOf(event)) ?? this.#spanOf(`hygge.entity ${flow}.${entity}`, end - seconds * 1000, attributes)
    span.setAttributes({
      ...attributes,
      'hygge.rows': rows,
      'hygge.bytes': bytes,
      'hygge.files': files.length,
      'hygge.attempts': attempts,
    })
    if (status === 'failed') {
      span.setAttribute('error.type', error?.code ?? 'UNEXPECTED')
      span.setStatus({ code: this.#api.SpanStatusCode.ERROR, message: error?.message ?? '' })
    }
    span.end(end)
    this.#spans.delete(keyOf(event))
    this.#rows.add(rows, attributes)
    this.#bytes.add(bytes, attributes)
    this.#entities.add(1, attributes)
    this.#seconds.record(seconds, attributes)
  }

  #end(event: RunFinished): void {
    const { rows, bytes, files, failed, exit_code } = event
    const span = this.#run?.span
    span?.setAttributes({
      'hygge.rows': rows,
      'hygge.bytes': bytes,
      'hygge.files': files,
      'hygge.failed': failed,
      'hygge.exit_code': exit_code,
    })
    if (exit_code !== 0) span?.setStatus({ code: this.#api.SpanStatusCode.ERROR, message: `exit code ${exit_code}` })
    span?.end(Date.parse(event.time))
  }
}

function keyOf({ flow, entity }: { flow: string; entity: string }): string {
  return JSON.stringify([flow, entity])
}
