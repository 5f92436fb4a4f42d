/** What a user wrote, as plain values, with the place in the text of each: by JSON pointer, as ajv names them. */
import { type Problem, problemAt } from './problem.ts'
import type { Source, Span } from './source.ts'

export interface Place {
  source: Source
  /** The key; absent for items of lists and for the root. */
  key?: Span
  /** The value; for maps and lists what best stands for it on one line. */
  value: Span
  /** Variables that the text came from: then the value may be a number or a boolean, and is never shown. */
  names?: string[]
  /** Never shown. */
  secret?: boolean
}

export class Tree {
  value: unknown = undefined
  readonly places = new Map<string, Place>()
  readonly problems: Problem[] = []
  /** Pointers that problems are at: what is built of them would only repeat the problem. */
  readonly #broken = new Set<string>()
  readonly #unknown = new Set<string>()

  /** Reports a problem at a key or a value, or at the nearest place above when nothing is written there. */
  report(pointer: string, at: 'key' | 'value', message: string, advice?: string, span?: Span): void {
    const place = this.place(pointer)
    const where = span ?? (at === 'key' ? (place.key ?? place.value) : place.value)
    this.#broken.add(pointer)
    this.#note(pointer, problemAt(place.source, where, this.keyPath(pointer), message, advice))
  }

  /** Nothing is to be built of this value, for a reason that is told elsewhere. */
  markBroken(pointer: string): void {
    this.#broken.add(pointer)
  }

  /** Reports a key that nobody knows, and takes it out: what is left is as good as it was. */
  reportUnknown(map: string, key: string, advice: string): void {
    const pointer = below(map, key)
    const { source, key: span, value } = this.place(pointer)
    this.#unknown.add(pointer)
    this.#note(pointer, problemAt(source, span ?? value, this.keyPath(pointer), 'unknown key', advice))
    const node = this.at(map)
    if (isMap(node)) delete node[key]
  }

  #note(pointer: string, problem: Problem): void {
    const [top, flow] = segments(pointer)
    this.problems.push(top === 'flows' && flow !== undefined ? { ...problem, flow } : problem)
  }

  /** True when the value or a part of it is not what the schema asks for; a key that was only unknown does not count. */
  isBroken(pointer: string): boolean {
    return touches(this.#broken, pointer)
  }

  /** True when the value itself is not what the schema asks for, whatever is in it. */
  isBrokenAt(pointer: string): boolean {
    return this.#broken.has(pointer)
  }

  /** True when an unknown key was taken out here, which may be a misspelt one that is now missing. */
  isIncomplete(pointer: string): boolean {
    return touches(this.#unknown, pointer)
  }

  /** Where a value is, as seen from another: the line, or the file and the line when it is another file. */
  whereIs(pointer: string, from: string): string {
    const { source, value } = this.place(pointer)
    const { line } = source.position(value.start)
    return source === this.place(from).source ? `in line ${line}` : `in ${source.name}:${line}`
  }

  /** The value at a pointer. */
  at(pointer: string): unknown {
    let node = this.value
    for (const key of segments(pointer)) node = childOf(node, key)
    return node
  }

  /** Puts another value where one is already. */
  replace(pointer: string, value: unknown): void {
    const parent = this.at(pointer.slice(0, pointer.lastIndexOf('/')))
    if (typeof parent === 'object' && parent !== null) Reflect.set(parent, segments(pointer).at(-1)!, value)
  }

  place(pointer: string): Place {
    for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
      const place = this.places.get(at)
      if (place !== undefined) return place
    }
  }

  /** The value as a message may show it, in backticks; undefined when it is a secret or came from a variable. */
  shown(pointer: string, value: unknown): string | undefined {
    const place = this.places.get(pointer)
    if (place?.secret || place?.names !== undefined) return undefined
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined
    const text = String(value)
    return text.length > 60 || /\p{Cc}/u.test(text) ? undefined : `\`${text}\``
  }

  /** `/flows/a b/entities/0` → `flows."a b".entities[0]`. */
  keyPath(pointer: string): string {
    let text = ''
    let node = this.value
    for (const segment of segments(pointer)) {
      // While the text is being read there is no value to look at yet.
      if (Array.isArray(node) || (node === undefined && /^\d+$/.test(segment))) text += `[${segment}]`
      else text += `${text === '' ? '' : '.'}${/^[\w-]+$/.test(segment) ? segment : JSON.stringify(segment)}`
      node = childOf(node, segment)
    }
    return text
  }

  /** Forgets the places of a value that is about to be replaced. */
  forget(pointer: string): void {
    for (const at of this.places.keys()) if (at === pointer || at.startsWith(`${pointer}/`)) this.places.delete(at)
  }
}

/** A map as trees hold it: without prototype, so that any key is only a key. */
export type TreeMap = Record<string, unknown>

export function newMap(): TreeMap {
  return Object.create(null)
}

export function isMap(value: unknown): value is TreeMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The pointer of a key or an item below another. */
export function below(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`
}

function childOf(node: unknown, key: string): unknown {
  return isMap(node) ? node[key] : Array.isArray(node) ? node[Number(key)] : undefined
}

function touches(pointers: ReadonlySet<string>, pointer: string): boolean {
  if (pointers.has(pointer)) return true
  for (const other of pointers) if (other.startsWith(`${pointer}/`)) return true
  return false
}

function segments(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map(segment => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
}
