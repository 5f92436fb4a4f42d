/** What the homes and stores of all types need to become an entity's own: layers merged, keys checked, names filled in. */
import { didYouMean } from '../suggest.ts'
import type { Defaults, Flow, FlowEntity } from './flows-file.ts'
import { type Layer, type Merged, mergeLayers } from './merge.ts'
import { keysOfDefinition, mistakesIn, type PartDefinition } from './schema.ts'
import { lacksSchema, misspelt, type Names, substitute } from './substitute.ts'
import { below, type Tree } from './tree.ts'

export type EntityMap = Exclude<FlowEntity, string>

/** What all entities of a flow share. */
export interface FlowContext {
  tree: Tree
  /** Pointer of the flow. */
  at: string
  name: string
  flow: Flow
  /** What every flow of the workspace has unless it says otherwise. */
  shared: Defaults
  connections: readonly string[]
  /** Folder that relative paths belong to. */
  folder: string
  /** Pointers of the keys that had a say in some entity. */
  used: Set<string>
}

/** One entity on its way: what was written of it, where, and the names that its texts are filled with. */
export interface Scope {
  context: FlowContext
  entity: EntityMap
  /** Pointer of the entity. */
  at: string
  names: Names
  /** True for a table that a pattern has found: its name is schema.table. */
  found: boolean
}

/** A home or a store as all layers together say it. */
export interface Part {
  merged: Merged
  layers: Layer[]
}

/**
 * Lays the entity's home or store over its flow's, over the defaults. Keys that its type does not know are reported, except those of
 * the workspace's defaults: these are for flows of other types.
 * @param more layers that count more than all others
 */
export function mergePart(
  { context, entity, at }: Scope,
  part: 'home' | 'store',
  definition: PartDefinition,
  exclusive: readonly string[] = [],
  more: readonly Layer[] = [],
): Part {
  const { tree, flow, shared } = context
  const known = keysOfDefinition(definition)
  const common = Object.entries({ ...shared[part] }).filter(([key]) => known.includes(key))
  const layers: Layer[] = [
    { value: Object.fromEntries(common), at: `/defaults/${part}` },
    { value: { ...flow.defaults?.[part] }, at: `${context.at}/defaults/${part}` },
    { value: { ...flow[part] }, at: `${context.at}/${part}` },
    { value: { ...entity[part] }, at: `${at}/${part}` },
    ...more,
  ]
  const merged = mergeLayers(layers, exclusive)
  for (const [key, layer] of merged.from) context.used.add(below(layer.at, key))
  for (const { key, message, advice } of mistakesIn(definition, merged.value)) {
    if (key === undefined) tree.report(at, 'value', `the ${part} of the entity ${message}`, advice)
    else {
      const pointer = source(merged, key)
      if (!tree.isBroken(pointer)) tree.report(pointer, known.includes(key) ? 'value' : 'key', message, advice)
    }
  }
  return { merged, layers }
}

/** What an entity says of its home in short, without `home:` around it. */
export function shortHome({ context: { tree }, entity, at }: Scope): Layer {
  const { columns, where } = entity
  const value = { ...(columns !== undefined && { columns }), ...(where !== undefined && { where }) }
  for (const key of Object.keys(value)) {
    if (entity.home !== undefined && Object.hasOwn(entity.home, key)) {
      tree.report(below(at, key), 'key', `\`${key}\` is said twice, here and under \`home:\``, 'keep one of the two')
    }
  }
  return { value, at }
}

/** Pointer of the key that had the last word. */
export function source(merged: Merged, key: string): string {
  return below(merged.from.get(key)?.at ?? '', key)
}

/** A text of a home or a store with the names in place; what cannot be filled in is reported. */
export function fillIn({ context: { tree }, names, at }: Scope, template: string, pointer: string): string {
  checkSchemaName(tree, template, names, pointer, at)
  const mistake = misspelt(template)
  if (mistake !== undefined)
    tree.report(pointer, 'value', `\`${mistake.written}\` is not known`, `did you mean \`${mistake.meant}\`?`)
  return substitute(template, names)
}

/** Reports a text that asks for a schema where the entity's name has none. */
export function checkSchemaName(tree: Tree, template: string, names: Names, pointer: string, at: string): void {
  if (!lacksSchema(template, names)) return
  const message = `the name has no schema, and ${tree.keyPath(pointer)} asks for {schema}`
  const advice = 'call the entity as in `sales.Orders`, or give it a text of its own without {schema}'
  tree.report(tree.places.has(below(at, 'name')) ? below(at, 'name') : at, 'value', message, advice)
}

/** Reports a connection that is not among those of the workspace. */
export function checkConnectionName({ context: { tree, connections } }: Scope, name: string, pointer: string): void {
  if (connections.includes(name)) return
  const shown = tree.shown(pointer, name)
  const advice =
    connections.length === 0
      ? 'add it under `connections:`, at the top of the file'
      : didYouMean(shown && name, connections, 'connections')
  tree.report(pointer, 'value', `there is no connection ${shown ?? 'of this name'}`, advice)
}
