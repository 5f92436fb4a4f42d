import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RunEvent } from '../../lib/events.ts'
import { colorsFor, PLAIN } from '../../lib/report/colors.ts'
import { heartbeat, PlainDisplay, plainLines } from '../../lib/report/plain.ts'
import { Tally } from '../../lib/report/tally.ts'
import {
  at,
  broken,
  finished,
  milestone,
  mirrored,
  progress,
  recorded,
  retried,
  runStarted,
  started,
} from './events.ts'

/** What a display would write for the events. */
function lines(events: RunEvent[], verbose: boolean): string[] {
  const tally = new Tally()
  return events.flatMap(event => {
    const texts = plainLines(event, tally, verbose, PLAIN)
    tally.add(event)
    return texts
  })
}

test('one line per start and finish', () => {
  assert.deepEqual(lines(recorded(), false), [
    '2026-11-02T12:00:00Z RUN     erp: 3 entities · 4 side by side · 2 encoding threads · at most 512 MB of rows in memory',
    '2026-11-02T12:00:00Z START   erp.orders: full_drop · mssql 127.0.0.1/erp dbo.orders → /out/orders · ≈3,000,000 rows',
    '2026-11-02T12:00:00Z         note: OrderDate: cut to microseconds',
    '2026-11-02T12:00:00Z START   erp.leer: full_drop · mssql 127.0.0.1/erp dbo.leer → /out/leer',
    '2026-11-02T12:00:00Z START   erp.cities: full_drop · mssql 127.0.0.1/erp dbo.cities → /out/cities',
    '2026-11-02T12:00:01Z EMPTY   erp.leer: the source gave no rows · 1 file with the columns only · 1.0s',
    '2026-11-02T12:00:03Z FAILED  erp.cities: Transaction was deadlocked and has been chosen as the victim. · after 2.3s',
    '2026-11-02T12:00:08Z OK      erp.orders: 3,012,345 rows · 2 files · 61.2 MB · 7.5s · 402k rows/s · 12 values lost precision',
  ])
})

test('verbose adds the run and its files; a note is told once', () => {
  const plain = new Set(lines(recorded(), false))
  assert.deepEqual(
    lines(recorded(), true).filter(line => !plain.has(line)),
    [
      '2026-11-02T12:00:00Z         run 20261102T120000Z-0badcafe, hygge 0.1.0',
      '2026-11-02T12:00:01Z         /out/leer/a.parquet (0 rows)',
      '2026-11-02T12:00:08Z         /out/orders/a.parquet (2,000,000 rows)',
      '2026-11-02T12:00:08Z         /out/orders/b.parquet (1,012,345 rows)',
    ],
  )
})

test('a try that failed has a line, and the end says how many there were', () => {
  const events = [retried('a', 1, { attempt: 2, wait_seconds: 3 }), finished('a', 5, { rows: 1, attempts: 3 })]
  const [first, last] = lines(events, false)
  const message = 'Transaction was deadlocked and has been chosen as the victim.'
  assert.equal(first, `2026-11-02T12:00:01Z RETRY   erp.a: ${message} · again in 3.0s, try 3 of 5`)
  assert.match(last ?? '', / · 3 tries$/)
})

test('a flow that is left out is told with its problems', () => {
  assert.deepEqual(lines([broken(1)], false), [
    '2026-11-02T12:00:01Z BROKEN  The flow crm cannot run and is left out; this run does not need it:',
    '2026-11-02T12:00:01Z             /w/flows/crm/flow.yml:3:7: flows.crm.store.pth: unknown key',
  ])
})

test('milestones have a line, the higher, the fewer', () => {
  const millions = [1, 2, 9, 10, 11, 20, 99, 100, 110, 300]
  assert.deepEqual(
    lines(
      millions.map(number => milestone(12, number * 1e6)),
      false,
    ),
    [1, 2, 9, 10, 20, 100, 300].map(number => `2026-11-02T12:00:12Z ROWS    ${number} million rows so far · 12.0s`),
  )
})

test("a journal's table is told when it failed; when it went well, only when asked for", () => {
  const error = { code: 'LAKE', message: 'The lake is shut.\nMore of it.', advice: 'Open it.' }
  const told =
    "JOURNAL The journal's table does not have the run yet: The lake is shut. · the next run brings it, and this one does not fail of it"
  assert.deepEqual(lines([mirrored(2)], false), [])
  assert.deepEqual(lines([mirrored(2, { error })], false), [`2026-11-02T12:00:02Z ${told}`])
  const [well] = lines([mirrored(2)], true)
  assert.equal(
    well,
    "2026-11-02T12:00:02Z JOURNAL The journal's table has the run (3 rows sent): https://lake/db/Files/LandingZone/j",
  )
})

test('a note that is new at the end is always told', () => {
  const events = [
    started('a', 0, { notes: ['known'] }),
    finished('a', 1, { rows: 1, notes: ['known', 'Staging stayed.'] }),
  ]
  assert.equal(lines(events, false).at(-1), '2026-11-02T12:00:01Z         note: Staging stayed.')
  assert.equal(lines(events, false).length, 4)
})

test('of many notes at the start the first is told, all of them when asked for', () => {
  const events = [started('a', 0, { notes: ['Took over from a run that died', 'x: cut', 'y: cut'] })]
  assert.deepEqual(lines(events, false).slice(1), [
    '2026-11-02T12:00:00Z         note: Took over from a run that died',
    '2026-11-02T12:00:00Z         and 2 more notes; -v shows them',
  ])
  assert.equal(lines(events, true).length, 4)
})

test('skipped and empty increments are said as what they are', () => {
  const events = [
    finished('a', 1, {
      status: 'skipped',
      error: { code: 'INTERRUPTED', message: 'The run was interrupted by SIGINT.' },
    }),
    finished('b', 1, { status: 'empty', mode: 'incremental', seconds: 0.2 }),
  ]
  assert.deepEqual(lines(events, false), [
    '2026-11-02T12:00:01Z SKIPPED erp.a: not run · The run was interrupted by SIGINT.',
    '2026-11-02T12:00:01Z EMPTY   erp.b: nothing is new · nothing was added · 200ms',
  ])
})

test('names cannot steer the terminal', () => {
  const [line = ''] = lines([started('a\u001b[2J', 0)], false)
  assert.match(line, /erp\.a\\u001b\[2J:/)
  assert.doesNotMatch(line, /\p{Cc}/u)
})

test('the heartbeat has the totals, and the time left once it can be known', () => {
  const tally = new Tally()
  for (const event of recorded().slice(0, 7)) tally.add(event)
  assert.equal(
    heartbeat(tally, at(2.6)),
    '2026-11-02T12:00:02Z ALIVE   1 of 3 finished · 2 running · 900k rows · 18.0 MB · 346k rows/s · 6.9 MB/s · 2s',
  )
  tally.add(finished('cities', 3))
  assert.match(heartbeat(tally, at(3)), / · 300k rows\/s · 6\.0 MB\/s · 3s · ETA ≈7s$/)
})

test('the display beats while the run goes on, and is silent before, after and when closed', async () => {
  const written: string[] = []
  const display = new PlainDisplay({ write: text => written.push(text) }, false, PLAIN, 1)
  const beats = () => written.filter(text => text.includes(' ALIVE ')).length
  const pause = (ms = 20) => new Promise(resolve => setTimeout(resolve, ms))
  await pause()
  assert.equal(beats(), 0)
  display.event(runStarted())
  display.event(started('orders', 0))
  display.event(progress('orders', 1, 10, 100))
  while (beats() === 0) await pause(1)
  for (const event of recorded().slice(-1)) display.event(event)
  const ended = beats()
  await pause()
  assert.equal(beats(), ended)
  display.close()
  display.close()
  display.say('Stopping.')
  assert.equal(written.at(-1), 'Stopping.\n')
})

test('colours: NO_COLOR wins, FORCE_COLOR decides next, then the terminal', () => {
  const on = (isTTY: boolean, env: NodeJS.ProcessEnv) => colorsFor({ isTTY }, env).isColorSupported
  assert.equal(on(true, {}), true)
  assert.equal(on(false, {}), false)
  assert.equal(on(true, { TERM: 'dumb' }), false)
  assert.equal(on(true, { NO_COLOR: '1' }), false)
  assert.equal(on(true, { NO_COLOR: '' }), true)
  assert.equal(on(false, { FORCE_COLOR: '1' }), true)
  assert.equal(on(true, { FORCE_COLOR: '0' }), false)
  assert.equal(on(true, { NO_COLOR: '1', FORCE_COLOR: '1' }), false)
})
