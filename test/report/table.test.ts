import assert from 'node:assert/strict'
import { test } from 'node:test'
import picocolors from 'picocolors'
import { PLAIN } from '../../lib/report/colors.ts'
import { renderTable, statusWords } from '../../lib/report/table.ts'
import { Tally } from '../../lib/report/tally.ts'
import { textWidth } from '../../lib/report/width.ts'
import { finished, recorded, runFinished } from './events.ts'

function table(width: number): string {
  const tally = new Tally()
  for (const event of recorded()) tally.add(event)
  assert.ok(tally.end)
  return renderTable(tally.finished, tally.end, PLAIN, width)
}

test('the receipt: a row per entity, aligned, and the summary', () => {
  assert.equal(
    table(Number.POSITIVE_INFINITY),
    `\
entity      mode            rows  files    MB  seconds  rows/s  status
erp.orders  full_drop  3,012,345      2  61.2     7.50    402k  ok
erp.leer    full_drop          0      1  0.00     1.00       -  empty
erp.cities  full_drop          0      0  0.00     2.30       -  failed

Done. OK=1 EMPTY=1 FAILED=1 of 3 · 3.0M rows · 61.2 MB · 8.0s
`,
  )
})

test('long and wide names are aligned by cells and cut to the terminal', () => {
  const events = [finished('注文明細'.repeat(10), 1, { rows: 1 }), finished('a', 1, { rows: 1 })]
  const end = runFinished(1, { ok: 2, empty: 0, failed: 0, rows: 2, exit_code: 0 })
  const [head = '', wide = '', narrow = ''] = renderTable(events, end, PLAIN, 72).split('\n')
  assert.ok(textWidth(head) <= 72 && textWidth(wide) <= 72)
  assert.match(wide, /^erp\.[注文明細]+… +full_drop/)
  assert.equal(textWidth(wide.slice(0, wide.indexOf('full_drop'))), narrow.indexOf('full_drop'))
  assert.equal(textWidth(renderTable(events, end, PLAIN, Number.POSITIVE_INFINITY).split('\n')[1] ?? '') > 72, true)
})

test('the summary tells interruptions and skipped entities', () => {
  const end = runFinished(131, { ok: 1, empty: 0, failed: 1, skipped: 11, rows: 1, bytes: 5, exit_code: 130 })
  assert.equal(
    renderTable([], end, PLAIN, 80),
    'Interrupted. OK=1 EMPTY=0 FAILED=1 SKIPPED=11 of 13 · 1 row · 5 B · 2m11s\n',
  )
})

test('colour follows the status and does not move a column', () => {
  const tally = new Tally()
  for (const event of recorded()) tally.add(event)
  assert.ok(tally.end)
  const colors = picocolors.createColors(true)
  const colored = renderTable(tally.finished, tally.end, colors, 200).split('\n')
  assert.ok(colored[1]?.endsWith(colors.green('ok')))
  assert.ok(colored[2]?.endsWith(colors.yellow('empty')))
  assert.ok(colored[3]?.endsWith(colors.red('failed')))
  assert.deepEqual(colored.map(textWidth), table(200).split('\n').map(textWidth))
})

test('the status tells what looking again has found', () => {
  const receipt = { verify: 'rows' as const, rows: 1, stored: 1, source: null, differences: [], remarks: [] }
  const words = (more: Parameters<typeof finished>[2]) => statusWords(finished('a', 1, more))
  assert.equal(words({}), 'ok')
  assert.equal(words({ receipts: [receipt] }), 'ok ✓')
  assert.equal(
    words({ receipts: [receipt, { ...receipt, verify: 'full' }], recovered: [{ run: 'r', how: 'resumed' }] }),
    'ok ✓ full, resumed',
  )
  assert.equal(
    words({ status: 'failed', receipts: [{ ...receipt, differences: ['it differs'] }, receipt] }),
    'failed ✗ differs',
  )
})
