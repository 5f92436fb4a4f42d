import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { clock, clockTicks, ticks } from '../../../lib/report/html/axis.ts'
import { reportPage } from '../../../lib/report/html/page.ts'
import { Recorder } from '../../../lib/report/html/recording.ts'
import { at, finished, runFinished, runStarted } from '../events.ts'
import { HOSTILE, recorded } from './recorded.ts'

describe('the report', () => {
  const page = reportPage(recorded())

  it('needs nothing from anywhere, and runs nothing', () => {
    assert.ok(!/<script|<link(?! rel="icon" href="data:,")|@import|url\(|https?:\/\//.test(page))
  })

  it('shows text from outside as text', () => {
    assert.ok(!page.includes(HOSTILE) && !page.includes('\u202e'))
    assert.ok(page.includes('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quoted&quot;'))
  })

  it('says how it ended, what went wrong and what to do, and has a row for every entity', () => {
    for (const text of [
      '1 of 5 failed',
      '2,520,000',
      'SQL_ERROR',
      'Grant SELECT.',
      'try 1 of 5',
      'hygge-run flows.yml --report run.html',
    ])
      assert.ok(page.includes(text), text)
    const rows = [...page.matchAll(/<tr><th scope="row">([^<]*)/g)].map(match => match[1])
    assert.equal(rows.length, 5)
    assert.deepEqual(rows.slice(0, 2), ['erp.customers', 'erp.orders'])
    assert.ok(page.includes('<td class="skipped">skipped'))
  })

  it('shows the ranges of an entity in their order, at their times', () => {
    const titles = [...page.matchAll(/<title>(erp\.orders, range[^<]*)<\/title><rect[^>]* x="([\d.]+)"/g)]
    assert.deepEqual(
      titles.map(([, title]) => title),
      ['erp.orders, range 1: 1,100,000 rows in 56.0s', 'erp.orders, range 2: 1,300,000 rows in 53.0s'],
    )
    assert.deepEqual([...new Set(titles.map(([, , x]) => x))].length, 1, 'both began after two seconds')
    assert.equal(recorded().entities.find(({ finished }) => finished.entity === 'orders')?.ranges.length, 2)
    const svg = /<svg viewBox="0 0 960 (\d+)" role="img" aria-label="Timeline/.exec(page)
    assert.equal(Number(svg?.[1]), 24 + 4 * 22 + 2 * 8 + 8)
  })

  it('says that all is well when it is', () => {
    const recorder = new Recorder()
    recorder.add(runStarted(0))
    recorder.add(runFinished(1, { ok: 0, empty: 0, failed: 0, skipped: 0, rows: 0, bytes: 0, exit_code: 0 }))
    const about = { command: 'x', machine: { node: '24', platform: 'linux', cores: 1 }, configuration: {} }
    const page = reportPage(recorder.recording(about))
    assert.ok(page.includes('<span class="verdict ok">all well'))
    assert.ok(!page.includes('What went wrong'))
  })
})

describe('the recording', () => {
  it('stays small however long the run is', () => {
    const recorder = new Recorder()
    recorder.add(runStarted(0))
    for (let second = 1; second <= 50_000; second++) {
      const time = new Date(at(second)).toISOString()
      recorder.add({ type: 'run.progress', time, run: 'r', rows: second, bytes: second, rss: 1, held: 1 })
    }
    recorder.add(finished('orders', 50_000, { rows: 50_000, seconds: 49_999 }))
    recorder.add(runFinished(50_000, { rows: 50_000, seconds: 50_000 }))
    const { moments } = recorder.recording({
      command: '',
      machine: { node: '', platform: '', cores: 1 },
      configuration: null,
    })
    assert.ok(moments.length > 500 && moments.length <= 1202, String(moments.length))
    assert.ok(moments.every(({ at }, i) => i === 0 || at > moments[i - 1]!.at))
    assert.deepEqual([moments[0]?.at, moments.at(-1)?.at, moments.at(-1)?.rows], [0, 50_000, 50_000])
  })
})

describe('axes', () => {
  it('have round numbers', () => {
    assert.deepEqual(ticks(950_000, 4), [0, 500_000])
    assert.deepEqual(ticks(4, 4), [0, 1, 2, 3, 4])
    assert.deepEqual(ticks(0, 4), [0])
    assert.deepEqual(clockTicks(60, 8), [0, 10, 20, 30, 40, 50, 60])
    assert.deepEqual([0.5, 40, 90, 7500].map(clock), ['0.5s', '40s', '1:30', '2:05:00'])
  })
})
