/** The reading thread's entry: looks into files and reads them, several at the same time, a step at a time. */
import { parentPort } from 'node:worker_threads'
import { buffersOf } from '../lib/columns/batch.ts'
import { look } from '../lib/homes/local/look.ts'
import { type Read, rowsOf } from '../lib/homes/local/rows.ts'
import { sumsOf } from '../lib/homes/local/sum.ts'
import { failureOf } from '../lib/thread.ts'
import type { ReadAnswer, ReadCall } from './messages.ts'

const port = parentPort
if (port === null) throw new Error('this file is the entry of a worker thread')
const reads = new Map<number, AsyncGenerator<Read>>()

port.on('message', async (call: ReadCall) => {
  try {
    const { answer, transfer } = await answered(call)
    port.postMessage(answer, transfer)
  } catch (error) {
    const answer: ReadAnswer = { id: call.id, kind: 'failed', failure: failureOf(error) }
    port.postMessage(answer)
  }
})

async function answered(call: ReadCall): Promise<{ answer: ReadAnswer; transfer: ArrayBuffer[] }> {
  const { id } = call
  switch (call.kind) {
    case 'look':
      return { answer: { id, kind: 'looked', files: await look(call.task) }, transfer: [] }
    case 'sum':
      return { answer: { id, kind: 'summed', sums: await sumsOf(call.task) }, transfer: [] }
    case 'open':
      reads.set(id, rowsOf(call.task))
      return { answer: { id, kind: 'done' }, transfer: [] }
    case 'next': {
      const next = await reads.get(id)?.next()
      if (next === undefined || next.done) return { answer: { id, kind: 'done' }, transfer: [] }
      return { answer: { id, kind: 'read', read: next.value }, transfer: buffersOf(next.value.batch) }
    }
    case 'close':
      await reads.get(id)?.return(undefined)
      reads.delete(id)
      return { answer: { id, kind: 'done' }, transfer: [] }
  }
}
