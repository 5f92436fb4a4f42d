/** What goes wrong on purpose. Set in code at any time, or through the admin address by another process. */
import type { Operation } from './wire/operation.ts'

/** An error in place of the answer. */
export interface StatusFault {
  status: number
  /** The service's code; default the one that goes with the status. */
  code?: string
  /** Seconds, sent as `Retry-After`. */
  retryAfter?: number
}

/** What happens to one call; `delayMs` goes with any of the others. */
export interface Effect {
  status?: StatusFault
  /** The socket is destroyed in place of an answer. */
  reset?: boolean
  /** No answer ever, and the socket stays. */
  hang?: boolean
  /** Half of the request is read, or half of the answer written, and the socket is destroyed. */
  halfBody?: 'request' | 'answer'
  /** The call is carried out all the same, before its answer is lost or replaced. */
  applied?: boolean
  /** Milliseconds before anything else happens. */
  delayMs?: number
}

export interface Fault extends Effect {
  /** Only calls of this operation, or of one of these; absent: all but `token`. */
  operation?: Operation | Operation[]
  /** Only calls with this method. */
  method?: string
  /** Only calls whose decoded path, from the filesystem on, has this text in it or fits this pattern; patterns may be text: `/x/i`. */
  path?: string | RegExp
  /** Matching calls that pass unharmed first; default 0. */
  skip?: number
  /** Matching calls that are hit then; default 1. */
  times?: number
}

/** What a fault can aim at. */
export interface Aim {
  operation: Operation
  method: string
  filesystem: string
  path: readonly string[]
}

interface Armed {
  matches(call: Aim): boolean
  skip: number
  times: number
  effect: Effect
}

const CODES: Readonly<Record<number, string>> = {
  408: 'OperationTimedOut',
  409: 'OperationAborted',
  412: 'ConditionNotMet',
  429: 'TooManyRequests',
  500: 'InternalError',
  502: 'BadGateway',
  503: 'ServerBusy',
  504: 'GatewayTimeout',
}

/** The code that the service sends with a status. */
export function codeOf({ status, code }: StatusFault): string {
  return code ?? CODES[status] ?? 'InternalError'
}

/** The faults of one stand-in. */
export class Faults {
  #armed: Armed[] = []
  /** Calls hit so far. */
  hits = 0

  /** Arms one more fault; throws when it says nothing that could happen. */
  add(fault: Fault): void {
    const { operation, method, path, skip = 0, times = 1, ...effect } = fault
    checkEffect(effect)
    if (!(skip >= 0)) throw new RangeError(`fault: skip is a count of calls from 0, not ${String(skip)}`)
    if (!(times >= 1)) throw new RangeError(`fault: times is a count of calls from 1, not ${String(times)}`)
    this.#armed.push({ matches: matcher(operation, method, path), skip, times, effect })
  }

  /** These faults and no others. */
  replace(faults: readonly Fault[]): void {
    this.#armed = []
    for (const fault of faults) this.add(fault)
  }

  clear(): void {
    this.#armed = []
  }

  /** What happens to this call; counts it as hit. The later fault wins where two say the same. */
  take(call: Aim): Effect {
    const effect: Effect = {}
    let hit = false
    for (const armed of this.#armed) {
      if (!armed.matches(call)) continue
      if (armed.skip > 0) {
        armed.skip--
        continue
      }
      armed.times--
      Object.assign(effect, armed.effect)
      hit = true
    }
    this.#armed = this.#armed.filter(({ times }) => times > 0)
    if (hit) this.hits++
    return effect
  }
}

const KNOWN: readonly (keyof Effect)[] = ['status', 'reset', 'hang', 'halfBody', 'applied', 'delayMs']

function checkEffect(effect: Effect): void {
  const given = Object.keys(effect)
  const unknown = given.filter(key => !KNOWN.some(name => name === key))
  if (unknown.length > 0 || given.length === 0) {
    const said = unknown.length > 0 ? `"${unknown.join('", "')}" is no fault` : 'a fault without an effect'
    throw new TypeError(`${said}: expected one or more of ${KNOWN.join(', ')}`)
  }
  const { status, applied, delayMs, reset, hang } = effect
  if (status !== undefined && !(status.status >= 400 && status.status <= 599)) {
    throw new RangeError(`fault: status is one from 400 to 599, not ${String(status.status)}`)
  }
  if (delayMs !== undefined && !(delayMs >= 0))
    throw new RangeError(`fault: delayMs is a count, not ${String(delayMs)}`)
  if (applied && !(status || reset || hang)) throw new TypeError('fault: applied goes with status, reset or hang')
}

function matcher(operation: Fault['operation'], method: string | undefined, path: Fault['path']): Armed['matches'] {
  const operations = operation === undefined ? null : [operation].flat()
  const pattern = path instanceof RegExp ? path : patternOf(path ?? '')
  return call => {
    if (operations === null ? call.operation === 'token' : !operations.includes(call.operation)) return false
    if (method !== undefined && method.toUpperCase() !== call.method) return false
    const whole = [call.filesystem, ...call.path].join('/')
    return pattern === null ? whole.includes(String(path ?? '')) : whole.search(pattern) >= 0
  }
}

/** A pattern that crossed a process boundary as text. */
function patternOf(text: string): RegExp | null {
  const parts = /^\/(.+)\/([a-z]*)$/s.exec(text)
  return parts === null ? null : new RegExp(parts[1], parts[2])
}
