/** Every message between the main thread and a worker. Buffers are transferred, never cloned. */
import type { Batch } from '../lib/columns/batch.ts'
import type { ColumnChecksum } from '../lib/columns/checksum.ts'
import type { Schema } from '../lib/columns/schema.ts'
import type { Compression, FormatName } from '../lib/encode/format.ts'
import type { ErrorFacts } from '../lib/errors.ts'
import type { FileLook, LookTask } from '../lib/homes/local/look.ts'
import type { Read, ReadTask } from '../lib/homes/local/rows.ts'
import type { FileSums, SumTask } from '../lib/homes/local/sum.ts'
import type { Reading } from '../lib/homes/mssql/read.ts'
import type { Isolation, MssqlConnection } from '../lib/mssql/connection.ts'
import type { Statement } from '../lib/mssql/parameters.ts'
import type { Row } from '../lib/mssql/session.ts'
import type { Step } from '../lib/polish/plan.ts'
import type { Patient, SqliteAnswer } from '../lib/stores/sqlite/task.ts'
import type { StorePoint } from '../lib/stores/store.ts'
import type { Failure } from '../lib/thread.ts'

/** Main → worker: encode these rows as one group. The batches' buffers go with it. */
export interface EncodeTask {
  format: FormatName
  compression: Compression
  /** Of the file. */
  schema: Schema
  /** How the batches' columns become the file's, one a column; absent when they are the file's. */
  polish?: Step[]
  batches: Batch[]
  /** The name of the part that the group goes to. */
  part: string
}

/** Worker → main: the group's bytes (transferred) and what the file's tail needs to know of it. */
export interface EncodeResult {
  bytes: Uint8Array<ArrayBuffer>
  rows: number
  meta: unknown
  /** Order-independent checksums of the rows, one a column. */
  checksums: ColumnChecksum[]
  /** The batches' buffers (transferred): nobody needs them here, and the next batches can use them. */
  spent: ArrayBuffer[]
}

/** Worker → main: it could not be encoded. Errors lose their class and fields between threads, facts do not. */
export interface EncodeFailure {
  failure: ErrorFacts
}

/** Main → reading thread. Each call is answered once, under its id; those of one read come one after the other. */
export type ReadCall =
  | { id: number; kind: 'look'; task: LookTask }
  | { id: number; kind: 'sum'; task: SumTask }
  | { id: number; kind: 'open'; task: ReadTask }
  | { id: number; kind: 'next' }
  | { id: number; kind: 'close' }

/** Reading thread → main. */
export type ReadAnswer =
  | { id: number; kind: 'looked'; files: FileLook[] }
  | { id: number; kind: 'summed'; sums: FileSums }
  /** Rows, their buffers transferred. */
  | { id: number; kind: 'read'; read: Read }
  /** What was asked for is done, or there are no more rows. */
  | { id: number; kind: 'done' }
  | { id: number; kind: 'failed'; failure: Failure }

/** What a thread is to do with one of its sessions. Each task is answered once, in their order; `stop` and `close` first cancel what runs. */
export type SessionTask =
  | { kind: 'open'; connection: MssqlConnection }
  | { kind: 'renew'; isolation: Isolation }
  | { kind: 'rows'; statement: Statement }
  /** Begins a read; answered with its first batch. */
  | { kind: 'read'; reading: Reading }
  /** The buffers (transferred) are for the batches to come. */
  | { kind: 'next'; spare: ArrayBuffer[] }
  | { kind: 'stop' }
  | { kind: 'close' }

/** Main → session thread. */
export type SessionCall = SessionTask & { id: number }

/** Session thread → main. */
export type SessionAnswer =
  | { id: number; kind: 'rows'; rows: Row[] }
  /** Its buffers transferred. */
  | { id: number; kind: 'batch'; batch: Batch }
  /** What was asked for is done, or there are no more rows. */
  | { id: number; kind: 'done' }
  | { id: number; kind: 'failed'; failure: Failure }

/** Main → database thread: a task, and after each `reached` whether to go on. Each is answered once. */
export type SqliteMessage = { id: number } & ({ kind: 'task'; task: Patient } | { kind: 'go-on' } | { kind: 'give-up' })

/** Database thread → main: how far it got, or how the task ended. */
export type SqliteReply = { id: number } & (
  | { kind: 'reached'; point: StorePoint }
  | { kind: 'done'; answer: SqliteAnswer }
  | { kind: 'failed'; failure: Failure }
)
