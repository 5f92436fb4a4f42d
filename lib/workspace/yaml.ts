/** YAML → plain values with their places; anchors, aliases and `<<` are resolved, variables are filled in. */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from 'yaml'
import { isSecretKey } from './secrets.ts'
import type { Source, Span } from './source.ts'
import { hideComments, syntaxProblems } from './syntax.ts'
import { below, newMap, type Place, type Tree, type TreeMap } from './tree.ts'
import { expandVariables } from './variables.ts'

/** Values that aliases may repeat in one file: more is a mistake or an attack. */
const MOST_REPEATED = 100_000

/** Where a text goes in a tree: at the root for a file, deeper for a value given on the command line. */
interface Target {
  tree: Tree
  pointer: string
  env: NodeJS.ProcessEnv
  /** The key that the value stands under, when the text itself does not have it. */
  key?: { name: string; parent: string | undefined; span: Span }
  /** Where in the source the YAML begins. */
  offset?: number
}

/** Reads a text into a tree. Returns the value, or undefined when the text is not YAML; problems are reported to the tree. */
export function readYaml(source: Source, target: Target): unknown {
  const offset = target.offset ?? 0
  hideComments(source)
  // Blanks keep the offsets of the source when only its end is YAML.
  const text = source.text.slice(offset)
  const document = parseDocument(offset === 0 ? text : ' '.repeat(offset) + text, { merge: true, prettyErrors: false })
  const problems = syntaxProblems(document, source)
  target.tree.problems.push(...problems)
  if (problems.length > 0) return undefined
  return new Reader(document, source, target).read()
}

class Reader {
  readonly #document: Document
  readonly #source: Source
  readonly #target: Target
  readonly #open = new Set<Node>()
  #repeated = 0
  #aliases = 0

  constructor(document: Document, source: Source, target: Target) {
    this.#document = document
    this.#source = source
    this.#target = target
  }

  read(): unknown {
    const { pointer, key } = this.#target
    return this.#value(
      this.#document.contents,
      pointer,
      key?.span,
      key !== undefined && isSecretKey(key.name, key.parent),
    )
  }

  #value(node: Node | null, pointer: string, key: Span | undefined, secret: boolean): unknown {
    if (isAlias(node)) return this.#alias(node, pointer, key, secret)
    if (this.#aliases > 0 && ++this.#repeated > MOST_REPEATED) {
      if (this.#repeated === MOST_REPEATED + 1) this.#target.tree.report(pointer, 'value', 'aliases repeat too much')
      return null
    }
    const span = spanOf(node) ?? key ?? { start: 0, end: 0 }
    const place: Place = { source: this.#source, value: isNothing(node) ? (key ?? span) : span, ...(key && { key }) }
    if (secret) place.secret = true
    this.#target.tree.places.set(pointer, place)
    if (isScalar(node)) return this.#scalar(node, pointer, place)
    if (node === null) return null
    this.#open.add(node)
    const value = this.#collection(node, pointer, place)
    this.#open.delete(node)
    return value
  }

  #collection(node: Node, pointer: string, place: Place): unknown {
    const { key, secret = false } = place
    if (isMap<Node, Node | null>(node)) {
      place.value = key ?? spanOf(node.items[0]?.key) ?? opening(place.value)
      return this.#map(node, pointer, secret)
    }
    if (!isSeq<Node | null>(node)) return null
    place.value = key ?? opening(place.value)
    return node.items.map((item, index) => this.#value(item, below(pointer, index), undefined, secret))
  }

  #scalar(node: Scalar, pointer: string, place: Place): unknown {
    if (place.secret && node.value !== null) this.#source.hide(place.value)
    if (typeof node.value !== 'string') return node.value
    const { text, names, mistakes } = expandVariables(node.value, this.#target.env)
    if (names.length > 0) place.names = names
    for (const { occurrence, length, message, advice } of mistakes) {
      const start = nth(this.#source.text.slice(place.value.start, place.value.end), '${', occurrence)
      const from = place.value.start + (start ?? 0)
      const span = start === undefined ? place.value : { start: from, end: Math.min(from + length, place.value.end) }
      this.#target.tree.report(pointer, 'value', message, advice, span)
    }
    return text
  }

  #map(node: YAMLMap<Node, Node | null>, pointer: string, secret: boolean): TreeMap {
    const map = newMap()
    const parent = lastSegment(pointer) ?? this.#target.key?.name
    for (const pair of node.items) if (isMergeKey(pair.key)) this.#merge(map, pair, pointer, secret)
    for (const pair of node.items) {
      if (isMergeKey(pair.key)) continue
      const name = this.#name(pair.key, pointer)
      if (name === undefined) continue
      const hidden = secret || (isSecretKey(name, parent) && (parent === 'authentication' || !isMap(pair.value)))
      delete map[name] // so that the order is that of the file
      map[name] = this.#value(pair.value, below(pointer, name), spanOf(pair.key), hidden)
    }
    return map
  }

  /** `<<: *base` or `<<: [*a, *b]`: the earlier of the list wins, and keys that the map has itself, which are read after. */
  #merge(map: TreeMap, pair: Pair<Node, Node | null>, pointer: string, secret: boolean): void {
    const { tree } = this.#target
    const place = tree.places.get(pointer)
    const sources = isSeq<Node | null>(pair.value) ? pair.value.items.toReversed() : [pair.value]
    for (const source of sources) {
      const node = isAlias(source) ? source.resolve(this.#document) : source
      if (isMap(node)) Object.assign(map, this.#value(source, pointer, place?.key, secret))
      else
        tree.report(pointer, 'key', '`<<` merges maps only', 'give it an alias of a map: `<<: *name`', spanOf(pair.key))
    }
    if (place !== undefined) tree.places.set(pointer, place)
  }

  #alias(
    node: Node & { resolve(doc: Document): Node | undefined },
    pointer: string,
    key: Span | undefined,
    secret: boolean,
  ): unknown {
    const target = node.resolve(this.#document)
    const { tree } = this.#target
    if (target === undefined || this.#open.has(target)) {
      const span = spanOf(node) ?? { start: 0, end: 0 }
      tree.places.set(pointer, { source: this.#source, value: span, ...(key && { key }) })
      const message = target === undefined ? 'no anchor has this name' : 'the alias is inside of what it stands for'
      tree.report(pointer, 'value', message, 'an anchor `&name` has to be written before the alias `*name`')
      return null
    }
    this.#aliases++
    const value = this.#value(target, pointer, key, secret)
    this.#aliases--
    return value
  }

  #name(key: Node, pointer: string): string | undefined {
    if (isScalar(key)) return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value))
    this.#target.tree.report(pointer, 'key', 'a key has to be plain text', undefined, spanOf(key))
    return undefined
  }
}

/** The `merge` option gives the key `<<` a symbol as its value. */
function isMergeKey(key: Node): boolean {
  return isScalar(key) && typeof key.value === 'symbol'
}

/** A value that is not written at all. */
function isNothing(node: Node | null): boolean {
  return node === null || (isScalar(node) && node.value === null && node.source === '')
}

function spanOf(node: Node | null | undefined): Span | undefined {
  return node?.range ? { start: node.range[0], end: node.range[1] } : undefined
}

/** The bracket or dash that a collection begins with. */
function opening(span: Span): Span {
  return { start: span.start, end: span.start + 1 }
}

function lastSegment(pointer: string): string | undefined {
  return pointer === '' ? undefined : pointer.slice(pointer.lastIndexOf('/') + 1)
}

function nth(text: string, word: string, occurrence: number): number | undefined {
  let at = text.indexOf(word)
  for (let left = occurrence; left > 0 && at >= 0; left--) at = text.indexOf(word, at + 1)
  return at < 0 ? undefined : at
}
