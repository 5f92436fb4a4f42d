/** The entry of a thread that holds a database open while it works on it: one task at a time. */
import { parentPort } from 'node:worker_threads'
import { answerTo } from '../lib/stores/sqlite/answer.ts'
import type { StorePoint } from '../lib/stores/store.ts'
import { failureOf } from '../lib/thread.ts'
import type { SqliteMessage, SqliteReply } from './messages.ts'

const port = parentPort
if (port === null) throw new Error('this file is the entry of a worker thread')

let goOn: PromiseWithResolvers<void> | undefined

/** Waits until the main thread has done what it does at this point. */
async function reached(point: StorePoint): Promise<void> {
  goOn = Promise.withResolvers<void>()
  send({ id: 0, kind: 'reached', point })
  await goOn.promise
}

function send(reply: SqliteReply): void {
  port?.postMessage(reply)
}

port.on('message', async (message: SqliteMessage) => {
  switch (message.kind) {
    case 'go-on':
      goOn?.resolve()
      break
    case 'give-up':
      goOn?.reject(new Error('the main thread gave it up'))
      break
    case 'task':
      try {
        send({ id: 0, kind: 'done', answer: await answerTo(message.task, reached) })
      } catch (error) {
        send({ id: 0, kind: 'failed', failure: failureOf(error) })
      }
  }
})
