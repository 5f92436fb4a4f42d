/** Every error hygge raises on purpose. `code` and the fields are facts for programs, `message` is for people. */

/** Plain facts of an error: what JSON events, the journal and the report carry. */
export interface ErrorFacts {
  code: string
  message: string
  advice?: string
  [fact: string]: unknown
}

export interface ErrorOptions {
  /** What the reader should do next, one sentence. */
  advice?: string
  cause?: unknown
  /** True when trying again may succeed; unknown means false. */
  retryable?: boolean
  /** Machine-readable facts: number, state, server, path … Never a secret. */
  facts?: Record<string, unknown>
}

export class HyggeError extends Error {
  readonly code: string
  readonly advice: string | undefined
  readonly retryable: boolean
  #facts: Readonly<Record<string, unknown>>

  constructor(code: string, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = new.target.name
    this.code = code
    this.advice = options.advice
    this.retryable = options.retryable ?? false
    this.#facts = Object.freeze({ ...options.facts })
  }

  get facts(): Readonly<Record<string, unknown>> {
    return this.#facts
  }

  /** What is known of it only later, such as how often it was tried. It stays the same error. */
  learn(facts: Record<string, unknown>): void {
    this.#facts = Object.freeze({ ...this.#facts, ...facts })
  }
}

/** The files, the arguments or the environment are wrong; nothing was opened. */
export class ConfigError extends HyggeError {}
/** The source could not be reached, described or read. */
export class HomeError extends HyggeError {}
/** The destination could not be reached, staged to or published to. */
export class StoreError extends HyggeError {}
/** This machine's file system refused something. */
export class DiskError extends HyggeError {}
/** A lake (ADLS Gen2, OneLake) refused something, or did not answer. */
export class LakeError extends HyggeError {}
/** The movement between the two failed, or was interrupted. */
export class FlowError extends HyggeError {}
/** The record of what happened could not be read or written. */
export class JournalError extends HyggeError {}

/** Any thrown value as facts; errors that are not ours get the code `UNEXPECTED`. */
export function errorFacts(error: unknown): ErrorFacts {
  if (error instanceof HyggeError) {
    const { code, message, advice, facts, cause } = error
    return {
      ...facts,
      code,
      message,
      ...(advice === undefined ? {} : { advice }),
      ...(cause instanceof Error ? { cause: cause.message } : {}),
    }
  }
  if (error instanceof Error) return { code: 'UNEXPECTED', message: error.message }
  return { code: 'UNEXPECTED', message: String(error) }
}
