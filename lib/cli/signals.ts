/** The first SIGINT or SIGTERM asks the run to stop, the second leaves at once. */
import { FlowError } from '../errors.ts'

type StopSignal = 'SIGINT' | 'SIGTERM'
const SIGNALS: StopSignal[] = ['SIGINT', 'SIGTERM']
/** npm and other parents pass on the signal that the terminal has already sent: within this time it is the same one. */
const ECHO = 200

export interface Interruption {
  readonly signal: AbortSignal
  /** 130 or 143 once a signal came, null before. */
  readonly exitCode: number | null
  /** Lets signals end the process again. */
  release(): void
}

/** @param say tells the person at the terminal what happens. */
export function listenForSignals(say: (text: string) => void): Interruption {
  const controller = new AbortController()
  let first: { exitCode: number; time: number } | null = null
  const listeners = SIGNALS.map(name => {
    const exitCode = name === 'SIGINT' ? 130 : 143
    const listener = () => {
      const time = performance.now()
      if (first === null) {
        first = { exitCode, time }
        const again = name === 'SIGINT' ? 'press Ctrl-C again' : 'send the signal again'
        say(`Stopping: cancelling reads and clearing what is half written; ${again} to leave now.`)
        controller.abort(interrupted(name, exitCode))
      } else if (time - first.time > ECHO) {
        process.exit(exitCode)
      }
    }
    process.on(name, listener)
    return { name, listener }
  })
  return {
    signal: controller.signal,
    get exitCode() {
      return first?.exitCode ?? null
    },
    release() {
      for (const { name, listener } of listeners) process.off(name, listener)
    },
  }
}

/** `exit_code` is what the run's last event will carry. */
function interrupted(signal: StopSignal, exit_code: number): FlowError {
  return new FlowError('INTERRUPTED', `The run was interrupted by ${signal}.`, {
    advice: 'Run the same command again to move what is missing.',
    facts: { signal, exit_code },
  })
}
