/** The transaction descriptors that one connection's client is told, [MS-TDS] 2.2.7.9. */
import type { TransactionChange } from '../types.ts'
import { ENV, encodeEnvBytes } from './tokens.ts'

const NOTHING = new Uint8Array(0)

export class TransactionMarks {
  #open: Uint8Array | null = null
  #last = 0n

  /** Whether the client believes in an open transaction. */
  get open(): boolean {
    return this.#open !== null
  }

  /** ENVCHANGE of a change. */
  token(change: TransactionChange): Uint8Array {
    const before = this.#open ?? NOTHING
    if (change !== 'begin') {
      this.#open = null
      return encodeEnvBytes(change === 'commit' ? ENV.COMMIT : ENV.ROLLBACK, NOTHING, before)
    }
    const after = Buffer.alloc(8)
    after.writeBigUInt64LE(++this.#last)
    this.#open = after
    return encodeEnvBytes(ENV.BEGIN, after, NOTHING)
  }
}
