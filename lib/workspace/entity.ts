/** One entity of a flow: what the flow, its defaults and the entity itself say, merged and checked. */
import { HyggeError } from '../errors.ts'
import type { RunType } from '../events.ts'
import { parseName } from '../mssql/identifier.ts'
import { didYouMean } from '../suggest.ts'
import type { Defaults, Flow, FlowEntity, Home, Store } from './flows-file.ts'
import { entityFolder, pathMistake } from './folder.ts'
import { type Layer, type Merged, mergeLayers } from './merge.ts'
import { expandPolish } from './polish.ts'
import { DEFAULT_RUN_TYPE, withDefaults } from './schema.ts'
import { lacksSchema, misspelt, type Names, substitute } from './substitute.ts'
import { below, type Tree } from './tree.ts'
import type { Entity, HomeConfig, StoreConfig, WatermarkConfig } from './workspace.ts'

type EntityMap = Exclude<FlowEntity, string>

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

/** Merges one entity; problems are reported to the tree. */
export function expandEntity(context: FlowContext, written: FlowEntity, at: string): Entity {
  const entity: EntityMap = typeof written === 'string' ? { name: written } : written
  const names = namesOf(entity.name, context.name)
  const { defaults } = context.flow
  if (entity.run_type === undefined) context.used.add(`${context.at}/defaults/run_type`)
  const run_type = entity.run_type ?? defaults?.run_type ?? context.shared.run_type ?? DEFAULT_RUN_TYPE
  const home = expandHome(context, entity, at, names)
  const watermark = expandWatermark(context, entity, at, run_type, home)
  return {
    flow: context.name,
    name: entity.name,
    run_type,
    ...(watermark === undefined ? {} : { watermark }),
    home,
    store: expandStore(context, entity, at, names),
  }
}

function expandWatermark(
  context: FlowContext,
  { watermark: own }: EntityMap,
  at: string,
  runType: RunType,
  home: HomeConfig,
): WatermarkConfig | undefined {
  const { tree, flow } = context
  const inherited = flow.defaults?.watermark ?? context.shared.watermark
  const shared = `${context.at}/defaults/watermark`
  if (own === undefined) context.used.add(shared).add(`${shared}/column`)
  if (own === true) {
    tree.report(`${at}/watermark`, 'value', '`true` names no column', 'write `watermark: { column: … }`, or false')
    return undefined
  }
  const watermark = own === undefined ? inherited : own === false ? undefined : own
  if (watermark === undefined) {
    if (runType === 'incremental' && own === false) {
      const advice = 'write `watermark: { column: … }`, or `run_type: full_drop`'
      tree.report(`${at}/watermark`, 'value', 'an incremental entity needs a watermark', advice)
    } else if (runType === 'incremental') {
      const message = 'the entity is incremental and has no watermark, so nobody knows what is new'
      tree.report(
        at,
        'value',
        message,
        'add `watermark: { column: … }` to it or to the defaults, or `run_type: full_drop`',
      )
    }
    return undefined
  }
  if (home.query !== undefined) {
    const message = 'a watermark goes with `table`, and this entity has a `query`'
    const advice = 'make the query a view at the server and name it as `table`, or write `watermark: false`'
    tree.report(own === undefined ? at : `${at}/watermark`, 'value', message, advice)
  }
  return { column: watermark.column }
}

function expandHome(context: FlowContext, entity: EntityMap, at: string, names: Names): HomeConfig {
  const { tree, flow } = context
  const { columns, where } = entity
  const short = { ...(columns !== undefined && { columns }), ...(where !== undefined && { where }) }
  for (const key of Object.keys(short)) {
    if (entity.home !== undefined && Object.hasOwn(entity.home, key)) {
      tree.report(below(at, key), 'key', `\`${key}\` is said twice, here and under \`home:\``, 'keep one of the two')
    }
  }
  const layers: Layer[] = [
    { value: { ...context.shared.home }, at: '/defaults/home' },
    { value: { ...flow.defaults?.home }, at: `${context.at}/defaults/home` },
    { value: { ...flow.home }, at: `${context.at}/home` },
    { value: { ...entity.home }, at: `${at}/home` },
    { value: short, at },
  ]
  for (const layer of layers) {
    if ('table' in layer.value && 'query' in layer.value) {
      tree.report(`${layer.at}/query`, 'key', '`table` and `query` exclude each other', 'keep one of the two')
    }
  }
  const merged = mergeLayers(layers, ['table', 'query'])
  const home: Home = { ...flow.home, ...merged.value }
  // A key that a later layer took out is still in `flow.home`.
  for (const key of ['table', 'query'] as const) if (!merged.from.has(key)) delete home[key]
  noteUsed(context, merged)
  checkHome(context, home, merged, layers, at)
  if (home.table !== undefined) home.table = fillIn(tree, home.table, names, source(merged, 'table'), at)
  if (home.query !== undefined) home.query = fillIn(tree, home.query, names, source(merged, 'query'), at)
  if (home.table !== undefined && !lacksSchema(home.table, names))
    checkTable(tree, home.table, source(merged, 'table'), at)
  return withDefaults('MssqlHome', home)
}

function checkHome({ tree, connections }: FlowContext, home: Home, merged: Merged, layers: Layer[], at: string): void {
  const connection = source(merged, 'connection')
  if (!connections.includes(home.connection)) {
    const shown = tree.shown(connection, home.connection)
    const advice =
      connections.length === 0
        ? 'add it under `connections:`, at the top of the file'
        : didYouMean(shown && home.connection, connections, 'connections')
    tree.report(connection, 'value', `there is no connection ${shown ?? 'of this name'}`, advice)
  }
  if (home.table === undefined && home.query === undefined) {
    if (layers.some(layer => tree.isIncomplete(layer.at))) return
    const advice = 'add `table: "dbo.{entity}"` to the home of the flow, or `home: { table: … }` to the entity'
    tree.report(at, 'value', 'the entity has neither `table` nor `query`', advice)
  }
  if (home.query === undefined) return
  for (const key of ['columns', 'where']) {
    const layer = merged.from.get(key)
    if (layer === undefined) continue
    const message = `\`${key}\` goes with \`table\`, and this entity has a \`query\``
    const inherited = layers.indexOf(layer) < layers.indexOf(merged.from.get('query')!)
    const pointer = `${layer.at}/${key}`
    if (inherited) {
      tree.report(
        `${source(merged, 'query')}`,
        'key',
        message,
        `it comes from ${tree.keyPath(pointer)}: say it in the query, and move it to the entities that have a table`,
      )
    } else tree.report(pointer, 'key', message, 'say it in the query')
  }
}

function expandStore(context: FlowContext, entity: EntityMap, at: string, names: Names): StoreConfig {
  const { tree, flow, folder } = context
  const layers: Layer[] = [
    { value: { ...context.shared.store }, at: '/defaults/store' },
    { value: { ...flow.defaults?.store }, at: `${context.at}/defaults/store` },
    { value: { ...flow.store }, at: `${context.at}/store` },
    { value: { ...entity.store }, at: `${at}/store` },
  ]
  const merged = mergeLayers(layers)
  noteUsed(context, merged)
  const store: Store = { ...flow.store, ...merged.value }
  const mistake = pathMistake(store.path)
  if (mistake !== undefined) tree.report(source(merged, 'path'), 'value', mistake.message, mistake.advice)
  checkSchemaName(tree, store.path, names, source(merged, 'path'), at)
  const { path, base } = entityFolder(store.path, names, folder)
  const { type, path: _, polish: __, ...rest } = withDefaults('LocalStore', store) as Required<Store>
  const polish = expandPolish(tree, store.polish, layers)
  return { type, path, base, ...rest, ...(polish && { polish }) }
}

/** `sales.Orders` has a schema; `Orders`, `db.sales.Orders` and what is no name at all have none. */
function namesOf(entity: string, flow: string): Names {
  let parts: string[] = []
  try {
    parts = parseName(entity)
  } catch (error) {
    if (!(error instanceof HyggeError)) throw error
  }
  const [schema, table] = parts
  if (parts.length !== 2 || schema === undefined || table === undefined) return { entity, flow }
  return { entity, flow, parts: { schema, table } }
}

function checkSchemaName(tree: Tree, template: string, names: Names, pointer: string, at: string): void {
  if (!lacksSchema(template, names)) return
  const message = `the name has no schema, and ${tree.keyPath(pointer)} asks for {schema}`
  const advice = 'call the entity as in `sales.Orders`, or give it a text of its own without {schema}'
  tree.report(tree.places.has(below(at, 'name')) ? below(at, 'name') : at, 'value', message, advice)
}

function fillIn(tree: Tree, template: string, names: Names, pointer: string, at: string): string {
  checkSchemaName(tree, template, names, pointer, at)
  const mistake = misspelt(template)
  if (mistake !== undefined)
    tree.report(pointer, 'value', `\`${mistake.written}\` is not known`, `did you mean \`${mistake.meant}\`?`)
  return substitute(template, names)
}

function checkTable(tree: Tree, table: string, pointer: string, at: string): void {
  try {
    parseName(table)
  } catch (error) {
    if (!(error instanceof HyggeError)) throw error
    const open = [pointer, at, below(at, 'name')].every(place => tree.places.get(place)?.names === undefined)
    const message = open ? error.message.replace(/\.$/, '') : 'this is not the name of a table'
    const advice =
      'write table, schema.table or database.schema.table, with brackets around parts that need them: dbo.[a.b]'
    tree.report(pointer, 'value', message, advice)
  }
}

/** Pointer of the key that had the last word. */
function source(merged: Merged, key: string): string {
  return below(merged.from.get(key)?.at ?? '', key)
}

function noteUsed({ used }: FlowContext, { from }: Merged): void {
  for (const [key, layer] of from) used.add(below(layer.at, key))
}
