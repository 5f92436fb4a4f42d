/** One run of hygge in a process of its own, with what it told on the way. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { EntityFinished, RunEvent, RunFinished, RunProgress, RunStarted } from '../../lib/events.ts'

const PROGRAM = fileURLToPath(new URL('../../bin/hygge-run.ts', import.meta.url))

export interface Recorded {
  code: number | null
  started: RunStarted
  end: RunFinished
  finished: EntityFinished[]
  samples: RunProgress[]
  retries: number
  stderr: string
}

/** Writes the workspace and runs it to its end; a page about it goes to `report`. */
export async function runWorkspace(
  folder: string,
  workspace: object,
  report: string,
  env: NodeJS.ProcessEnv = {},
): Promise<Recorded> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'flows.yml')
  await writeFile(file, JSON.stringify(workspace))
  const child = spawn(process.execPath, [PROGRAM, file, '--json', '--report', report], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  let started: RunStarted | undefined
  let end: RunFinished | undefined
  let retries = 0
  const finished: EntityFinished[] = []
  const samples: RunProgress[] = []
  const closed = once(child, 'close')
  for await (const line of createInterface({ input: child.stdout })) {
    const event: RunEvent = JSON.parse(line)
    if (event.type === 'run.started') started = event
    if (event.type === 'run.progress') samples.push(event)
    if (event.type === 'entity.retry') retries += 1
    if (event.type === 'entity.finished') finished.push(event)
    if (event.type === 'run.finished') end = event
  }
  const [code] = await closed
  if (!started || !end) throw new Error(`the run ended before it was done, with ${code}: ${stderr}`)
  return { code, started, end, finished, samples, retries, stderr }
}
