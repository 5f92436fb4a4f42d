/** What `polish:` of the store says for one entity: the flow, its defaults and the entity itself merged, checked and with every default. */
import type { Constant, HashId, Mask, PolishConfig, Renaming, Timestamp } from '../polish/config.ts'
import { ROW_MARKER } from '../polish/config.ts'
import { KNOWN_DIRECTIVES, unknownDirectives } from '../polish/moment.ts'
import type { Store } from './flows-file.ts'
import { type Layer, mergeLayers } from './merge.ts'
import { withDefaults } from './schema.ts'
import { below, isMap, type Tree } from './tree.ts'

type Written = NonNullable<Store['polish']>

const LEAST_KEY = 16

/** @param layers of the store, the last one counting most. */
export function expandPolish(
  tree: Tree,
  written: Written | undefined,
  layers: readonly Layer[],
): PolishConfig | undefined {
  if (written === undefined) return undefined
  const merged = mergeLayers(
    layers.flatMap(({ value: { polish }, at }) => (isMap(polish) ? [{ value: polish, at: below(at, 'polish') }] : [])),
  )
  const place = (key: string, index: number) => below(below(merged.from.get(key)?.at ?? '', key), index)
  const { columns = {}, hash_ids = [], constants = [], timestamps = [], add_row_marker, mask = [] } = written
  const marker = add_row_marker && withDefaults('PolishRowMarker', add_row_marker)
  const config: PolishConfig = {
    columns: withDefaults('PolishColumns', columns) as Renaming,
    hash_ids: hash_ids.map(rule => withDefaults('PolishHashId', rule) as HashId),
    constants: constants.map((rule): Constant => ({ ...rule })),
    timestamps: timestamps.map(rule => withDefaults('PolishTimestamp', rule) as Timestamp),
    ...(marker?.enabled && marker.value !== undefined ? { row_marker: marker.value } : {}),
    mask: mask.map((rule, index) => expandMask(tree, rule, place('mask', index))),
  }
  for (const [index, rule] of config.timestamps.entries()) checkFormat(tree, rule, place('timestamps', index))
  checkNames(tree, config, place)
  return config
}

function expandMask(tree: Tree, rule: NonNullable<Written['mask']>[number], at: string): Mask {
  const { column, key } = rule
  const method = rule.method ?? 'null'
  if (method !== 'hmac') {
    if (key !== undefined) tree.report(`${at}/key`, 'key', '`key` goes with `method: hmac`', 'remove one of the two')
    return { column, method }
  }
  if (key === undefined) tree.report(at, 'key', '`key` is missing', `add \`key: \${NAME}\` and set the variable`)
  else if (key.length < LEAST_KEY) {
    tree.report(`${at}/key`, 'value', 'the key is too short', `use at least ${LEAST_KEY} characters by chance`)
  }
  return { column, method, key: key ?? '' }
}

function checkFormat(tree: Tree, { type, format }: Timestamp, at: string): void {
  if (format === undefined) return
  if (type !== 'string') {
    tree.report(`${at}/format`, 'key', '`format` goes with `type: string`', 'add `type: string`, or remove it')
  }
  const [unknown] = unknownDirectives(format)
  if (unknown !== undefined) {
    tree.report(`${at}/format`, 'value', `\`${unknown}\` is not known`, `use ${KNOWN_DIRECTIVES}`)
  }
}

/** Two new columns of one name. */
function checkNames(tree: Tree, config: PolishConfig, place: (key: string, index: number) => string): void {
  const seen = new Set(config.row_marker === undefined ? [] : [ROW_MARKER])
  for (const key of ['hash_ids', 'constants', 'timestamps'] as const) {
    for (const [index, { name }] of config[key].entries()) {
      if (seen.has(name)) {
        tree.report(
          `${place(key, index)}/name`,
          'value',
          'a column of this name is added twice',
          'give it another name',
        )
      }
      seen.add(name)
    }
  }
}
