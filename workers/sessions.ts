/** The entry of a thread that reads from SQL Server through sessions of its own. */
import { parentPort } from 'node:worker_threads'
import { SessionHost } from '../lib/homes/mssql/session-host.ts'
import type { SessionCall } from './messages.ts'

const port = parentPort
if (port === null) throw new Error('this file is the entry of a worker thread')
const host = new SessionHost((answer, transfer) => port.postMessage(answer, transfer))
port.on('message', (call: SessionCall) => host.take(call))
