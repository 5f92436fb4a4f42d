/** What a check found, for people: ✓ and ✗, and below each ✗ how to put it right. */
import type { Checked } from '../check/check.ts'
import type { Hop, HopStatus } from '../check/hop.ts'
import type { Colors } from './colors.ts'
import { plural } from './format.ts'
import { padEnd, printable, printableLines, textWidth } from './width.ts'

/** One thing with its hops. */
export function renderChecked({ subject, hops }: Checked, colors: Colors): string {
  const width = Math.max(...hops.map(({ name }) => textWidth(name)))
  return `${[colors.bold(printable(subject)), ...hops.flatMap(hop => hopLines(hop, width, colors))].join('\n')}\n`
}

/** How many hops there were, and what became of them. */
export function renderCheckSummary(all: readonly Checked[], colors: Colors): string {
  const hops = all.flatMap(({ hops }) => hops)
  const count = (status: HopStatus) => hops.filter(hop => hop.status === status).length
  const [failed, warned, skipped] = [count('failed'), count('warned'), count('skipped')]
  const parts = [
    `${plural(hops.length, 'hop')} tried`.replace(/^(\d+)/, String(hops.length - skipped)),
    failed > 0 ? colors.red(`${failed} failed`) : 'none failed',
    ...(warned > 0 ? [`${warned} to look at`] : []),
    ...(skipped > 0 ? [`${skipped} not tried`] : []),
  ]
  return `\n${parts.join(' · ')}\n`
}

function hopLines({ name, status, detail, advice }: Hop, width: number, colors: Colors): string[] {
  const [first = '', ...rest] = printableLines(detail)
  const indent = ' '.repeat(width + 6)
  return [
    `  ${mark(status, colors)} ${colors.dim(padEnd(name, width))}  ${status === 'failed' ? colors.red(first) : first}`,
    ...rest.map(line => `${indent}${line}`),
    ...(advice === undefined ? [] : [`${indent}${colors.dim('do:')} ${printable(advice)}`]),
  ]
}

function mark(status: HopStatus, colors: Colors): string {
  switch (status) {
    case 'ok':
      return colors.green('✓')
    case 'warned':
      return colors.yellow('!')
    case 'failed':
      return colors.red('✗')
    case 'skipped':
      return colors.dim('-')
  }
}
