/** One bulk load on its way from the socket to the engine, with what goes wrong on purpose. */
import type { Effect } from '../../faults.ts'
import { Attention, type Cancellation } from '../cancellation.ts'
import type { MessageBody } from '../message-body.ts'
import { faultError } from '../server-error.ts'
import { BulkInput } from './bulk-input.ts'

export interface BulkJob {
  input: BulkInput
  /** What is left of the effect for the answer: errors and hangs after so many rows happen while the rows are read. */
  effect: Effect
}

export function bulkJob(body: MessageBody, effect: Effect, cancellation: Cancellation, drop: () => void): BulkJob {
  const { error, hang, ...others } = effect
  const most = effect.dropAfterReceived
  const watch = (): void => {
    if (body.fate === 'ignored') cancellation.cancel('attention')
    if (most !== undefined && body.received >= most) drop()
  }
  body.onArrival = watch
  watch()
  const happen = async (): Promise<void> => {
    if (error?.afterRows !== undefined && error.afterRows <= (hang?.afterRows ?? Infinity)) throw faultError(error)
    cancellation.deaf = hang?.attention === 'ignored'
    // A server that still hears goes on reading: the attention comes after the rows.
    if (!cancellation.deaf) void body.drain()
    await cancellation.wait()
    throw new Attention()
  }
  const early = {
    ...(error !== undefined && error.afterRows === undefined ? { error } : {}),
    ...(hang !== undefined && hang.afterRows === undefined ? { hang } : {}),
  }
  if (early.hang !== undefined && early.hang.attention !== 'ignored') void body.drain()
  const input = new BulkInput(body, {
    afterRows: Math.min(error?.afterRows ?? Infinity, hang?.afterRows ?? Infinity),
    happen,
    ...(effect.throttle === undefined ? {} : { bytesPerSecond: effect.throttle }),
  })
  return { input, effect: { ...others, ...early } }
}
