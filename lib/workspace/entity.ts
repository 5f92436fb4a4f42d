/** One entity of a flow: what the flow, its defaults and the entity itself say, merged and checked. */
import { HyggeError } from '../errors.ts'
import { parseName } from '../mssql/identifier.ts'
import type { FlowEntity } from './flows-file.ts'
import { expandHome } from './home.ts'
import type { EntityMap, FlowContext } from './parts.ts'
import { DEFAULT_RUN_TYPE, DEFAULT_VERIFY } from './schema.ts'
import { expandStore } from './store.ts'
import type { Names } from './substitute.ts'
import { expandWatermark } from './watermark.ts'
import type { Entity } from './workspace.ts'

/** Merges one entity; problems are reported to the tree. `found`: a pattern stands there, and this is a table that it has found. */
export function expandEntity(context: FlowContext, written: FlowEntity, at: string, found = false): Entity {
  const entity: EntityMap = typeof written === 'string' ? { name: written } : written
  const names = namesOf(entity.name, context.name)
  const { defaults } = context.flow
  if (entity.run_type === undefined) context.used.add(`${context.at}/defaults/run_type`)
  const run_type = entity.run_type ?? defaults?.run_type ?? context.shared.run_type ?? DEFAULT_RUN_TYPE
  if (entity.timeout === undefined) context.used.add(`${context.at}/defaults/timeout`)
  if (entity.verify === undefined) context.used.add(`${context.at}/defaults/verify`)
  const verify = entity.verify ?? defaults?.verify ?? context.shared.verify ?? DEFAULT_VERIFY
  const timeout = entity.timeout ?? defaults?.timeout ?? context.shared.timeout
  const ownDrift = entity.schema_drift ?? {}
  const shared = `${context.at}/defaults/schema_drift`
  for (const kind of Object.keys(defaults?.schema_drift ?? {}))
    if (!Object.hasOwn(ownDrift, kind)) context.used.add(shared).add(`${shared}/${kind}`)
  const drift = { ...context.shared.schema_drift, ...defaults?.schema_drift, ...ownDrift }
  const scope = { context, entity, at, names, found }
  const home = expandHome(scope)
  const watermark = expandWatermark(scope, run_type, home)
  return {
    flow: context.name,
    name: entity.name,
    run_type,
    ...(watermark === undefined ? {} : { watermark }),
    ...(run_type === 'incremental' && home.type === 'local' && watermark === undefined ? { by_files: true } : {}),
    ...(timeout === undefined ? {} : { timeout }),
    verify,
    ...(Object.keys(drift).length === 0 ? {} : { schema_drift: drift }),
    home,
    store: expandStore(scope, run_type),
  }
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
