/** The watermark of an entity: what it says itself, laid over what the defaults say. */
import type { RunType } from '../events.ts'
import type { Defaults } from './flows-file.ts'
import type { Scope } from './parts.ts'
import { below } from './tree.ts'
import type { HomeConfig, WatermarkConfig } from './workspace.ts'

type Written = NonNullable<Defaults['watermark']>

/** A watermark as it was written, and the pointer that each key came from. */
interface Laid {
  value: Written
  from: Map<string, string>
}

export function expandWatermark(scope: Scope, runType: RunType, home: HomeConfig): WatermarkConfig | undefined {
  const { context, entity, at } = scope
  const { tree } = context
  const own = entity.watermark
  if (own === true) {
    tree.report(`${at}/watermark`, 'value', '`true` names no column', 'write `watermark: { column: … }`, or false')
    return undefined
  }
  const laid = own === false ? undefined : layers(scope)
  if (laid === undefined) {
    // Files are new or not by themselves.
    if (home.type === 'local') return undefined
    if (runType === 'incremental' && own === false) {
      const advice = 'write `watermark: { column: … }`, or `run_type: full_drop`'
      tree.report(`${at}/watermark`, 'value', 'an incremental entity needs a watermark', advice)
    } else if (runType === 'incremental') {
      const message = 'the entity is incremental and has no watermark, so nobody knows what is new'
      const advice = 'add `watermark: { column: … }` to it or to the defaults, or `run_type: full_drop`'
      tree.report(at, 'value', message, advice)
    }
    return undefined
  }
  const place = own === undefined ? at : `${at}/watermark`
  if (home.type === 'mssql' && home.query !== undefined) {
    const message = 'a watermark goes with `table`, and this entity has a `query`'
    const advice = 'make the query a view at the server and name it as `table`, or write `watermark: false`'
    tree.report(place, 'value', message, advice)
  }
  return checked(scope, laid, place)
}

/** The workspace's defaults, the flow's, the entity's. Key, overlap and start belong to a column: who names one begins anew. */
function layers({ context, entity, at }: Scope): Laid | undefined {
  const { flow, shared, used } = context
  const pointer = `${context.at}/defaults/watermark`
  let laid: Laid | undefined
  for (const [place, value] of [
    ['/defaults/watermark', shared.watermark],
    [pointer, flow.defaults?.watermark],
    [`${at}/watermark`, entity.watermark],
  ] as const) {
    if (typeof value !== 'object') continue
    const under: Laid = laid === undefined || value.column !== undefined ? { value: {}, from: new Map() } : laid
    const from = new Map(under.from)
    for (const key of Object.keys(value)) from.set(key, below(place, key))
    laid = { value: { ...under.value, ...value }, from }
  }
  for (const place of laid?.from.values() ?? []) used.add(place)
  if (entity.watermark === undefined) used.add(pointer)
  return laid
}

function checked({ context }: Scope, { value, from }: Laid, place: string): WatermarkConfig | undefined {
  const { tree } = context
  const { column, key, overlap, initial } = value
  if (column === undefined) {
    // A key that nobody knows may have been meant.
    if ([...from.values()].concat(place).some(pointer => tree.isIncomplete(pointer))) return undefined
    const [first] = from.values()
    const message = 'the watermark names no column, here or in the defaults'
    tree.report(first ?? place, 'key', message, 'add `column: …`: the column whose values only grow')
    return undefined
  }
  if (overlap !== undefined && key === undefined) {
    const message = '`overlap` needs a `key`, to know rows again that were moved'
    tree.report(from.get('overlap') ?? place, 'key', message, 'add `key: …`: the columns that are another for each row')
  }
  if (typeof initial === 'number' && Number.isInteger(initial) && !Number.isSafeInteger(initial)) {
    const message = 'a number of this size loses digits on its way'
    tree.report(from.get('initial') ?? place, 'value', message, 'write it in quotes')
  }
  return {
    column,
    ...(key === undefined ? {} : { key: [key].flat() }),
    ...(overlap === undefined ? {} : { overlap }),
    ...(initial === undefined ? {} : { initial }),
  }
}
