/** Shows the recorded events as the program does, `--wait` staying in the middle until a signal comes. A process of its own, for tests. */
import { openDisplay, openScreen } from '../../../lib/cli/screen.ts'
import { showRun } from '../../../lib/cli/show-run.ts'
import { listenForSignals } from '../../../lib/cli/signals.ts'
import type { RunEvent } from '../../../lib/events.ts'
import { recorded, runFinished } from '../../report/events.ts'

const words = process.argv.slice(2)
const has = (word: string) => words.includes(word)
const screen = openScreen(process)
const wanted = { json: has('--json'), quiet: has('-q'), verbose: has('-v'), plain: has('--plain') }
const display = await openDisplay(screen, wanted)
const interruption = listenForSignals(text => display.say(text))

async function* events(): AsyncGenerator<RunEvent> {
  const all = recorded()
  if (!has('--wait')) return yield* all
  yield* all.slice(0, 7)
  const open = setInterval(() => {}, 1000)
  const reason = await new Promise<unknown>(resolve => {
    interruption.signal.addEventListener('abort', () => resolve(interruption.signal.reason), { once: true })
  })
  // Like a source that does not answer the cancel.
  if (has('--stuck')) await new Promise(() => {})
  clearInterval(open)
  const { exit_code } = (reason as { facts: { exit_code: number } }).facts
  yield runFinished(8, { exit_code })
}

process.exitCode = await showRun(events(), wanted, screen, display)
interruption.release()
