/** A checked tree → the Workspace: every flow with its entities, every entity on its own. Pure. */
import { basename, dirname, resolve } from 'node:path'
import { OWN_FLOW } from '../journal/layout.ts'
import { checkFolders } from './collisions.ts'
import { checkConnection } from './connection.ts'
import { expandEntity } from './entity.ts'
import type { Connection, Defaults, Flow, FlowEntity, FlowsFile } from './flows-file.ts'
import { expandHooks } from './hooks.ts'
import { checkJournal, expandJournal } from './journal.ts'
import type { FlowContext } from './parts.ts'
import { Pattern, patternIn } from './pattern.ts'
import { type Listed, Patterns } from './patterns.ts'
import { keysOfType, withDefaults } from './schema.ts'
import { COMMAND_LINE } from './source.ts'
import { below, isMap, type Tree } from './tree.ts'
import type { Options, Workspace } from './workspace.ts'

/**
 * Expands what the schema found nothing wrong with, so that every problem shows at once. The result is only good when the tree has
 * no problems afterwards.
 */
export function expand(tree: Tree, file: string): Workspace {
  const root = isMap(tree.value) ? tree.value : {}
  const connections = isMap(root.connections) ? root.connections : {}
  const flows = isMap(root.flows) ? root.flows : {}
  const listed: Listed[] = []
  if (!tree.isBroken('/defaults')) {
    const shared: Defaults = isMap(root.defaults) ? root.defaults : {} // by the schema
    const common = { tree, connections: Object.keys(connections), folder: dirname(file), shared }
    for (const [name, flow] of Object.entries(flows)) listed.push(...expandFlow(common, name, flow))
    checkShared(tree, shared, Object.values(flows))
  }
  const files = filesOf(tree, file)
  const settled = listed.flatMap(each => (each instanceof Pattern ? [] : [each]))
  checkFolders(tree, settled, files)
  const journal = expandJournal(tree, root.journal, dirname(file))
  checkJournal(
    tree,
    listed.map(each => (each instanceof Pattern ? each.sample : each)),
    journal,
  )
  const hooks = expandHooks(tree, root.hooks, dirname(file))
  const patterns = new Patterns(listed, { tree, file, files, journal })
  const sound: Partial<FlowsFile> = root // each part is looked at only where the schema found nothing wrong with it
  return {
    name: typeof root.name === 'string' ? root.name : basename(dirname(file)) || 'hygge',
    file,
    options: tree.isBroken('/options') ? { concurrency: 1, resume_within: 0 } : options(tree, sound.options ?? {}),
    journal,
    ...(hooks && { hooks }),
    connections: Object.fromEntries(
      Object.entries(connections)
        .filter(([name]) => !tree.isBroken(below('/connections', name)))
        .map(([name, written]) => {
          const connection = withDefaults('MssqlConnection', written as Connection)
          checkConnection(tree, below('/connections', name), connection)
          return [name, connection]
        }),
    ),
    entities: settled.map(({ entity }) => entity),
    ...(patterns.all.length > 0 && { patterns }),
  }
}

/** Every file that the workspace was read from, absolute. */
function filesOf(tree: Tree, file: string): string[] {
  const names = new Set([...tree.places.values()].map(({ source }) => source.name))
  names.delete(COMMAND_LINE)
  return [...new Set([file, ...[...names].map(name => resolve(name))])]
}

function expandFlow(
  common: Pick<FlowContext, 'tree' | 'connections' | 'folder' | 'shared'>,
  name: string,
  written: unknown,
): Listed[] {
  const { tree } = common
  const at = below('/flows', name)
  const parts = ['home', 'store', 'defaults'].map(key => `${at}/${key}`)
  if (name === OWN_FLOW)
    tree.report(at, 'key', 'the journal has runs of its own under this name', 'choose another name for the flow')
  const list = isMap(written) ? written.entities : undefined
  if (tree.isBrokenAt(at) || parts.some(part => tree.isBroken(part)) || !Array.isArray(list)) return []
  const flow = written as Flow // by the schema: nothing in it is broken but, at most, some of its entities
  const context: FlowContext = { ...common, at, name, flow, used: new Set() }
  const first = new Map<string, string>()
  const listed: Listed[] = []
  let whole = true
  for (const [index, item] of list.entries()) {
    const pointer = below(below(at, 'entities'), index)
    if (tree.isBroken(pointer)) {
      whole = false
      continue
    }
    const pattern = patternIn(context, item as FlowEntity, pointer)
    if (tree.isBroken(pointer)) {
      whole = false
      continue
    }
    const entity = pattern ?? expandEntity(context, item as FlowEntity, pointer)
    const place = typeof item === 'string' ? pointer : `${pointer}/name`
    const twin = first.get(entity.name)
    if (twin !== undefined) {
      const shown = tree.shown(place, entity.name)
      tree.report(
        place,
        'value',
        `the entity ${shown ? `${shown} ` : ''}is in the flow twice`,
        `the other is ${tree.whereIs(twin, place)}: remove or rename one`,
      )
      continue
    }
    first.set(entity.name, place)
    listed.push(entity instanceof Pattern ? entity : { entity, at: place })
  }
  checkDefaults(context)
  if (whole) checkSets(context)
  return listed
}

/** What the flow says itself counts more than its defaults: there it would do nothing, silently. */
function checkDefaults({ tree, at, flow }: FlowContext): void {
  for (const part of ['home', 'store'] as const) {
    for (const key of Object.keys(flow.defaults?.[part] ?? {})) {
      const pointer = `${at}/defaults/${part}/${key}`
      const twin = sameAs(key).find(same => Object.hasOwn(flow[part], same))
      if (twin === undefined || tree.isBroken(pointer) || mixes(flow.defaults?.[part], key, flow[part], twin)) continue
      const message = `has no effect: ${tree.keyPath(`${at}/${part}/${twin}`)} counts more`
      tree.report(pointer, 'key', message, 'keep one of the two')
    }
  }
}

/** Of the workspace's defaults, what every flow says itself. */
function checkShared(tree: Tree, shared: Defaults, flows: unknown[]): void {
  for (const part of ['home', 'store'] as const) {
    for (const key of Object.keys(shared[part] ?? {})) {
      const said = (flow: unknown) => {
        const own = isMap(flow) ? flow[part] : undefined
        return isMap(own) && sameAs(key).some(same => Object.hasOwn(own, same) && !mixes(shared[part], key, own, same))
      }
      const theirs = flows.filter(flow => knows(flow, part, key))
      if (flows.length === 0) continue
      if (theirs.length === 0) {
        const message = `has no effect: no flow has a ${part} that knows it`
        tree.report(`/defaults/${part}/${key}`, 'key', message, 'remove it')
      } else if (theirs.every(said)) {
        const advice = 'remove it here, or there'
        tree.report(`/defaults/${part}/${key}`, 'key', 'has no effect: every flow says it itself', advice)
      }
    }
  }
}

/** True when the flow's home or store is of a type that has this key. What is no flow may be anything. */
function knows(flow: unknown, part: 'home' | 'store', key: string): boolean {
  const own = isMap(flow) ? flow[part] : undefined
  const known = keysOfType(part, isMap(own) ? own.type : undefined)
  return known === undefined || known.includes(key)
}

/** True when both are maps: these are merged, so each may have its part. */
function mixes(under: object = {}, key: string, over: object, twin: string): boolean {
  return isMap(Reflect.get(under, key)) && isMap(Reflect.get(over, twin))
}

/** Keys of which a home has only one. */
function sameAs(key: string): string[] {
  return key === 'table' || key === 'query' ? ['table', 'query'] : [key]
}

/** A change from the command line that every entity overrides would do nothing, silently. */
function checkSets({ tree, at, used }: FlowContext): void {
  for (const [pointer, { source }] of tree.places) {
    if (
      source.name !== COMMAND_LINE ||
      !pointer.startsWith(`${at}/`) ||
      used.has(pointer) ||
      tree.isIncomplete(pointer) ||
      tree.isBrokenAt(pointer)
    )
      continue
    const rest = pointer.slice(at.length)
    if (
      !/^(\/defaults)?\/(home|store)\/[^/]+$|^\/defaults\/(run_type|timeout|verify|(watermark|schema_drift)(\/\w+)?)$/.test(
        rest,
      ) ||
      rest.endsWith('/type')
    )
      continue
    const advice = rest.startsWith('/defaults')
      ? 'the flow or its entities say it themselves: set it there, as in flow.<flow>.store.path=…'
      : 'the entities of the flow say it too: set it there, as in flow.<flow>.entities.<entity>.store.path=…'
    tree.report(pointer, 'key', 'the change has no effect', advice)
  }
}

const UNITS: Record<string, number> = { KB: 1e3, MB: 1e6, GB: 1e9, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 }

/** Milliseconds in a unit of time. */
const TIMES: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

function options(tree: Tree, written: NonNullable<FlowsFile['options']>): Options {
  // concurrency and resume_within: always there by the schema's defaults
  const { memory, concurrency = 1, resume_within = '1h', ...rest } = withDefaults('RunSettings', written)
  const within = Math.round(Number.parseFloat(resume_within) * TIMES[resume_within.at(-1)!]!)
  const result = { concurrency, ...rest, resume_within: within }
  if (memory === undefined) return result
  const bytes =
    typeof memory === 'number' ? memory : Math.floor(Number.parseFloat(memory) * UNITS[/[KMG]i?B$/.exec(memory)![0]]!)
  if (bytes < UNITS.MiB!)
    tree.report('/options/memory', 'value', 'expected at least 1 MiB', 'write bytes, or a number with a unit: 512 MiB')
  return { ...result, memory: bytes }
}
