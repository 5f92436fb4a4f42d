/** The sessions of a reading thread: does what is asked of each, one task after the other, and cancels at once what is to stop. */
import type { SessionAnswer, SessionCall, SessionTask } from '../../../workers/messages.ts'
import { type Batch, buffersOf } from '../../columns/batch.ts'
import { giveBuffers } from '../../columns/buffers.ts'
import { HomeError } from '../../errors.ts'
import { Session } from '../../mssql/session.ts'
import { failureOf } from '../../thread.ts'
import { readOn } from './read.ts'

interface Hosted {
  session?: Session
  batches?: AsyncGenerator<Batch, void, undefined>
  /** Of the task that was asked for last. */
  control: AbortController
  /** Settles when everything that was asked for is answered. */
  answered: Promise<void>
}

/** An answer but for its id, which `SessionHost` knows. */
type Result = Outcome & { transfer?: ArrayBuffer[] }
type Outcome = SessionAnswer extends infer One ? (One extends { id: number } ? Omit<One, 'id'> : never) : never

const DONE: Result = { kind: 'done' }

export class SessionHost {
  readonly #hosted = new Map<number, Hosted>()
  readonly #post: (answer: SessionAnswer, transfer: ArrayBuffer[]) => void

  constructor(post: (answer: SessionAnswer, transfer: ArrayBuffer[]) => void) {
    this.#post = post
  }

  take({ id, ...task }: SessionCall): void {
    const hosted = this.#hosted.get(id) ?? { control: new AbortController(), answered: Promise.resolve() }
    this.#hosted.set(id, hosted)
    if (task.kind === 'stop' || task.kind === 'close') hosted.control.abort()
    // A read goes on from one task to the next.
    else if (task.kind !== 'next') hosted.control = new AbortController()
    const { signal } = hosted.control
    hosted.answered = hosted.answered.then(async () => {
      const result = await this.#done(hosted, task, signal).catch(
        (error): Result => ({ kind: 'failed', failure: failureOf(error) }),
      )
      if (task.kind === 'close') this.#hosted.delete(id)
      const { transfer = [], ...answer } = result
      this.#post({ id, ...answer }, transfer)
    })
  }

  async #done(hosted: Hosted, task: SessionTask, signal: AbortSignal): Promise<Result> {
    switch (task.kind) {
      case 'open':
        hosted.session = await Session.open(task.connection, HomeError, signal)
        return DONE
      case 'renew':
        await sessionOf(hosted).renew(task.isolation, signal)
        return DONE
      case 'rows':
        return { kind: 'rows', rows: await sessionOf(hosted).rows(task.statement, signal) }
      case 'read':
        hosted.batches = readOn(sessionOf(hosted), task.reading, signal)
        return next(hosted)
      case 'next':
        giveBuffers(task.spare)
        return next(hosted)
      case 'stop':
        await hosted.batches?.return()
        return DONE
      case 'close':
        await hosted.batches?.return()
        await hosted.session?.close()
        return DONE
    }
  }
}

function sessionOf({ session }: Hosted): Session {
  if (session === undefined) throw new Error('a session was asked for that is not open')
  return session
}

async function next({ batches }: Hosted): Promise<Result> {
  const step = await batches?.next()
  if (step === undefined || step.done) return DONE
  return { kind: 'batch', batch: step.value, transfer: buffersOf(step.value) }
}
