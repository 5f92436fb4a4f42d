import type { ErrorFault } from '../faults.ts'
import { SqlError } from '../types.ts'

/** User-defined error number, for failures of the stand-in itself. */
const FAILURE = 50_000

/** Whatever the engine threw, as an error a client can read. */
export function asSqlError(error: unknown): SqlError {
  return error instanceof SqlError ? error : new SqlError(FAILURE, `The stand-in failed: ${String(error)}`)
}

/** The error that a fault asks for. */
export function faultError({ number, message, state, class: severity, procedure }: ErrorFault): SqlError {
  return new SqlError(number, message, {
    ...(state === undefined ? {} : { state }),
    ...(severity === undefined ? {} : { class: severity }),
    ...(procedure === undefined ? {} : { procedure }),
  })
}
