/** The JSON Schema of flows files: checks a tree against it, and knows the defaults it names. */
import type { ErrorObject } from 'ajv'
import flowsSchema from '../../schemas/flows.schema.json' with { type: 'json' }
import { nearest, shortList } from '../suggest.ts'
import { explain } from './explain.ts'
import { checks } from './flows-check.ts'
import type { DefinitionName } from './flows-file.ts'
import { keysOf, resolved, type SchemaNode, wanted } from './schema-node.ts'
import type { Tree } from './tree.ts'

/** Definitions of the homes and stores. */
export type PartDefinition = Exclude<Extract<DefinitionName, `${string}Home` | `${string}Store`>, 'Home' | 'Store'>

/** Reports everything in the tree that the schema does not allow. Texts that came from variables become the numbers and booleans it asks for. */
export function checkSchema(tree: Tree): void {
  const validate = checks.FlowsFile
  if (!validate(tree.value) && validate.errors?.map(error => convert(tree, error)).some(Boolean)) validate(tree.value)
  // Of what is broken already, by a variable that is not set or an alias, nothing else is said.
  const errors = (validate.errors ?? []).filter(error => !tree.isBrokenAt(error.instancePath))
  for (const error of errors) {
    if (isMisspelt(error, errors)) tree.markBroken(error.instancePath)
    else explain(error, tree)
  }
}

/** A key that is missing because it is misspelt is one mistake: the unknown key tells it. */
function isMisspelt({ keyword, instancePath, params, parentSchema }: ErrorObject, errors: ErrorObject[]): boolean {
  if (keyword !== 'required') return false
  const known = Object.keys(parentSchema?.properties ?? {})
  return errors.some(
    other =>
      other.keyword === 'additionalProperties' &&
      other.instancePath === instancePath &&
      nearest(other.params.additionalProperty, known) === params.missingProperty,
  )
}

/** Turns a text that came from a variable into the type that was asked for; true when it did. */
function convert(tree: Tree, error: ErrorObject): boolean {
  if (error.keyword !== 'type' && error.keyword !== 'enum') return false
  if (tree.places.get(error.instancePath)?.names === undefined || typeof error.data !== 'string') return false
  const text = error.data.trim()
  const wanted: unknown[] = error.keyword === 'enum' ? error.params.allowedValues : [error.params.type].flat()
  const value =
    error.keyword === 'enum'
      ? wanted.find(allowed => typeof allowed !== 'string' && String(allowed) === text.toLowerCase())
      : scalar(text, wanted)
  if (value === undefined) return false
  tree.replace(error.instancePath, value)
  return true
}

function scalar(text: string, types: unknown[]): number | boolean | undefined {
  if (types.includes('boolean') && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true'
  if (types.some(type => type === 'number' || type === 'integer') && /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text))
    return Number(text)
  return undefined
}

/** Keys that a home or a store by this definition may have, but for its type. */
export function keysOfDefinition(definition: PartDefinition): string[] {
  return keysOf({ $ref: `#/definitions/${definition}` }).filter(key => key !== 'type')
}

/** Keys that a home or a store of this type may have, but for its type; undefined when there is no such type. */
export function keysOfType(part: 'home' | 'store', type: unknown): string[] | undefined {
  const branches: SchemaNode[] = flowsSchema.definitions[part === 'home' ? 'Home' : 'Store'].oneOf
  const branch = branches.find(node => resolved(resolved(node).properties?.type ?? {}).const === type)
  return branch && keysOf(branch).filter(key => key !== 'type')
}

interface Mistake {
  /** The key of the map that it is about; absent when it is about the map as a whole. */
  key?: string
  message: string
  advice: string
}

/** What a home or a store, merged of pieces that are sound on their own, has that its type does not allow. */
export function mistakesIn(definition: PartDefinition, value: object): Mistake[] {
  const validate = checks[definition]
  if (validate(value)) return []
  const known = keysOfDefinition(definition)
  return (validate.errors ?? []).map(({ keyword, instancePath, params, parentSchema }): Mistake => {
    const [, first] = instancePath.split('/')
    const { const: type } = resolved({ $ref: `#/definitions/${definition}/properties/type` })
    if (keyword === 'required' && first === undefined)
      return { message: `has no \`${params.missingProperty}\``, advice: `a ${type} needs it` }
    if (keyword === 'additionalProperties' && first === undefined) {
      const key: string = params.additionalProperty
      const near = nearest(key, known)
      const advice = near === undefined ? `possible keys: ${shortList(known)}` : `did you mean \`${near}\`?`
      return { key, message: `\`${key}\` does not go with \`type: ${type}\``, advice }
    }
    const key = first === undefined ? {} : { key: first.replaceAll('~1', '/').replaceAll('~0', '~') }
    return {
      ...key,
      message: `expected ${wanted((parentSchema ?? {}) as SchemaNode)} with \`type: ${type}\``,
      advice: 'see docs/configuration.md',
    }
  })
}

/** The value with every default that the schema names for it, in the schema's order of keys. */
export function withDefaults<T extends object>(definition: DefinitionName, value: T): T {
  const { properties = {} }: SchemaNode = flowsSchema.definitions[definition]
  const filled: Record<string, unknown> = {}
  for (const [key, property] of Object.entries(properties)) {
    const given: unknown = Reflect.get(value, key)
    if (given !== undefined)
      filled[key] = structuredClone(given) // plain objects, shared with nobody
    else if (resolved(property).default !== undefined) filled[key] = resolved(property).default
  }
  return filled as T
}

/** The default that the schema names for a definition as a whole. */
export const DEFAULT_RUN_TYPE = flowsSchema.definitions.RunType.default === 'incremental' ? 'incremental' : 'full_drop'

/** Where nobody says how much to verify. */
export const DEFAULT_VERIFY = 'rows'
