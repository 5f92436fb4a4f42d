/** Everything that a run of the selected entities needs, tried before it is needed: servers, tables, stores, journal. */
import { randomBytes } from 'node:crypto'
import { errorFacts, JournalError } from '../errors.ts'
import type { Lost } from '../flow/coordinator.ts'
import type { Flow } from '../flow/flow.ts'
import { journalsOf } from '../flow/journals.ts'
import { type RunOptions, withFlows } from '../flow/run.ts'
import type { Folder } from '../journal/folder.ts'
import type { EntityPlan } from '../plan/plan.ts'
import { boundsInWords } from '../plan/watermark.ts'
import type { Entity, Workspace } from '../workspace/workspace.ts'
import { type Hop, type Step, walk } from './hop.ts'
import { serverSteps } from './server.ts'

export interface CheckOptions extends Pick<RunOptions, 'select' | 'exclude' | 'signal' | 'lake'> {
  /** Seconds that each hop may take; default 15. */
  timeout?: number
}

/** The hops of one thing: a connection, a journal, an entity. */
export interface Checked {
  subject: string
  hops: Hop[]
}

const DEFAULT_TIMEOUT = 15

/**
 * Tries what the entities need, side by side, and yields what was found: connections first, then journals, then entities in their order.
 * Changes nothing that stays.
 * @throws {ConfigError} when the selection matches nothing; the signal's reason when it is aborted
 */
export async function* check(workspace: Workspace, options: CheckOptions = {}): AsyncGenerator<Checked> {
  const { timeout = DEFAULT_TIMEOUT, signal = new AbortController().signal } = options
  const found = withFlows(workspace, options, async (flows, lost) => {
    const entities = flows.map(({ entity }) => entity)
    const step = { timeout, signal }
    const servers = new Map(connectionsOf(entities).map(name => [name, checkServer(workspace, name, step)] as const))
    const journals = journalsOf(workspace, entities, options.lake).map(({ folder }) => checkJournal(folder, step))
    const waiting = flows.entries()
    const results = flows.map(() => Promise.withResolvers<Checked>())
    for (const { promise } of results) promise.catch(() => {})
    const lane = async () => {
      for (const [index, flow] of waiting)
        await checkEntity(flow, servers, step).then(results[index]!.resolve, results[index]!.reject)
    }
    const lanes = Array.from({ length: workspace.options.concurrency }, lane)
    const all = [...servers.values(), ...journals, ...results.map(({ promise }) => promise)]
    const checked = await Promise.all(all)
    await Promise.all(lanes)
    return [...checked, ...lost.map(checkedOfLost)]
  })
  yield* await found
}

/** Names of the connections that these entities need, each once. */
function connectionsOf(entities: readonly Entity[]): string[] {
  return [...new Set(entities.flatMap(({ home }) => (home.type === 'mssql' ? [home.connection] : [])))]
}

async function checkServer({ connections }: Workspace, name: string, step: StepOptions): Promise<Checked> {
  const { steps, close } = serverSteps(connections[name]!)
  try {
    return { subject: `connection ${name}`, hops: await walk(steps, step) }
  } finally {
    await close()
  }
}

type StepOptions = Parameters<typeof walk>[1]

async function checkJournal(folder: Folder, step: StepOptions): Promise<Checked> {
  const write: Step = {
    name: 'write',
    async run() {
      // No record has such a name: should this process die here, it is told as foreign and left alone.
      const name = `_check/${randomBytes(6).toString('hex')}`
      const bytes = Buffer.from('hygge')
      const made = await folder.create(name, bytes)
      const back = await folder.read(name)
      const twice = await folder.create(name, bytes)
      await folder.remove([name])
      if (!made || twice || back === null || !bytes.equals(back)) {
        throw new JournalError(
          'JOURNAL_UNFIT',
          `${folder.location} does not keep what is written to it, or keeps it twice.`,
          {
            advice: 'Keep the journal on a file system that has hard links, or in a lake with hierarchical namespace.',
          },
        )
      }
      return `${folder.location}: a record was created, read, not created twice, and removed`
    },
  }
  return { subject: 'journal', hops: await walk([write], step) }
}

async function checkEntity(
  flow: Flow,
  servers: ReadonlyMap<string, Promise<Checked>>,
  step: StepOptions,
): Promise<Checked> {
  const { entity } = flow
  const subject = `${entity.flow}.${entity.name}`
  const source = async (): Promise<Hop[]> => {
    const [needed] = connectionsOf([entity])
    const server = needed === undefined ? undefined : await servers.get(needed)
    const broken = server?.hops.find(({ status }) => status === 'failed')
    if (!broken) return walk(sourceSteps(flow), step)
    return [{ name: 'source', status: 'skipped', detail: `not tried, as ${server!.subject} failed`, seconds: 0 }]
  }
  const probes = flow.probes().map(({ name, run }): Step => ({ name: `store: ${name}`, run }))
  const parts = await Promise.all([source(), walk(probes, step), walk([leaseStep(flow)], step)])
  return { subject, hops: parts.flat() }
}

/** The plan is made as a run makes it: rights, columns, types, polish and watermark are all in it. */
function sourceSteps(flow: Flow): Step[] {
  let planned: EntityPlan | undefined
  let ofWatermark: unknown
  const source: Step = {
    name: 'source',
    async run(signal) {
      try {
        planned = await flow.plan(signal)
      } catch (error) {
        if (!errorFacts(error).code.startsWith('WATERMARK')) throw error
        ofWatermark = error
        return `${flow.outline().home} can be read`
      }
      const { home, schema, estimate } = planned
      const rows = estimate === null ? 'rows not known' : `about ${estimate} rows`
      return `${home} can be read: ${schema.fields.length} columns, ${rows}`
    },
  }
  const watermark: Step = {
    name: 'watermark',
    async run() {
      if (ofWatermark !== undefined) throw ofWatermark
      return planned?.watermark === undefined
        ? 'none is needed'
        : `the next run reads ${boundsInWords(planned.watermark)}`
    },
  }
  return flow.entity.watermark === undefined ? [source] : [source, watermark]
}

/** A pattern whose tables are not known. */
function checkedOfLost({ flow, entity, error: { message, advice } }: Lost): Checked {
  const hop: Hop = {
    name: 'source',
    status: 'failed',
    detail: message,
    seconds: 0,
    ...(advice !== undefined && { advice }),
  }
  return { subject: `${flow}.${entity}`, hops: [hop] }
}

function leaseStep(flow: Flow): Step {
  return {
    name: 'lease',
    async run() {
      const holder = await flow.holder()
      if (holder === null) return 'nobody else is moving it'
      const { owner, host, pid, expires } = holder
      return { warning: `the run ${owner} on ${host} (process ${pid}) has it until ${expires}, or longer` }
    },
  }
}
