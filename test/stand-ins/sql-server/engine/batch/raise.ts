/** THROW and RAISERROR. */
import { type Answer, SqlError, type SqlValue } from '../../types.ts'

interface Value {
  value: SqlValue
}

/** `THROW 50001, N'message', 1`. */
export function thrown([number, message, state]: Value[]): SqlError {
  const code = Number(number?.value)
  if (code < 50_000) {
    return new SqlError(
      35100,
      `Error number ${code} in the THROW statement is outside the valid range. Specify an error number in the valid range of 50000 to 2147483647.`,
      { state: 10 },
    )
  }
  return new SqlError(code, String(message?.value ?? ''), { state: Number(state?.value ?? 1) })
}

/** THROW by itself gives on the error that its CATCH block is about. */
export function rethrown(caught: SqlError | null): SqlError {
  return (
    caught ??
    new SqlError(
      10704,
      'To rethrow an error, a THROW statement must be used inside a CATCH block. Insert the THROW statement inside a CATCH block, or add error parameters to the THROW statement.',
      { class: 15 },
    )
  )
}

/** Severities up to this one are only said. */
const SAID_CLASS = 10

/** `RAISERROR (N'%s rows', 16, 1, …)`. */
export function* raised([message, severity, state, ...values]: Value[]): Generator<Answer> {
  let next = 0
  const text = String(message?.value ?? '').replace(/%[-+0 #]*\d*(?:\.\d+)?[diosuxX%]/g, form => {
    if (form === '%%') return '%'
    const { value } = values[next++] ?? { value: null }
    return value === null ? '(null)' : String(value)
  })
  const level = Number(severity?.value ?? 16)
  if (level > SAID_CLASS) throw new SqlError(50_000, text, { class: level, state: Number(state?.value ?? 1) })
  yield { kind: 'info', number: 50_000, message: text }
}
