import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import picocolors from 'picocolors'
import type { RunEvent } from '../../lib/events.ts'
import { PLAIN } from '../../lib/report/colors.ts'
import { Tally } from '../../lib/report/tally.ts'
import { frame, permanentLines, TerminalDisplay } from '../../lib/report/terminal.ts'
import { textWidth } from '../../lib/report/width.ts'
import { at, finished, progress, recorded, runFinished, runStarted, started } from './events.ts'

function tallyOf(events: RunEvent[]): Tally {
  const tally = new Tally()
  for (const event of events) tally.add(event)
  return tally
}

/** What stays on the screen after the events. */
function lines(events: RunEvent[], verbose: boolean): string[] {
  const tally = new Tally()
  return events.flatMap(event => {
    const texts = permanentLines(event, tally, verbose, PLAIN)
    tally.add(event)
    return texts
  })
}

const MIDDLE = recorded().slice(0, 7)

test('a frame has a line per running entity, in columns, and a total', () => {
  assert.deepEqual(frame(tallyOf(MIDDLE), at(2.6), 120, 24, PLAIN), [
    '▸ erp.orders  900k of ≈3.0M rows  429k rows/s  ETA ≈5s  18.0 MB  8.6 MB/s  2s',
    '▸ erp.cities              0 rows     0 rows/s               0 B     0 B/s  1s',
    '1 of 3 finished · 2 running · 900k rows · 18.0 MB · 346k rows/s · 6.9 MB/s · 2s',
  ])
})

test('what does not fit is left out, the least important first', () => {
  assert.deepEqual(frame(tallyOf(MIDDLE), at(2.6), 50, 24, PLAIN), [
    '▸ erp.orders  900k of ≈3.0M rows  429k rows/s',
    '▸ erp.cities              0 rows     0 rows/s',
    '1 of 3 finished · 2 running · 900k rows · 18.0 MB…',
  ])
})

test('no line of a frame is wider than the terminal, no frame higher', () => {
  const events: RunEvent[] = [runStarted(0, { entities: 40 })]
  for (let index = 0; index < 30; index++) {
    const name = `${'注文明細'.repeat(index % 7)}_${index}`
    events.push(
      started(name, index / 10, { estimate: index % 3 ? null : 1e6 }),
      progress(name, 4, index * 1000, index * 1e6, 1e6),
    )
  }
  const tally = tallyOf(events)
  for (let width = 20; width < 130; width += 7) {
    for (const height of [4, 5, 24, 60]) {
      const rows = frame(tally, at(5), width, height, picocolors.createColors(true))
      assert.ok(rows.length < height, `${rows.length} lines in ${height}`)
      for (const row of rows) assert.ok(textWidth(row) <= width, `${textWidth(row)} cells in ${width}: ${row}`)
    }
  }
  assert.equal(frame(tally, at(5), 100, 24, PLAIN).at(-2), '  and 10 more')
})

test('finished entities leave one line each', () => {
  assert.deepEqual(lines(recorded(), false), [
    'erp: 3 entities · 4 side by side · 2 encoding threads · at most 512 MB of rows in memory',
    '    erp.orders  note: OrderDate: cut to microseconds',
    '○ erp.leer  empty: the source gave no rows · 1 file with the columns only · 1.0s',
    '✗ erp.cities  failed: Transaction was deadlocked and has been chosen as the victim. · after 2.3s',
    '✓ erp.orders  3,012,345 rows · 2 files · 61.2 MB · 7.5s · 402k rows/s · 12 values lost precision',
  ])
})

test('verbose adds the run, the ways and the files', () => {
  const plain = new Set(lines(recorded(), false))
  assert.deepEqual(
    lines(recorded(), true).filter(line => !plain.has(line)),
    [
      'run 20261102T120000Z-0badcafe, hygge 0.1.0',
      '▸ erp.orders  mssql 127.0.0.1/erp dbo.orders → /out/orders',
      '▸ erp.leer  mssql 127.0.0.1/erp dbo.leer → /out/leer',
      '▸ erp.cities  mssql 127.0.0.1/erp dbo.cities → /out/cities',
      '    /out/leer/a.parquet',
      '    /out/orders/a.parquet',
      '    /out/orders/b.parquet',
    ],
  )
})

test('colour is in the words, never in the widths', () => {
  const plain = frame(tallyOf(MIDDLE), at(2.6), 120, 24, PLAIN)
  const colored = frame(tallyOf(MIDDLE), at(2.6), 120, 24, picocolors.createColors(true))
  assert.notDeepEqual(colored, plain)
  assert.deepEqual(colored.map(textWidth), plain.map(textWidth))
})

/** A stream with a terminal's size that keeps what is written. */
class Terminal extends PassThrough {
  readonly isTTY = true
  readonly fd = 2
  columns = 100
  rows = 24

  text(): string {
    return String(this.read() ?? '')
  }
}

test('the display draws, keeps finished lines and clears the moving part when it closes', async () => {
  const terminal = new Terminal()
  const display = new TerminalDisplay(terminal, false, PLAIN)
  display.event(runStarted(0, { entities: 2 }))
  display.event(started('orders', 0))
  let seen = ''
  while (!seen.includes('▸ erp.orders')) {
    await new Promise(resolve => setTimeout(resolve, 10))
    seen += terminal.text()
  }
  display.event(finished('orders', 1, { rows: 5 }))
  assert.match(terminal.text(), /✓ erp\.orders {2}5 rows/)
  display.say('Stopping.')
  assert.match(terminal.text(), /Stopping\.\n/)
  display.event(runFinished(1))
  display.close()
  const erased = terminal.text()
  assert.ok(erased.includes('\u001b[2K'), JSON.stringify(erased))
  display.close()
  await new Promise(resolve => setTimeout(resolve, 450))
  assert.equal(terminal.text(), '', 'nothing is drawn after the end')
})
