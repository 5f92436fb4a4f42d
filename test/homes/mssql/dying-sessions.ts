/** The real worker, but for statements that say what goes wrong. */
import { parentPort } from 'node:worker_threads'
import type { SessionCall } from '../../../workers/messages.ts'
import '../../../workers/sessions.ts'

parentPort?.on('message', (call: SessionCall) => {
  if (call.kind !== 'read') return
  const { statement } = call.reading.statement
  if (statement.startsWith('EXIT')) process.exit(7)
  if (statement.startsWith('THROW')) throw new TypeError('thrown on purpose')
})
