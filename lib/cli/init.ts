/** `hygge-run init`: writes a workspace to start from, and says what to do next. */
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { step } from '../disk.ts'
import { ConfigError } from '../errors.ts'
import { Redactor } from '../report/redact.ts'
import type { InitArguments } from './init-arguments.ts'
import { schemaText } from './schema.ts'
import type { Screen } from './screen.ts'
import { listenForSignals } from './signals.ts'

/** @throws {ConfigError} `INIT_EXISTS` before anything is written or asked */
export async function initFolder({ folder, from, force }: InitArguments, screen: Screen): Promise<number> {
  const paths = { flows: join(folder, 'flows.yml'), schema: join(folder, 'flows.schema.json') }
  // The schema is ours and the same for all: only what a person may have written is guarded.
  if (!force && existsSync(paths.flows)) throw exists(paths.flows)
  const { text, next } = from === null ? await sample() : await surveyed(from, screen)
  await step('make folder', folder, () => mkdir(folder, { recursive: true }))
  await step('write', paths.flows, () => writeFile(paths.flows, text, { flag: force ? 'w' : 'wx' }))
  await step('write', paths.schema, async () => writeFile(paths.schema, await schemaText('flows')))
  const steps = [...next, `hygge-run ${paths.flows} --dry-run`, `hygge-run ${paths.flows}`]
  await screen.out.send(`Wrote ${paths.flows} and ${paths.schema}. Next:\n${steps.map(line => `  ${line}\n`).join('')}`)
  return 0
}

async function sample() {
  const { SAMPLE } = await import('../init/sample.ts')
  return { text: SAMPLE, next: ['put your server and tables into it, and set ERP_PASSWORD'] }
}

async function surveyed(url: string, screen: Screen) {
  const { connectionOfUrl } = await import('../mssql/url.ts')
  const connection = connectionOfUrl(url)
  const { authentication } = connection
  if (authentication.type === 'sql') screen.redactor = new Redactor([authentication.password])
  const [{ survey }, { passwordVariable, workspaceText }] = await Promise.all([
    import('../init/survey.ts'),
    import('../init/workspace-text.ts'),
  ])
  const interruption = listenForSignals(text => screen.err.write(`${text}\n`))
  try {
    const found = await survey(connection, interruption.signal)
    const text = workspaceText(found, new Date().toISOString().slice(0, 10))
    return { text, next: authentication.type === 'sql' ? [`export ${passwordVariable(connection)}=…`] : [] }
  } finally {
    interruption.release()
  }
}

function exists(path: string): ConfigError {
  return new ConfigError('INIT_EXISTS', `${path} is there already.`, {
    advice: 'Name another folder, or add --force to write over it.',
    facts: { path },
  })
}
