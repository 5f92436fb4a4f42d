import type { SqlParameter } from '../types.ts'
import type { Outcome } from './statement-answer.ts'

/** One statement that a client sent, and what became of it. */
export interface LoggedStatement {
  /** Number of the connection, from 51 as on a real server. */
  spid: number
  statement: string
  parameters: SqlParameter[]
  /** `closed`: the client left, or a fault dropped it, before the end. */
  outcome: 'running' | 'closed' | Outcome
  /** Rows given to the socket. */
  rows: number
  /** Number of the error it ended with. */
  error?: number
}

const LIMIT = 1000

/** The last thousand statements, oldest first. */
export class StatementLog {
  readonly entries: LoggedStatement[] = []

  add(entry: LoggedStatement): void {
    this.entries.push(entry)
    if (this.entries.length > LIMIT) this.entries.shift()
  }
}
