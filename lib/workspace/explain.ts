/** ajv's errors, in words: what was expected, and how to put it right. Values from variables and secrets are never told. */
import type { ErrorObject } from 'ajv'
import { nearest, shortList } from '../suggest.ts'
import { keysOf, listed, resolved, type SchemaNode, wanted } from './schema-node.ts'
import { below, type Tree } from './tree.ts'

/** Reports one error of ajv to the tree. */
export function explain(error: ErrorObject, tree: Tree): void {
  const { keyword, instancePath: pointer, params } = error
  const schema = (error.parentSchema ?? {}) as SchemaNode // ours, so it holds only what SchemaNode names
  switch (keyword) {
    case 'additionalProperties':
      tree.reportUnknown(pointer, params.additionalProperty, knownKeys(params.additionalProperty, schema))
      break
    case 'required': {
      const key: string = params.missingProperty
      const hint = aim(resolved(schema.properties?.[key] ?? {}))
      tree.report(pointer, 'key', `\`${key}\` is missing`, `add \`${key}: …\`${hint ? `: ${hint}` : ''}`)
      break
    }
    case 'discriminator':
      explainUnion(error, schema, tree)
      break
    case 'type':
    case 'enum':
      explainValue(error, schema, tree)
      break
    case 'minLength':
      // Names of properties are checked too; ajv tells those a second time as `propertyNames`.
      if (error.propertyName === undefined) {
        tree.report(pointer, 'value', `expected text that is not empty${from(tree, pointer)}`, aim(schema))
      }
      break
    case 'minItems':
    case 'minProperties':
      tree.report(pointer, 'value', 'there is nothing in it', 'it needs at least one')
      break
    case 'uniqueItems':
      tree.report(
        below(pointer, Math.max(params.i, params.j)),
        'value',
        'the same is in the list twice',
        'keep one of them',
      )
      break
    case 'propertyNames':
      tree.report(below(pointer, params.propertyName), 'key', 'the name is empty', 'give it a name')
      break
    default: {
      const found = tree.shown(pointer, error.data)
      tree.report(
        pointer,
        'value',
        `expected ${wanted(schema)}${found ? `, found ${found}` : from(tree, pointer)}`,
        aim(schema),
      )
    }
  }
}

function explainUnion(error: ErrorObject, schema: SchemaNode, tree: Tree): void {
  const { tag, tagValue } = error.params
  const types = (schema.oneOf ?? []).map(branch => String(resolved(resolved(branch).properties?.[tag] ?? {}).const))
  if (tagValue === undefined) {
    tree.report(
      error.instancePath,
      'key',
      `\`${tag}\` is missing`,
      `add \`${tag}: ${types.length === 1 ? types[0] : '…'}\`: ${listed(types)}`,
    )
    return
  }
  const pointer = below(error.instancePath, tag)
  const found = tree.shown(pointer, tagValue)
  const near = found && nearest(String(tagValue), types)
  tree.report(
    pointer,
    'value',
    `expected ${listed(types)}${found ? `, found ${found}` : from(tree, pointer)}`,
    near ? `did you mean \`${near}\`?` : undefined,
  )
}

function explainValue(error: ErrorObject, schema: SchemaNode, tree: Tree): void {
  const { instancePath: pointer, data } = error
  const found = tree.shown(pointer, data)
  const place = tree.place(pointer)
  let advice = aim(schema)
  if (found !== undefined && schema.enum !== undefined) {
    const near = YES_NO.get(String(data).toLowerCase()) ?? nearest(String(data), schema.enum.map(String))
    if (near !== undefined && schema.enum.map(String).includes(near)) advice = `did you mean \`${near}\`?`
  } else if (typeof data === 'string' && place.names === undefined) {
    const word = YES_NO.get(data.toLowerCase())
    const number = Number(data.replaceAll(/(?<=\d)[_,](?=\d)/g, ''))
    if (schema.type === 'boolean' && word !== undefined) advice = `write ${word}`
    else if (/integer|number/.test(String(schema.type)) && data.trim() !== '' && Number.isFinite(number))
      advice = `write ${number}, without quotes or \`_\``
  } else if ((typeof data === 'number' || typeof data === 'boolean') && [schema.type].flat().includes('string')) {
    advice = 'put it in quotes to make it text'
  }
  const written =
    place.names === undefined ? `, found ${kind(data)}${found === undefined ? '' : ` ${found}`}` : from(tree, pointer)
  tree.report(
    pointer,
    'value',
    `expected ${wanted(schema)}${schema.enum && found ? `, found ${found}` : written}`,
    advice,
  )
}

/** YAML 1.2 reads these as text. */
const YES_NO = new Map(
  Object.entries({ yes: 'true', on: 'true', true: 'true', no: 'false', off: 'false', false: 'false' }),
)

function kind(data: unknown): string {
  if (data === null) return 'nothing'
  if (Array.isArray(data)) return 'a list'
  if (typeof data === 'object') return 'a map'
  if (typeof data === 'string') return 'the text'
  return typeof data === 'boolean' ? 'the boolean' : 'the number'
}

/** Tells of which variables the value is made, not the value. */
function from(tree: Tree, pointer: string): string {
  const names = [...new Set(tree.places.get(pointer)?.names)]
  return names.length === 0
    ? ''
    : `, and that is not what ${names.map(name => `\`${name}\``).join(' and ')} ${names.length === 1 ? 'gives' : 'give'}`
}

function aim({ description }: SchemaNode): string | undefined {
  return description === undefined ? undefined : lowered(description)
}

/** The key that was meant, or where the key belongs, or what there is. */
function knownKeys(key: string, schema: SchemaNode): string {
  const properties = Object.entries(schema.properties ?? {})
  const home = properties.find(([, property]) => keysOf(property).includes(key))
  if (key === 'type' && home === undefined) return 'the type is said once, in the flow itself'
  if (home !== undefined) return `\`${key}\` goes under \`${home[0]}:\``
  const near = nearest(
    key,
    properties.map(([name]) => name),
  )
  return near === undefined
    ? `possible keys: ${shortList(properties.map(([name]) => name))}`
    : `did you mean \`${near}\`?`
}

function lowered(sentence: string): string {
  const text = sentence.replace(/\.$/, '')
  return /^[A-Z][a-z ]/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text
}
