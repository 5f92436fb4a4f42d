/** A local home's words → its configuration: which files an entity has. */
import { dirname, extname, resolve, sep } from 'node:path'
import { HyggeError } from '../../errors.ts'
import type { LocalHomeConfig } from '../../homes/local/config.ts'
import { parseWhere } from '../../homes/local/where/parse.ts'
import { fileSafe } from '../../plan/names.ts'
import type { Home } from '../flows-file.ts'
import { pathMistake } from '../folder.ts'
import { checkSchemaName, mergePart, type Scope, shortHome, source } from '../parts.ts'
import { withDefaults } from '../schema.ts'
import { type Names, valuesFor } from '../substitute.ts'
import { checkText } from './text.ts'

type Written = Extract<Home, { type: 'local' }>

export function expandLocalHome(scope: Scope, written: Written): LocalHomeConfig {
  const { context, names, at } = scope
  const { tree, folder } = context
  const { merged } = mergePart(scope, 'home', 'LocalHome', [], [shortHome(scope)])
  const home: Written = { ...written, ...merged.value }
  const pointer = source(merged, 'path')
  const mistake = pathMistake(home.path, 'a local home reads files, not URLs')
  if (mistake !== undefined) tree.report(pointer, 'value', mistake.message, mistake.advice)
  checkSchemaName(tree, home.path, names, pointer, at)
  if (home.where !== undefined) checkWhere(scope, home.where, source(merged, 'where'))
  const { type, path: _, ...rest } = withDefaults('LocalHome', home)
  const { format = 'parquet' } = rest
  checkText(scope, merged, home, format)
  const own = merged.from.get('path')?.at === `${at}/home`
  return { type, ...filesOf(home.path, own, names, folder), ...rest, format }
}

function checkWhere({ context: { tree } }: Scope, where: string, pointer: string): void {
  try {
    parseWhere(where)
  } catch (error) {
    if (!(error instanceof HyggeError)) throw error
    tree.report(pointer, 'value', error.message.replace(/\.$/, ''), error.advice ?? '')
  }
}

const PLACEHOLDER = /\{(entity|flow|schema)\}/
/** What picomatch gives a meaning to: *, ?, [a-z], {a,b}, !(a). */
const GLOB = /[*?]|\[[^\]]+\]|\{[^{}]*,[^{}]*\}|[!+@]\(/

/**
 * `in/{entity}.parquet` → a file or folder; `in/{entity}/2026-*.parquet` → a folder and a pattern below it. A flow's path without
 * {entity} is the folder in which each entity has something of its name; what an entity says itself is meant as it is.
 */
function filesOf(
  template: string,
  own: boolean,
  names: Names,
  folder: string,
): Pick<LocalHomeConfig, 'root' | 'pattern' | 'base'> {
  const isGlob = (segment: string) => GLOB.test(segment.replaceAll(/\{(entity|flow|schema)\}/g, ''))
  const given = template.split(sep === '\\' ? /[\\/]/ : '/')
  const whole = own || given.some(isGlob) || template.includes('{entity}') ? given : [...given, '{entity}']
  const values = valuesFor(template, names)
  const filled = (segment: string, safe: (name: string) => string) =>
    segment.replaceAll(/\{(entity|flow|schema)\}/g, (_, name: keyof typeof values) => safe(values[name]))
  const magic = whole.findIndex(isGlob)
  const plain = magic < 0 ? whole : whole.slice(0, magic)
  const root = pathBelow(
    folder,
    plain.map(segment => filled(segment, fileSafe)),
  )
  const pattern =
    magic < 0
      ? null
      : whole
          .slice(magic)
          .map(segment => filled(segment, literally))
          .join('/')
  const first = plain.findIndex(segment => PLACEHOLDER.test(segment))
  if (first >= 0) return { root, pattern, base: pathBelow(folder, plain.slice(0, first)) }
  // A file has no room for a journal, the folder around it has.
  return { root, pattern, base: pattern === null && extname(root) !== '' ? dirname(root) : root }
}

function pathBelow(folder: string, segments: string[]): string {
  const [first, ...rest] = segments
  return resolve(folder, first === '' ? sep : (first ?? '.'), ...rest.filter(segment => segment !== ''))
}

/** A name in a pattern means itself. */
function literally(name: string): string {
  return fileSafe(name).replaceAll(/[*?[\](){}!+@]/g, '\\$&')
}
