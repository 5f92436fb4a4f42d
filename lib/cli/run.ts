/** `hygge-run flows.yml`: loads the file, then moves or only plans what it names; the answer is the exit code. */
import type { RunEvent } from '../events.ts'
import type { RunOptions } from '../flow/run.ts'
import type { Plan } from '../plan/plan.ts'
import type { Display } from '../report/display.ts'
import { jsonLine } from '../report/json.ts'
import { renderPlan } from '../report/plan.ts'
import { Redactor, secretsOf } from '../report/redact.ts'
import { findWorkspace } from '../workspace/locate.ts'
import { selectEntities } from '../workspace/select.ts'
import type { Workspace } from '../workspace/workspace.ts'
import type { RunArguments } from './arguments.ts'
import { brokenFlows } from './broken.ts'
import { runCommand } from './command-line.ts'
import { openDisplay, type Screen } from './screen.ts'
import { showRun } from './show-run.ts'
import { listenForSignals } from './signals.ts'

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
    const { loadWorkspace } = await import('../workspace/load.ts')
    const file = wanted.file ?? (await findWorkspace(process.cwd()))
    const workspace = await loadWorkspace(file, { env: screen.env, set: wanted.set, partly: true })
    screen.redactor = new Redactor(secretsOf(workspace))
    selectEntities(workspace, wanted) // refuses what is not there or broken, before anything else is told
    const options = runOptions(wanted, signal)
    const flow = await import('../flow/run.ts')
    if (!wanted.dryRun)
      return await showAndReport(flow.run(workspace, options), workspace, wanted, words, screen, display)
    for (const line of brokenFlows(workspace)) display.say(screen.redactor.text(line))
    const plan = await flow.plan(workspace, { ...options, offline: wanted.offline })
    signal.throwIfAborted()
    return await showPlan(plan, wanted, words, screen)
  } finally {
    display.close()
    interruption.release()
  }
}

/** Shows the run; `--report` keeps it, too. */
async function showAndReport(
  events: AsyncIterable<RunEvent>,
  workspace: Workspace,
  wanted: RunArguments,
  words: string[],
  screen: Screen,
  display: Display,
): Promise<number> {
  if (wanted.report === null) return showRun(events, wanted, screen, display)
  const { ReportFile } = await import('./report-file.ts')
  const report = await ReportFile.at(wanted.report)
  const exitCode = await showRun(events, wanted, screen, display, event => report.recorder.add(event))
  await report.write(workspace, runCommand(words), screen.redactor)
  return exitCode
}

function runOptions(
  { select, exclude, concurrency, runType, fresh, wait }: RunArguments,
  signal: AbortSignal,
): RunOptions {
  return {
    signal,
    fresh,
    wait,
    ...(select.length > 0 ? { select } : {}),
    ...(exclude.length > 0 ? { exclude } : {}),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(runType === undefined ? {} : { runType }),
  }
}

async function showPlan(plan: Plan, { json, verbose }: RunArguments, words: string[], screen: Screen): Promise<number> {
  const safe = screen.redactor.plan(plan)
  const text = json
    ? jsonLine({ type: 'plan', time: new Date().toISOString(), ...safe })
    : renderPlan(safe, { verbose, colors: screen.outColors, command: runCommand(words) })
  await screen.out.send(text)
  const codes = safe.entities.flatMap(({ error }) => (error ? [error.code] : []))
  return codes.includes('SCHEMA_DRIFT') ? 4 : codes.length > 0 ? 1 : 0
}
