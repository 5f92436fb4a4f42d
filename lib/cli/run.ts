/** `hygge-run flows.yml`: loads the file, then moves or only plans what it names; the answer is the exit code. */
import type { RunFinished } from '../events.ts'
import type { Plan, RunOptions, Workspace } from '../index.ts'
import type { Display } from '../report/display.ts'
import { failureLines } from '../report/failure.ts'
import { jsonLine } from '../report/json.ts'
import { renderPlan } from '../report/plan.ts'
import { Redactor, secretsOf } from '../report/redact.ts'
import { renderTable } from '../report/table.ts'
import { Tally } from '../report/tally.ts'
import type { RunArguments } from './arguments.ts'
import { runCommand } from './command-line.ts'
import { openDisplay, type Screen } from './screen.ts'
import { listenForSignals } from './signals.ts'

/** What `import … from 'hygge'` gives. */
type Hygge = typeof import('../index.ts')

/**
 * @param words the command line, to be shown again after a dry run.
 * @throws what kept the run from beginning.
 */
export async function runFile(wanted: RunArguments, words: string[], screen: Screen): Promise<number> {
  const display = await openDisplay(screen, wanted)
  const interruption = listenForSignals(text => display.say(text))
  const { signal } = interruption
  try {
    // Loaded here, so that help and usage errors do not wait for drivers and encoders.
    const hygge = await import('../index.ts')
    const workspace = await hygge.loadWorkspace(wanted.file, { env: screen.env, set: wanted.set })
    screen.redactor = new Redactor(secretsOf(workspace.connections))
    const options = runOptions(wanted, signal)
    if (!wanted.dryRun) return await move(hygge.run, workspace, options, wanted, screen, display)
    const plan = await hygge.plan(workspace, options)
    signal.throwIfAborted()
    return await showPlan(plan, wanted, words, screen)
  } finally {
    display.close()
    interruption.release()
  }
}

function runOptions({ select, exclude, concurrency, runType }: RunArguments, signal: AbortSignal): RunOptions {
  return {
    signal,
    ...(select.length > 0 ? { select } : {}),
    ...(exclude.length > 0 ? { exclude } : {}),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(runType === undefined ? {} : { runType }),
  }
}

async function move(
  run: Hygge['run'],
  workspace: Workspace,
  options: RunOptions,
  { json }: RunArguments,
  screen: Screen,
  display: Display,
): Promise<number> {
  const tally = new Tally()
  for await (const raw of run(workspace, options)) {
    const event = screen.redactor.event(raw)
    tally.add(event)
    display.event(event)
    if (json) await screen.out.send(jsonLine(event))
  }
  display.close()
  if (!tally.end) throw new Error('the run ended without saying how')
  if (!json) await showEnd(tally, tally.end, screen)
  return tally.end.exit_code
}

/** Failures in full on stderr, then the receipt on stdout. */
async function showEnd(tally: Tally, end: RunFinished, screen: Screen): Promise<void> {
  const { out, err, outColors, errColors } = screen
  for (const event of tally.finished) {
    // An interruption is the person's own doing: the receipt's `failed` and the last line say enough.
    if (event.status !== 'failed' || event.error?.code === 'INTERRUPTED') continue
    err.write(`\n${failureLines(event, errColors).join('\n')}\n`)
  }
  if (err.stream.isTTY || tally.finished.length > 0) err.write('\n')
  await out.send(renderTable(tally.finished, end, outColors, out.stream.columns ?? Number.POSITIVE_INFINITY))
}

async function showPlan(plan: Plan, { json, verbose }: RunArguments, words: string[], screen: Screen): Promise<number> {
  const safe = screen.redactor.plan(plan)
  const text = json
    ? jsonLine({ type: 'plan', time: new Date().toISOString(), ...safe })
    : renderPlan(safe, { verbose, colors: screen.outColors, command: runCommand(words) })
  await screen.out.send(text)
  return safe.entities.some(({ error }) => error) ? 1 : 0
}
