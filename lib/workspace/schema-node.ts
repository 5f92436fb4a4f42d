/** The part of JSON Schema that the schema of flows files uses, as messages need to read it. */
import flowsSchema from '../../schemas/flows.schema.json' with { type: 'json' }

export interface SchemaNode {
  $ref?: string
  type?: string | string[]
  description?: string
  default?: unknown
  examples?: unknown[]
  const?: unknown
  enum?: unknown[]
  pattern?: string
  oneOf?: SchemaNode[]
  properties?: Record<string, SchemaNode>
  items?: SchemaNode
  minimum?: number
  exclusiveMinimum?: number
  maximum?: number
}

/** Follows `$ref`. */
export function resolved(node: SchemaNode): SchemaNode {
  if (node.$ref === undefined) return node
  let target: unknown = flowsSchema
  for (const key of node.$ref.split('/').slice(1)) target = Reflect.get(Object(target), key)
  return resolved(Object(target))
}

/** Keys that a map by this schema may have, also those of the branches of a union. */
export function keysOf(node: SchemaNode): string[] {
  const { properties = {}, oneOf = [] } = resolved(node)
  return [...new Set([...Object.keys(properties), ...oneOf.flatMap(keysOf)])]
}

/** What the schema asks for, in a few words: `a whole number from 1 to 65535`. */
export function wanted(node: SchemaNode): string {
  const { type, enum: values, const: constant, pattern, examples } = resolved(node)
  if (values !== undefined) return listed(values.map(String))
  if (constant !== undefined) return String(constant)
  const words = [type ?? []].flat().map(name => typeWords(name, resolved(node)))
  const like = typeof examples?.[0] === 'string' && pattern !== undefined ? ` (${examples.join(', ')})` : ''
  return listed(words) + like
}

/** `a, b or c`. */
export function listed(words: string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

function typeWords(type: string, { minimum, exclusiveMinimum, maximum }: SchemaNode): string {
  switch (type) {
    case 'integer':
    case 'number': {
      const number = type === 'integer' ? 'a whole number' : 'a number'
      if (exclusiveMinimum !== undefined)
        return `${number} above ${exclusiveMinimum}${maximum === undefined ? '' : `, at most ${maximum}`}`
      if (minimum === undefined) return number
      return maximum === undefined ? `${number} of at least ${minimum}` : `${number} from ${minimum} to ${maximum}`
    }
    case 'boolean':
      return 'true or false'
    case 'array':
      return 'a list'
    case 'object':
      return 'a map of keys and values'
    default:
      return 'text'
  }
}
