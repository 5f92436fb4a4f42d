/** Calls commands and URLs with what became of a run. Whatever goes wrong is told, and nothing fails of it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { basename } from 'node:path'
import { waitsFrom } from '../backoff.ts'
import { errorFacts, FlowError } from '../errors.ts'
import type { EntityFinished, HookFinished, RunFinished } from '../events.ts'
import type { HookConfig, HooksConfig } from './config.ts'

/** What a hook gets: JSON, on standard input or as the body of a POST. */
export interface HookBody {
  type: 'hygge.run'
  run: RunFinished
  /** Without their files, which may be many. */
  entities: Omit<EntityFinished, 'files' | 'notes'>[]
}

const FIRST_WAIT = 500
/** Characters of a command's complaint that are kept. */
const MOST_SAID = 500

/** Calls those hooks that the run's end asks for, side by side. Never throws. */
export async function callHooks(
  { on_success, on_failure, folder }: HooksConfig,
  body: HookBody,
): Promise<Pick<HookFinished, 'hook' | 'ok' | 'attempts' | 'seconds' | 'error'>[]> {
  const hooks = body.run.exit_code === 0 ? on_success : on_failure
  const text = JSON.stringify(body)
  return Promise.all(hooks.map(hook => callHook(hook, body.run, text, folder)))
}

async function callHook(hook: HookConfig, run: RunFinished, body: string, folder: string) {
  const began = performance.now()
  const told = { hook: nameOf(hook) }
  const seconds = () => (performance.now() - began) / 1000
  const wait = await waitsFrom(FIRST_WAIT)
  for (let attempt = 1; ; attempt++) {
    try {
      await (hook.kind === 'command' ? runCommand(hook, run, body, folder) : post(hook, body))
      return { ...told, ok: true, attempts: attempt, seconds: seconds() }
    } catch (error) {
      const final = error instanceof FlowError && !error.retryable
      if (final || attempt >= hook.tries)
        return { ...told, ok: false, attempts: attempt, seconds: seconds(), error: errorFacts(error) }
      await new Promise(resolve => setTimeout(resolve, wait()))
    }
  }
}

/** Enough to know which one it was: paths and arguments of both kinds may be secrets. */
function nameOf(hook: HookConfig): string {
  return hook.kind === 'command' ? basename(hook.command[0]) : `POST ${new URL(hook.url).host}`
}

async function post(hook: Extract<HookConfig, { kind: 'url' }>, body: string): Promise<void> {
  const signal = AbortSignal.timeout(hook.timeout * 1000)
  const headers = { 'content-type': 'application/json', 'user-agent': 'hygge', ...hook.headers }
  let answer: Response
  try {
    answer = await fetch(hook.url, { method: 'POST', headers, body, signal, redirect: 'error' })
    await answer.body?.cancel()
  } catch (cause) {
    const why = signal.aborted ? `no answer within ${hook.timeout} seconds` : causeOf(cause)
    throw new FlowError('HOOK_UNREACHED', `${nameOf(hook)}: ${why}`, {
      cause,
      retryable: true,
      advice: 'Check the `url` and the network.',
    })
  }
  if (answer.ok) return
  throw new FlowError('HOOK_REFUSED', `${nameOf(hook)} answered ${answer.status} ${answer.statusText}`.trimEnd(), {
    retryable: answer.status === 429 || answer.status === 408 || answer.status >= 500,
    advice: 'Check the `url`, its `headers`, and what the service says of such requests.',
    facts: { status: answer.status },
  })
}

/** fetch says `fetch failed`, and why in its cause. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  return cause instanceof Error ? cause.message : String(cause)
}

async function runCommand(
  hook: Extract<HookConfig, { kind: 'command' }>,
  { run, name, exit_code }: RunFinished,
  body: string,
  folder: string,
): Promise<void> {
  const [program, ...words] = hook.command
  const env = { ...process.env, HYGGE_RUN: run, HYGGE_WORKSPACE: name, HYGGE_EXIT_CODE: String(exit_code) }
  const child = spawn(program, words, {
    cwd: folder,
    env,
    stdio: ['pipe', 'ignore', 'pipe'],
    timeout: hook.timeout * 1000,
    killSignal: 'SIGKILL',
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (said.length < MOST_SAID) said = (said + text).slice(0, MOST_SAID)
  })
  // Who does not read it need not.
  child.stdin.on('error', () => {}).end(body)
  const advice = 'Run the command by hand, with the JSON of a run on its standard input.'
  let ended: [code: number | null, signal: string | null]
  try {
    ended = (await once(child, 'close')) as [number | null, string | null] // as Node documents the event
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new FlowError('HOOK_FAILED', `${nameOf(hook)} could not be started: ${why}`, { cause, advice })
  }
  const [code, signal] = ended
  if (code === 0) return
  const how =
    signal === 'SIGKILL'
      ? `was still running after ${hook.timeout} seconds`
      : `ended with ${code === null ? signal : `exit code ${code}`}`
  const options = { advice, retryable: true, facts: { exit_code: code, said: said.trim() } }
  throw new FlowError('HOOK_FAILED', `${nameOf(hook)} ${how}`, options)
}
