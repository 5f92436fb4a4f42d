import { HomeError } from '../../../errors.ts'

/** The stream does not follow [MS-TDS]: nothing after this point can be trusted. */
export function protocolError(message: string, facts: Record<string, unknown> = {}): HomeError {
  return new HomeError('TDS_PROTOCOL', `The server's answer cannot be read: ${message}.`, {
    advice:
      'Run it again; if it happens twice in the same place, report it with the server version and the table definition.',
    facts,
  })
}

/** A value is longer than can be moved. */
export function tooLarge(bytes: number, limit: number): HomeError {
  return new HomeError(
    'VALUE_TOO_LARGE',
    `A row has a value of ${bytes} bytes; ${limit} is the most hygge moves in one row.`,
    {
      advice: 'Leave the column out, or shorten it in a query with LEFT or SUBSTRING.',
      facts: { bytes, limit },
    },
  )
}
