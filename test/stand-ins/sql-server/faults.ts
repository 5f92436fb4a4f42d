/** What goes wrong on purpose. Set in code at any time, or by a message from the parent process. */

/** An error of the server; `afterRows` counts the rows sent before it, or those taken from a bulk load; absent means instead of any answer. */
export interface ErrorFault {
  number: number
  message: string
  state?: number
  /** Severity; 20 and more end the connection. Default 16. */
  class?: number
  /** The procedure it says it happened in. */
  procedure?: string
  afterRows?: number
}

/** The answer stops, the socket stays; `afterRows` as in ErrorFault. */
export interface HangFault {
  afterRows?: number
  /** A blocked query still answers an attention (default); a dead server ignores it. */
  attention?: 'answered' | 'ignored'
}

/** The answer to one statement goes wrong in these ways, all of them at once when several are named. */
export interface Effect {
  /** The socket is destroyed after so many bytes of the response. */
  dropAfterBytes?: number
  /** The socket is destroyed once so many bytes of a bulk load have come. */
  dropAfterReceived?: number
  error?: ErrorFault
  hang?: HangFault
  /** Bytes per second, of the response and of a bulk load. */
  throttle?: number
  /** Milliseconds before the answer begins. */
  delayMs?: number
}

export interface Fault extends Effect {
  /**
   * Statements it aims at: text they contain in any case, `/a pattern/flags`, or a pattern. Absent: every statement but the batch of
   * SET options with which clients open a connection. The rows of a bulk load are a statement of their own, `BULK LOAD <table>`.
   */
  match?: string | RegExp
  /** Matching statements that pass unharmed first; default 0. */
  skip?: number
  /** Matching statements that are hit then; default 1. */
  times?: number
}

/** What the parent process may send: the faults from now on, and how many sessions may be open. */
export interface FaultsMessage {
  type: 'faults'
  faults: Fault[]
  maxConnections?: number | null
  refusal?: Refusal
}

/** A login beyond the limit gets error 10928, or its socket is closed. */
export type Refusal = 'error' | 'close'

interface Armed {
  matches(statement: string): boolean
  skip: number
  times: number
  effect: Effect
}

const OPENING_BATCH = /^\s*set\s(?![\s\S]*\b(select|insert|update|delete|merge|exec|execute|with)\b)/i

/** The faults of one stand-in. */
export class Faults {
  #armed: Armed[] = []
  /** Sessions that may be open at a time; null for any number. */
  maxConnections: number | null = null
  refusal: Refusal = 'error'
  /** Statements hit so far. */
  hits = 0

  /** Arms one more fault; throws when it says nothing that could happen. */
  add(fault: Fault): void {
    const { match, skip = 0, times = 1, ...effect } = fault
    checkEffect(effect)
    if (!(skip >= 0)) throw new RangeError(`fault: skip is a count of statements from 0, not ${String(skip)}`)
    if (!(times >= 1)) throw new RangeError(`fault: times is a count of statements from 1, not ${String(times)}`)
    this.#armed.push({ matches: matcher(match), skip, times, effect })
  }

  /** These faults and no others. */
  replace(faults: readonly Fault[]): void {
    this.#armed = []
    for (const fault of faults) this.add(fault)
  }

  /** No faults, and any number of connections. */
  clear(): void {
    this.#armed = []
    this.maxConnections = null
    this.refusal = 'error'
  }

  /** What happens to this statement; counts it as hit. The later fault wins where two say the same. */
  take(statement: string): Effect {
    const effect: Effect = {}
    let hit = false
    for (const armed of this.#armed) {
      if (!armed.matches(statement)) continue
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

  /** Whether one more session is one too many. */
  refuses(openSessions: number): boolean {
    return this.maxConnections !== null && openSessions >= this.maxConnections
  }

  /** Obeys a message of the parent process; false when it is about something else. */
  receive(message: unknown): boolean {
    if (!isFaultsMessage(message)) return false
    this.replace(message.faults)
    if (message.maxConnections !== undefined) this.maxConnections = message.maxConnections
    if (message.refusal !== undefined) this.refusal = message.refusal
    return true
  }
}

function isFaultsMessage(message: unknown): message is FaultsMessage {
  if (typeof message !== 'object' || message === null) return false
  if (!('type' in message) || message.type !== 'faults') return false
  if (!('faults' in message) || !Array.isArray(message.faults)) {
    throw new TypeError('a message of type "faults" carries a list "faults"')
  }
  return true
}

function checkEffect(effect: Effect): void {
  const known: (keyof Effect)[] = ['dropAfterBytes', 'dropAfterReceived', 'error', 'hang', 'throttle', 'delayMs']
  const given = Object.keys(effect)
  const unknown = given.filter(key => !known.some(name => name === key))
  if (unknown.length > 0 || given.length === 0) {
    const said = unknown.length > 0 ? `"${unknown.join('", "')}" is no fault` : 'a fault without an effect'
    throw new TypeError(`${said}: expected one or more of ${known.join(', ')}`)
  }
  for (const key of ['dropAfterBytes', 'dropAfterReceived', 'throttle', 'delayMs'] as const) {
    const value = effect[key]
    if (value !== undefined && !(value >= (key === 'throttle' ? 1 : 0))) {
      throw new RangeError(`fault: ${key} is a count, not ${String(value)}`)
    }
  }
}

function matcher(match: string | RegExp | undefined): (statement: string) => boolean {
  if (match === undefined) return statement => !OPENING_BATCH.test(statement)
  const pattern = match instanceof RegExp ? match : patternOf(match)
  if (pattern !== null) return statement => statement.search(pattern) >= 0
  const text = String(match).toLowerCase()
  return statement => statement.toLowerCase().includes(text)
}

/** A pattern that crossed a process boundary as text. */
function patternOf(text: string): RegExp | null {
  const parts = /^\/(.+)\/([a-z]*)$/s.exec(text)
  return parts === null ? null : new RegExp(parts[1], parts[2])
}
