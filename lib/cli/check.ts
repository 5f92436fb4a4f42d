/** `hygge-run check`: tries what a run needs; the answer is the exit code. */
import { type Checked, check } from '../check/check.ts'
import { renderChecked, renderCheckSummary } from '../report/check.ts'
import { plural } from '../report/format.ts'
import { Redactor, secretsOf } from '../report/redact.ts'
import { loadWorkspace } from '../workspace/load.ts'
import { findWorkspace } from '../workspace/locate.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { brokenFlows } from './broken.ts'
import type { CheckArguments } from './check-arguments.ts'
import type { Screen } from './screen.ts'
import { listenForSignals } from './signals.ts'

/** @throws what kept the check from beginning */
export async function checkFile(wanted: CheckArguments, screen: Screen): Promise<number> {
  const { json, timeout, select, exclude } = wanted
  const interruption = listenForSignals(text => screen.err.write(`${text}\n`))
  try {
    const file = wanted.file ?? (await findWorkspace(process.cwd()))
    const workspace = await loadWorkspace(file, { env: screen.env, set: wanted.set, partly: true })
    screen.redactor = new Redactor(secretsOf(workspace))
    const broken = brokenFlows(workspace)
    const configuration: Checked = {
      subject: file,
      hops: [configurationHop(workspace, broken.length > 0 ? broken.join('\n') : undefined)],
    }
    const all: Checked[] = []
    const tell = async (checked: Checked) => {
      all.push(checked)
      await screen.out.send(
        json ? jsonLines(checked, screen) : screen.redactor.text(`\n${renderChecked(checked, screen.outColors)}`),
      )
    }
    await tell(configuration)
    const selection = { ...(select.length > 0 ? { select } : {}), ...(exclude.length > 0 ? { exclude } : {}) }
    for await (const checked of check(workspace, { ...selection, timeout, signal: interruption.signal }))
      await tell(checked)
    if (!json) await screen.out.send(renderCheckSummary(all, screen.outColors))
    return all.some(({ hops }) => hops.some(({ status }) => status === 'failed')) ? 1 : 0
  } finally {
    interruption.release()
  }
}

function configurationHop({ entities, patterns }: Workspace, broken: string | undefined): Checked['hops'][0] {
  const hop = { name: 'configuration', seconds: 0 }
  if (broken !== undefined)
    return { ...hop, status: 'failed', detail: broken, advice: 'Correct the flow, or remove it.' }
  const named = plural(entities.length, 'entity', 'entities')
  const more = patterns === undefined ? '' : ` and ${plural(patterns.all.length, 'pattern')} of tables`
  return { ...hop, status: 'ok', detail: `it loads, with ${named}${more}` }
}

function jsonLines({ subject, hops }: Checked, { redactor }: Screen): string {
  return hops
    .map(({ detail, advice, ...hop }) => {
      const texts = {
        detail: redactor.text(detail),
        ...(advice === undefined ? {} : { advice: redactor.text(advice) }),
      }
      return `${JSON.stringify({ type: 'check.hop', subject, ...hop, ...texts })}\n`
    })
    .join('')
}
