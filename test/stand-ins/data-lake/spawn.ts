/** Starts the stand-in's program for tests and benchmarks: a process of its own takes no time from theirs, and outlives their children. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { LAKE_VARIABLE } from './loopback.ts'
import type { ReadyLine } from './program.ts'
import { RemoteDataLake } from './remote.ts'

export interface SpawnedDataLake extends ReadyLine, AsyncDisposable {
  readonly pid: number
  readonly remote: RemoteDataLake
  /** For child processes that shall reach it at the addresses of Azure, with a managed identity; merge it into theirs. */
  readonly env: Record<string, string>
  /** Arguments of Node for the same. */
  readonly execArgv: string[]
  /** Ends the process; resolves when it is gone. Safe to call twice. */
  stop(): Promise<void>
}

/** Resolves when the stand-in takes connections. `args` are the program's. */
export async function spawnDataLake(args: string[] = []): Promise<SpawnedDataLake> {
  const child = fork(fileURLToPath(new URL('program.ts', import.meta.url)), ['--json', ...args], {
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
    remote: new RemoteDataLake(ready.url),
    env: { ...ready.identity, [LAKE_VARIABLE]: ready.url },
    execArgv: ['--import', new URL('reroute.ts', import.meta.url).href],
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
  return JSON.parse(line)
}
