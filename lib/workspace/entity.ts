/** One entity of a flow: what the flow, its defaults and the entity itself say, merged and checked. */
import { HyggeError } from '../errors.ts'
import type { RunType } from '../events.ts'
import { parseName } from '../mssql/identifier.ts'
import type { FlowEntity } from './flows-file.ts'
import { expandHome } from './home.ts'
import type { EntityMap, FlowContext } from './parts.ts'
import { DEFAULT_RUN_TYPE } from './schema.ts'
import { expandStore } from './store.ts'
import type { Names } from './substitute.ts'
import type { Entity, HomeConfig, WatermarkConfig } from './workspace.ts'

/** Merges one entity; problems are reported to the tree. */
export function expandEntity(context: FlowContext, written: FlowEntity, at: string): Entity {
  const entity: EntityMap = typeof written === 'string' ? { name: written } : written
  const names = namesOf(entity.name, context.name)
  const { defaults } = context.flow
  if (entity.run_type === undefined) context.used.add(`${context.at}/defaults/run_type`)
  const run_type = entity.run_type ?? defaults?.run_type ?? context.shared.run_type ?? DEFAULT_RUN_TYPE
  const scope = { context, entity, at, names }
  const home = expandHome(scope)
  const watermark = expandWatermark(context, entity, at, run_type, home)
  return {
    flow: context.name,
    name: entity.name,
    run_type,
    ...(watermark === undefined ? {} : { watermark }),
    home,
    store: expandStore(scope),
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
