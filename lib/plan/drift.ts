/** What became of a data set's columns since its last run, and whether that is wanted. docs/schema-drift.md has the rules. Pure. */
import type { DataType, Field } from '../columns/schema.ts'
import { typeName } from '../columns/type-name.ts'
import type { RunType } from '../events.ts'

/** One column that is not what it was. */
export interface Drift {
  column: string
  /** `widen`: every value that was still has its place; `change`: not so. */
  kind: 'add' | 'drop' | 'widen' | 'change'
  /** Its type before; absent when it is new. */
  was?: string
  /** Its type now; absent when it is gone. */
  now?: string
}

/** What is done about each kind. */
export interface DriftPolicy {
  add: 'allow' | 'fail'
  drop: 'allow' | 'fail'
  widen: 'allow' | 'fail'
  change: 'allow' | 'fail' | 'new_version'
}

/** Where nobody says it: a full_drop replaces everything, an increment must go with what stands. */
export function policyFor(mode: RunType, said: Partial<DriftPolicy>): DriftPolicy {
  return { add: 'allow', drop: 'allow', widen: 'allow', change: mode === 'full_drop' ? 'allow' : 'fail', ...said }
}

/**
 * @param before the columns of the last run
 * @param gone columns that earlier runs had and the last one had not, of which files still stand
 */
export function driftOf(before: readonly Field[], gone: readonly Field[], now: readonly Field[]): Drift[] {
  const drift: Drift[] = []
  const there = byName(now)
  for (const { name, type, nullable } of before)
    if (!there.has(name)) drift.push({ column: name, kind: 'drop', was: words(type, nullable) })
  const known = byName([...gone, ...before])
  const last = byName(before)
  for (const field of now) {
    const { name, type, nullable } = field
    const was = known.get(name)
    const same = was !== undefined && kindOf(was, field) === null
    if (was === undefined || (same && !last.has(name))) {
      drift.push({ column: name, kind: 'add', now: words(type, nullable) })
      continue
    }
    const kind = kindOf(was, field)
    if (kind !== null)
      drift.push({ column: name, kind, was: words(was.type, was.nullable), now: words(type, nullable) })
  }
  return drift
}

/** The columns of which files stand and the run has no more. A full_drop leaves no other files. */
export function goneAfter(before: readonly Field[], gone: readonly Field[], now: readonly Field[]): Field[] {
  const there = byName(now)
  return [...byName([...gone, ...before]).values()].filter(({ name }) => !there.has(name))
}

export function driftInWords({ column, kind, was, now }: Drift): string {
  switch (kind) {
    case 'add':
      return `${column} (${now}) is new`
    case 'drop':
      return `${column} (${was}) is gone`
    case 'widen':
      return `${column} was ${was} and is the wider ${now}`
    case 'change':
      return `${column} was ${was} and is ${now}`
  }
}

function byName(fields: readonly Field[]): Map<string, Field> {
  return new Map(fields.map(field => [field.name, field]))
}

function words(type: DataType, nullable: boolean): string {
  return `${typeName(type)}${nullable ? '' : ' not null'}`
}

/** Null when nothing that matters to readers is another: what is never NULL any more is no trouble to those who expect NULLs. */
function kindOf(was: Field, now: Field): 'widen' | 'change' | null {
  const same = typeName(was.type) === typeName(now.type)
  if (!same && !widens(was.type, now.type)) return 'change'
  return same && (was.nullable || !now.nullable) ? null : 'widen'
}

/** True when every value of the one type is a value of the other, which is larger. */
function widens(from: DataType, to: DataType): boolean {
  if (from.kind === 'int' && to.kind === 'int') return to.bits > from.bits
  if (from.kind === 'float' && to.kind === 'float') return to.bits > from.bits
  if (from.kind === 'decimal' && to.kind === 'decimal')
    return to.scale >= from.scale && to.precision - to.scale >= from.precision - from.scale
  return false
}
