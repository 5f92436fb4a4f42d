/** The last calls, for tests and for whoever looks at the program. */
import type { Operation } from './operation.ts'

export interface LoggedRequest {
  operation: Operation
  method: string
  /** Decoded, from the filesystem on. */
  path: string
  /** What was answered; 0 when nothing was. */
  status: number
  /** Whether it was carried out, answered or not. */
  applied: boolean
  code: string
}

const KEPT = 10_000

export class RequestLog {
  readonly entries: LoggedRequest[] = []

  add(entry: LoggedRequest): void {
    if (this.entries.length >= KEPT) this.entries.splice(0, KEPT / 2)
    this.entries.push(entry)
  }
}
