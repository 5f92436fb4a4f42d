/** Starts the stand-in's program for tests, the quickstart and benchmarks: a process of its own takes no time from theirs. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Fault, FaultsMessage } from './faults.ts'
import type { ReadyLine } from './program.ts'
import type { SeedName } from './program-options.ts'
import type { TlsMode } from './wire/prelogin.ts'

export interface SpawnOptions {
  /** Databases to fill; default erp. The first is the one of `connection`. */
  seed?: SeedName[]
  /** Rows of the volume tables. */
  rows?: number
  port?: number
  tls?: TlsMode
  forbidCatalog?: boolean
  forbidSnapshot?: boolean
}

export interface SpawnedStandIn extends ReadyLine, AsyncDisposable {
  readonly pid: number
  /** These faults and no others from now on; resolves when they are in force. */
  setFaults(faults: Fault[], more?: Omit<FaultsMessage, 'type' | 'faults'>): Promise<void>
  /** Ends the process; resolves when it is gone. Safe to call twice. */
  stop(): Promise<void>
}

/** Resolves when the stand-in takes connections. */
export async function spawnStandIn(options: SpawnOptions = {}): Promise<SpawnedStandIn> {
  const { seed = ['erp'], rows, port, tls } = options
  const args = ['--json', '--seed', seed.join(',')]
  if (rows !== undefined) args.push('--rows', String(rows))
  if (port !== undefined) args.push('--port', String(port))
  if (tls !== undefined) args.push('--tls', tls)
  if (options.forbidCatalog) args.push('--forbid-catalog')
  if (options.forbidSnapshot) args.push('--forbid-snapshot')
  const child = fork(fileURLToPath(new URL('program.ts', import.meta.url)), args, {
    // Not the loaders of this process: Node strips types itself.
    execArgv: [],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const ready = await readyLine(child)
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    await gone
  }
  return {
    ...ready,
    pid: child.pid!,
    setFaults: (faults, more = {}) => send(child, { type: 'faults', faults: faults.map(portable), ...more }),
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

async function readyLine(child: ChildProcess): Promise<ReadyLine> {
  const lines = createInterface({ input: child.stdout! })
  const line = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve)
    child.once('error', reject)
    child.once('exit', code =>
      reject(new Error(`the stand-in ended before it was ready, with code ${code}; its error is above`)),
    )
  })
  return JSON.parse(line) as ReadyLine
}

/** Patterns cross the process boundary as text. */
function portable(fault: Fault): Fault {
  return fault.match instanceof RegExp ? { ...fault, match: String(fault.match) } : fault
}

async function send(child: ChildProcess, message: FaultsMessage): Promise<void> {
  if (!child.connected) throw new Error('the stand-in has ended')
  await new Promise<void>((resolve, reject) => {
    const gone = (): void => reject(new Error('the stand-in has ended'))
    child.once('exit', gone)
    child.once('message', (answer: { error: string | null }) => {
      child.off('exit', gone)
      if (answer.error === null) resolve()
      else reject(new TypeError(answer.error))
    })
    child.send(message)
  })
}
