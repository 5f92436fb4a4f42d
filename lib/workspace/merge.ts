/** Maps laid over each other, with the memory of where each key came from. */

export interface Layer {
  value: Readonly<Record<string, unknown>>
  /** Pointer of the map. */
  at: string
}

export interface Merged {
  value: Record<string, unknown>
  /** The layer that gave each key; the last one for maps that were merged. */
  from: Map<string, Layer>
}

/**
 * Later layers win; maps merge deeply, everything else is replaced whole. Of keys in `exclusive` only one can be: a layer that has
 * one removes the others.
 */
export function mergeLayers(layers: readonly Layer[], exclusive: readonly string[] = []): Merged {
  const value: Record<string, unknown> = {}
  const from = new Map<string, Layer>()
  for (const layer of layers) {
    if (exclusive.some(key => Object.hasOwn(layer.value, key))) {
      for (const key of exclusive) {
        delete value[key]
        from.delete(key)
      }
    }
    for (const [key, given] of Object.entries(layer.value)) {
      value[key] = laidOver(value[key], given)
      from.set(key, layer)
    }
  }
  return { value, from }
}

function laidOver(under: unknown, over: unknown): unknown {
  if (!isPlain(under) || !isPlain(over)) return over
  const merged = { ...under }
  for (const [key, value] of Object.entries(over)) merged[key] = laidOver(merged[key], value)
  return merged
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
