/** The report of a run: one HTML page that needs nothing else, no network and no script. Pure. */
import { stringify } from 'yaml'
import type { EntityStatus } from '../../events.ts'
import { formatBytes, formatCompact, formatCount, formatDuration, plural } from '../format.ts'
import { statusWords } from '../table.ts'
import { entityName } from '../tally.ts'
import { chart } from './chart.ts'
import { escaped } from './markup.ts'
import type { Moment, RecordedEntity, Recording } from './recording.ts'
import { STYLE } from './style.ts'
import { timeline } from './timeline.ts'

/** No rate is told from less, in seconds. */
const LEAST = 0.5

export function reportPage(recording: Recording): string {
  const { run, end, entities, moments } = recording
  const failures = entities.filter(({ finished }) => finished.status === 'failed' || finished.error)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(run.name)}: ${escaped(verdict(recording).text)} · hygge</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
${head(recording)}
${failures.length > 0 ? `<section aria-labelledby="failures"><h2 id="failures">What went wrong</h2>${failures.map(failure).join('\n')}</section>` : ''}
<section aria-labelledby="timeline"><h2 id="timeline">Timeline</h2>${timeline(entities, end.seconds)}</section>
<section aria-labelledby="curves"><h2 id="curves">Throughput and memory</h2>
${throughput(moments, end.seconds)}
${memory(moments, end.seconds, run.memory)}</section>
<section aria-labelledby="receipts"><h2 id="receipts">Receipts</h2>${receipts(entities)}</section>
<section aria-labelledby="configuration"><h2 id="configuration">Configuration</h2>
<details><summary>As it was used; secrets are covered</summary><pre>${escaped(stringify(recording.configuration))}</pre></details></section>
</main>
</body>
</html>
`
}

function verdict({ end }: Recording): { text: string; tone: EntityStatus } {
  if (end.exit_code === 130 || end.exit_code === 143) return { text: 'interrupted', tone: 'failed' }
  if (end.failed > 0)
    return { text: `${end.failed} of ${end.ok + end.empty + end.failed + end.skipped} failed`, tone: 'failed' }
  if (end.exit_code !== 0) return { text: `ended with exit code ${end.exit_code}`, tone: 'failed' }
  return { text: 'all well', tone: 'ok' }
}

function head(recording: Recording): string {
  const { run, end, machine, command } = recording
  const { text, tone } = verdict(recording)
  const rate = end.seconds > 0 ? `${formatCompact(end.rows / end.seconds)}/s` : '-'
  const facts: [string, string][] = [
    ['rows', formatCount(end.rows)],
    ['entities', formatCount(end.ok + end.empty + end.failed + end.skipped)],
    ['files', formatCount(end.files)],
    ['bytes written', formatBytes(end.bytes)],
    ['time', formatDuration(end.seconds)],
    ['rows per second', rate],
  ]
  const where = `hygge ${run.version} · Node ${machine.node} on ${machine.platform} · ${plural(machine.cores, 'core')} · ${plural(run.workers, 'encoding thread')} · ${run.concurrency} side by side`
  return `<header>
<h1>${escaped(run.name)} <span class="verdict ${tone}">${escaped(text)}</span></h1>
<p class="dim"><time datetime="${escaped(run.time)}">${escaped(run.time.replace('T', ' ').slice(0, 19))} UTC</time> · run ${escaped(run.run)}</p>
<p class="dim">${escaped(where)}</p>
<p><code>${escaped(command)}</code></p>
<dl class="facts">${facts.map(([name, value]) => `<div><dt>${escaped(name)}</dt><dd>${escaped(value)}</dd></div>`).join('')}</dl>
</header>`
}

/** Rows per second between neighbours. */
function throughput(moments: readonly Moment[], seconds: number): string {
  const points: { at: number; value: number }[] = []
  let before = moments[0]
  for (const moment of moments.slice(1)) {
    const time = before ? moment.at - before.at : 0
    // What is left at the end may be a blink, and its rate nothing but noise.
    if (!before || (time < LEAST && points.length > 0)) continue
    points.push({
      at: (before.at + moment.at) / 2,
      value: Math.max(0, moment.rows - before.rows) / Math.max(0.001, time),
    })
    before = moment
  }
  const most = Math.max(0, ...points.map(({ value }) => value))
  return chart({
    title: 'Rows per second',
    description: `at most ${formatCompact(most)} rows per second`,
    seconds,
    lines: [{ label: 'read', tone: 'a', points, area: true }],
    format: formatCompact,
  })
}

function memory(moments: readonly Moment[], seconds: number, limit: number): string {
  const rss = moments.map(({ at, rss }) => ({ at, value: rss }))
  const held = moments.map(({ at, held }) => ({ at, value: held }))
  const most = (points: { value: number }[]) => formatBytes(Math.max(0, ...points.map(({ value }) => value)))
  return chart({
    title: 'Memory',
    description: `the process at most ${most(rss)}, rows in memory at most ${most(held)} of a budget of ${formatBytes(limit)}`,
    seconds,
    lines: [
      { label: 'of the process', tone: 'a', points: rss },
      { label: 'rows in memory', tone: 'b', points: held, area: true },
    ],
    // A budget far above everything would press the curves flat.
    ...(limit < 3 * Math.max(...rss.map(({ value }) => value))
      ? { limit: { label: `budget ${formatBytes(limit)}`, value: limit } }
      : {}),
    format: formatBytes,
  })
}

function receipts(entities: readonly RecordedEntity[]): string {
  const numbers = ['rows', 'files', 'bytes', 'seconds', 'tries', 'cut values']
  const rows = entities.map(({ finished }) => {
    const { mode, status, rows, files, bytes, seconds, attempts, altered } = finished
    const cells = [
      formatCount(rows),
      formatCount(files.length),
      formatBytes(bytes),
      seconds.toFixed(1),
      formatCount(attempts),
      formatCount(altered),
    ]
    return `<tr><th scope="row">${escaped(entityName(finished))}</th><td>${mode}</td>${cells.map(cell => `<td class="n">${escaped(cell)}</td>`).join('')}<td class="${status}">${escaped(statusWords(finished))}</td></tr>`
  })
  const heads = ['entity', 'mode', ...numbers, 'status'].map(
    name => `<th scope="col"${numbers.includes(name) ? ' class="n"' : ''}>${name}</th>`,
  )
  return `<div class="scroll" role="region" aria-label="Receipts of all entities" tabindex="0"><table><caption>One row for each entity, in the order in which they began.</caption>
<thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>${notes(entities)}`
}

function notes(entities: readonly RecordedEntity[]): string {
  const noted = entities.filter(({ finished }) => finished.notes.length > 0)
  if (noted.length === 0) return ''
  const items = noted.map(
    ({ finished }) =>
      `<li><strong>${escaped(entityName(finished))}</strong><ul>${finished.notes.map(note => `<li>${escaped(note)}</li>`).join('')}</ul></li>`,
  )
  return `<details><summary>Notes on ${plural(noted.length, 'entity', 'entities')}</summary><ul>${items.join('')}</ul></details>`
}

function failure({ finished, retries }: RecordedEntity): string {
  const { error, status } = finished
  const { code, message, advice, ...rest } = error ?? { code: 'UNEXPECTED', message: 'no reason was given' }
  const facts = Object.entries(rest).filter(([, value]) => value !== null && value !== undefined && value !== '')
  const rows: [string, string][] = [
    ...(advice === undefined ? [] : [['do', advice] as [string, string]]),
    ...retries.map(({ attempt, of, error }): [string, string] => [`try ${attempt} of ${of}`, error.message]),
    ...facts.map(([key, value]): [string, string] => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
  ]
  return `<article class="advice"><h3><span class="${status}">${escaped(code)}</span> · ${escaped(entityName(finished))}</h3>
<p>${escaped(message)}</p><dl>${rows.map(([name, text]) => `<dt>${escaped(name)}</dt><dd>${escaped(text)}</dd>`).join('')}</dl></article>`
}
