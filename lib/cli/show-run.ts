/** A run's events on the screen, from the first to the receipt. */
import type { RunEvent, RunFinished } from '../events.ts'
import type { Display } from '../report/display.ts'
import { failureLines } from '../report/failure.ts'
import { jsonLine } from '../report/json.ts'
import { renderTable } from '../report/table.ts'
import { Tally } from '../report/tally.ts'
import type { Screen } from './screen.ts'

/**
 * Shows events as they come; `--json` prints them instead.
 * @param record is given every event that is shown.
 * @returns the exit code that the last one carries.
 */
export async function showRun(
  events: AsyncIterable<RunEvent>,
  { json }: { json: boolean },
  screen: Screen,
  display: Display,
  record: (event: RunEvent) => void = () => {},
): Promise<number> {
  const tally = new Tally()
  for await (const raw of events) {
    const event = screen.redactor.event(raw)
    tally.add(event)
    record(event)
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
  const { finished } = tally
  for (const event of finished) {
    // An interruption is the person's own doing: the receipt says enough.
    if (event.status !== 'failed' || event.error?.code === 'INTERRUPTED') continue
    err.write(`\n${failureLines(event, errColors).join('\n')}\n`)
  }
  // Where both streams are read together, an empty line sets the receipt apart.
  if (err.stream.isTTY && out.stream.isTTY) err.write('\n')
  await out.send(renderTable(finished, end, outColors, out.stream.columns ?? Number.POSITIVE_INFINITY))
}
