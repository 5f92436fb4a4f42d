/** `--set flow.<flow>.<path>=value`: changes to a flow from the command line, as if the file said so. */

import { didYouMean } from '../suggest.ts'
import { problemAt } from './problem.ts'
import { isSecretKey } from './secrets.ts'
import { COMMAND_LINE, Source, type Span } from './source.ts'
import { below, isMap, newMap, type Tree } from './tree.ts'
import { readYaml } from './yaml.ts'

interface Segment extends Span {
  text: string
}

const FORM =
  'write --set flow.<flow>.<path>=value: --set flow.erp.store.path=out; names with dots in quotes: flow."a.b"'

/** Applies the changes in order; the values are YAML, variables in them are filled in. */
export function applySets(tree: Tree, sets: readonly string[], env: NodeJS.ProcessEnv): void {
  for (const text of sets) applySet(tree, new Source(COMMAND_LINE, text), env)
}

function applySet(tree: Tree, source: Source, env: NodeJS.ProcessEnv): void {
  const whole = { start: 0, end: source.text.length }
  const report = (message: string, advice: string, span: Span = whole) => {
    tree.problems.push(problemAt(source, span, '', message, advice))
  }
  const assignment = parse(source.text)
  if (assignment === undefined) {
    hideValue(source)
    report('the change is not understood', FORM)
  } else {
    const [first, flow, ...path] = assignment.segments
    if (isSecretKey(path.at(-1)?.text ?? '', path.at(-2)?.text))
      source.hide({ start: assignment.value, end: whole.end })
    const flows = isMap(tree.value) ? tree.value.flows : undefined
    if (first?.text !== 'flow' || flow === undefined) report('only flows can be changed', FORM, first)
    else if (!isMap(flows) || !isMap(flows[flow.text])) {
      const names = isMap(flows) ? Object.keys(flows) : []
      report(`there is no flow ${JSON.stringify(flow.text)}`, didYouMean(flow.text, names, 'flows'), flow)
    } else if (path.length === 0) report('what to change in the flow is missing', FORM, flow)
    else assign(tree, source, below('/flows', flow.text), flows[flow.text], path, assignment.value, env)
  }
}

/** Walks down, making maps where there are none, and puts the value where the path ends. */
function assign(
  tree: Tree,
  source: Source,
  start: string,
  flow: unknown,
  path: Segment[],
  value: number,
  env: NodeJS.ProcessEnv,
): void {
  let pointer = start
  let node = flow
  for (const [index, segment] of path.entries()) {
    const container = node
    const key = keyIn(container, segment.text)
    const parent = pointer
    const span = { start: segment.start, end: segment.end }
    if (key === undefined) {
      tree.places.set(below(parent, segment.text), { source, key: span, value: span })
      if (Array.isArray(container)) {
        const names = container.map((item, at) => nameOf(item) ?? String(at))
        tree.report(
          below(parent, segment.text),
          'key',
          'the list has no such item',
          didYouMean(segment.text, names, 'items'),
        )
      } else
        tree.report(
          below(parent, segment.text),
          'key',
          'there can be nothing below a plain value',
          'end the path before it',
        )
      return
    }
    pointer = below(parent, key)
    const put = (made: unknown) => Reflect.set(container as object, key, made)
    if (index === path.length - 1) {
      tree.forget(pointer)
      tree.places.set(pointer, { source, key: span, value: span })
      const last = { name: segment.text, parent: path[index - 1]?.text, span }
      const given = readYaml(source, { tree, pointer, env, offset: value, key: last })
      if (given === undefined) tree.markBroken(pointer)
      else put(given)
      return
    }
    node = (container as Record<string, unknown>)[key]
    if (typeof node === 'string' && Array.isArray(container) && parent.endsWith('/entities')) {
      // `- orders` becomes `- { name: orders }`, so that it can hold more.
      const place = tree.place(pointer)
      tree.places.set(below(pointer, 'name'), place)
      node = Object.assign(newMap(), { name: node })
      put(node)
    } else if (node === undefined || node === null) {
      tree.places.set(pointer, { source, key: span, value: span })
      node = newMap()
      put(node)
    }
  }
}

/** The key that a segment of the path means: of a map itself, of a list the index, by number or by the item's name. */
function keyIn(container: unknown, text: string): string | undefined {
  if (isMap(container)) return text
  if (!Array.isArray(container)) return undefined
  const named = container.findIndex(item => nameOf(item) === text)
  if (named >= 0) return String(named)
  return /^\d+$/.test(text) && Number(text) < container.length ? String(Number(text)) : undefined
}

function nameOf(item: unknown): string | undefined {
  const name = isMap(item) ? item.name : item
  return typeof name === 'string' ? name : undefined
}

/** `a."b.c".d=value` → its segments and where the value begins. */
function parse(text: string): { segments: Segment[]; value: number } | undefined {
  const segments: Segment[] = []
  const token = /"([^"]*)"|([^."=]+)/y
  for (let at = 0; ; ) {
    token.lastIndex = at
    const match = token.exec(text)
    if (match === null) return undefined
    at = token.lastIndex
    segments.push({ text: match[1] ?? match[2]!.trim(), start: match.index, end: at })
    if (text[at] === '=') return { segments, value: at + 1 }
    if (text[at] !== '.') return undefined
    at++
  }
}

/** An argument that is not understood may hold a secret all the same. */
function hideValue(source: Source): void {
  const equals = source.text.indexOf('=')
  if (equals >= 0) source.hide({ start: equals + 1, end: source.text.length })
}
