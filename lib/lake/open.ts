/** Lakes of this process: one for each place, so that its connections, tokens and what was learnt of it are shared. */
import type { LakePlace } from './config.ts'
import { Lake, type LakeOptions } from './lake.ts'

const USUAL: LakeOptions = {}
const lakes = new WeakMap<LakeOptions, Map<string, Lake>>()

/** Nothing is asked of the lake yet. */
export function openLake(place: LakePlace, options: LakeOptions = USUAL): Lake {
  const known = lakes.get(options) ?? new Map<string, Lake>()
  lakes.set(options, known)
  const { service, account_url, filesystem, authentication } = place
  const key = JSON.stringify([service, account_url, filesystem, Object.entries(authentication).sort()])
  const lake = known.get(key) ?? new Lake(place, options)
  known.set(key, lake)
  return lake
}
