/** A folder with a flows file, `hygge-run` on it as a real process, and what it leaves. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { EntityFinished, RunEvent, RunFinished } from '../../../lib/events.ts'
import eventsSchema from '../../../schemas/events.schema.json' with { type: 'json' }
import { type Ended, Program } from '../../cli/process.ts'

const made: string[] = []
process.once('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

/** A folder that goes with the process. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `hygge-e2e-${name}-`))
  made.push(folder)
  return folder
}

/** Paths of all files below a folder, relative to it, with a checksum of their bytes. */
export function contentsOf(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name)).sort()
  return Object.fromEntries(
    paths.map(path => [relative(folder, path), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  )
}

const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(eventsSchema)

/** Fails unless the events schema takes it. */
export function assertEvent(event: unknown): void {
  const valid: boolean = validate(event)
  assert.ok(valid, `${JSON.stringify(event)}: ${JSON.stringify(validate.errors)}`)
}

/** The lines of `--json`, each held to the schema. */
export function eventsOf(stdout: string): RunEvent[] {
  const lines = stdout.split('\n')
  assert.equal(lines.pop(), '', 'the last line ends')
  return lines.map(line => {
    const event: RunEvent = JSON.parse(line)
    assertEvent(event)
    return event
  })
}

export interface Outcome extends Ended {
  events: RunEvent[]
  /** `entity.finished` by `flow.entity`. */
  entities: Record<string, EntityFinished>
  end: RunFinished
}

export class Project {
  readonly folder: string
  readonly file: string

  constructor(name: string) {
    this.folder = temporaryFolder(name)
    this.file = join(this.folder, 'flows.yml')
  }

  /** Writes the flows file; JSON is YAML. */
  write(flows: unknown): this {
    writeFileSync(this.file, JSON.stringify(flows, null, 2))
    return this
  }

  /** Starts `hygge-run flows.yml --json …`. */
  start(words: string[] = [], env: NodeJS.ProcessEnv = {}): Program {
    return new Program('bin/hygge-run.ts', [this.file, '--json', ...words], env)
  }

  /** Runs it to its end. */
  async run(words: string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    return outcomeOf(await this.start(words, env).ended())
  }

  path(...names: string[]): string {
    return join(this.folder, ...names)
  }
}

/** What a run said, with `run.started` first and `run.finished` last, once each, and the exit code that it announced. */
export function outcomeOf(ended: Ended): Outcome {
  const events = eventsOf(ended.stdout)
  const end = events.at(-1)
  assert.ok(end?.type === 'run.finished', `the last event is ${JSON.stringify(end)}; stderr: ${ended.stderr}`)
  assert.equal(events[0]?.type, 'run.started')
  assert.equal(ended.code, end.exit_code)
  const finished = events.filter(event => event.type === 'entity.finished')
  return { ...ended, events, end, entities: Object.fromEntries(finished.map(e => [`${e.flow}.${e.entity}`, e])) }
}
