/** `--report run.html`: the page, and `run.json` beside it. */
import { mkdir, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { dirname, extname } from 'node:path'
import { step } from '../disk.ts'
import { ConfigError } from '../errors.ts'
import { reportPage } from '../report/html/page.ts'
import { Recorder } from '../report/html/recording.ts'
import { COVER, type Redactor } from '../report/redact.ts'
import { isSecretKey } from '../workspace/secrets.ts'
import type { Workspace } from '../workspace/workspace.ts'

export class ReportFile {
  readonly recorder = new Recorder()
  readonly #html: string
  readonly #json: string

  private constructor(html: string, json: string) {
    this.#html = html
    this.#json = json
  }

  /** Makes the folder, so that a place that cannot be written to is told before anything moves. @throws {ConfigError} {DiskError} */
  static async at(path: string): Promise<ReportFile> {
    const ending = extname(path)
    if (!/^\.html?$/i.test(ending)) {
      throw new ConfigError('REPORT_NAME', `--report ${path} is not the name of a page.`, {
        advice: 'Name a file that ends in .html; a .json of the same name is written beside it.',
      })
    }
    await step('make folder', dirname(path), () => mkdir(dirname(path), { recursive: true }))
    await step('write', path, () => writeFile(path, '', { flag: 'a' }))
    return new ReportFile(path, `${path.slice(0, -ending.length)}.json`)
  }

  /** Writes both. Only what cannot be shown otherwise is left out: secrets. */
  async write(workspace: Workspace, command: string, redactor: Redactor): Promise<void> {
    const { name, options, journal, connections, entities } = workspace
    const recording = this.recorder.recording({
      command: redactor.text(command),
      machine: { node: process.versions.node, platform: process.platform, cores: availableParallelism() },
      configuration: covered({ name, options, journal, connections, entities }, '', undefined, redactor),
    })
    await step('write', this.#json, () => writeFile(this.#json, `${JSON.stringify(recording, null, 1)}\n`))
    await step('write', this.#html, () => writeFile(this.#html, reportPage(recording)))
  }
}

/** Plain data with everything covered that is a secret by its key or by its value. */
function covered(value: unknown, key: string, parent: string | undefined, redactor: Redactor): unknown {
  if (Array.isArray(value)) return value.map((item, index) => covered(item, String(index), key, redactor))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, covered(item, name, key, redactor)]))
  if (value !== undefined && isSecretKey(key, parent)) return COVER
  return typeof value === 'string' ? redactor.text(value) : value
}
