/** Makes free text and error facts safe to print: configured secrets are covered, values that JSON cannot carry become text. */
import type { ErrorFacts } from '../errors.ts'
import type { RunEvent } from '../events.ts'
import type { HooksConfig } from '../hooks/config.ts'
import type { Plan } from '../plan/plan.ts'

export const COVER = '******'
/** Shorter secrets would blot out unrelated text and hide nothing worth guessing. */
const SHORTEST = 4
/** Facts deeper than this are cut: they may be circular. */
const DEPTH = 8

interface Secretive {
  hooks?: HooksConfig
  connections: Record<string, { authentication: object }>
  entities: Settling[]
  /** Their entities have the same secrets as the samples. */
  patterns?: { all: { sample: { entity: Settling } }[] }
}

interface Settling {
  store: { authentication?: object; polish?: { mask: object[] } }
}

/** The parts of a workspace that must never be printed: of its connections and lakes, and the keys of masks. */
export function secretsOf({ connections, entities, patterns, hooks }: Secretive): string[] {
  const secrets: string[] = []
  const settling = [...entities, ...(patterns?.all ?? []).map(({ sample }) => sample.entity)]
  for (const mask of settling.flatMap(({ store }) => store.polish?.mask ?? [])) {
    if ('key' in mask && typeof mask.key === 'string') secrets.push(mask.key)
  }
  const logins = [...Object.values(connections), ...settling.map(({ store }) => store)]
  for (const { authentication = {} } of logins) {
    for (const [key, value] of Object.entries(authentication)) {
      if (/password|secret|token|key/.test(key) && typeof value === 'string') secrets.push(value)
    }
  }
  for (const hook of [...(hooks?.on_success ?? []), ...(hooks?.on_failure ?? [])]) {
    if (hook.kind !== 'url') continue
    // Whoever knows the address of a webhook can write to it.
    const { pathname, search } = new URL(hook.url)
    secrets.push(hook.url, `${pathname}${search}`, ...Object.values(hook.headers))
  }
  return secrets
}

export class Redactor {
  readonly #secrets: string[]

  constructor(secrets: string[]) {
    // Longest first: a secret that contains another is covered whole.
    this.#secrets = [...new Set(secrets)]
      .filter(secret => secret.length >= SHORTEST)
      .sort((a, b) => b.length - a.length)
  }

  text(text: string): string {
    return this.#secrets.reduce((covered, secret) => covered.replaceAll(secret, COVER), text)
  }

  /** An event whose notes and error facts are safe; names, paths and numbers are facts of the configuration and stay. */
  event(event: RunEvent): RunEvent {
    if (event.type === 'entity.started') return { ...event, notes: this.#texts(event.notes) }
    if ((event.type === 'hook.finished' || event.type === 'journal.mirrored') && event.error)
      return { ...event, error: this.error(event.error) }
    if (event.type === 'entity.retry') return { ...event, error: this.error(event.error) }
    if (event.type === 'flow.broken') {
      const problems = event.problems.map(({ message, advice, ...place }) => ({
        ...place,
        message: this.text(message),
        ...(advice !== undefined && { advice: this.text(advice) }),
      }))
      return { ...event, problems }
    }
    if (event.type !== 'entity.finished') return event
    const safe = { ...event, notes: this.#texts(event.notes) }
    if (event.error) safe.error = this.error(event.error)
    return safe
  }

  plan(plan: Plan): Plan {
    const entities = plan.entities.map(entity => {
      const safe = { ...entity, notes: this.#texts(entity.notes) }
      if (entity.error) safe.error = this.error(entity.error)
      return safe
    })
    return { ...plan, entities }
  }

  error(error: ErrorFacts): ErrorFacts {
    const { code, message, advice, ...facts } = error
    const safe: ErrorFacts = { ...this.#object(facts, 0), code, message: this.text(message) }
    if (advice !== undefined) safe.advice = this.text(advice)
    return safe
  }

  #texts(texts: string[]): string[] {
    return texts.map(text => this.text(text))
  }

  #value(value: unknown, depth: number): unknown {
    switch (typeof value) {
      case 'string':
        return this.text(value)
      case 'number':
        return Number.isFinite(value) ? value : String(value)
      case 'boolean':
      case 'undefined':
        return value
      case 'object': {
        if (value === null) return null
        if (value instanceof Error) return this.text(value.message)
        if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString()
        if (depth === DEPTH) return '…'
        if (Array.isArray(value)) return value.map(item => this.#value(item, depth + 1))
        return this.#object(value, depth)
      }
      default:
        return this.text(String(value))
    }
  }

  #object(value: object, depth: number): Record<string, unknown> {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.#value(item, depth + 1)]))
  }
}
