/** Where an entity settles on disk or in a lake: the path of the store with the names filled in. */
import { dirname, resolve, sep } from 'node:path'
import { fileSafe } from '../plan/names.ts'
import { type Names, valuesFor } from './substitute.ts'

export interface Folder {
  /** Absolute folder of the entity. */
  path: string
  /** Absolute folder above the first placeholder, which the entities of the flow share. */
  base: string
}

const PLACEHOLDER = /\{(entity|flow|schema)\}/

/**
 * `out` → `out/<entity>`; `out/{flow}/x-{entity}` → with the names in place. Relative to `folder`.
 * Names are one path segment whatever is in them: see `fileSafe`.
 */
export function entityFolder(template: string, names: Names, folder: string): Folder {
  const { above, rest } = segmentsOf(template, names, sep === '\\' ? /[\\/]/ : '/')
  const base = resolve(folder, above.length === 1 && above[0] === '' ? sep : above.join(sep))
  return { base, path: resolve(base, ...rest.filter(segment => segment !== '')) }
}

/** The same in a file system of a lake: paths begin at its root, with `/` between their segments and at neither end. */
export function lakeFolder(template: string, names: Names): Folder {
  const { above, rest } = segmentsOf(template, names, '/')
  const joined = (segments: string[]) => segments.filter(segment => segment !== '').join('/')
  return { base: joined(above), path: joined([...above, ...rest]) }
}

/** What stands before the first placeholder, and the rest with the names in place. */
function segmentsOf(template: string, names: Names, separator: string | RegExp): { above: string[]; rest: string[] } {
  const whole = template.includes('{entity}') ? template : `${template}/{entity}`
  const values = valuesFor(whole, names)
  const segments = whole.split(separator)
  const first = segments.findIndex(segment => PLACEHOLDER.test(segment))
  const rest = segments
    .slice(first)
    .map(segment =>
      segment.replaceAll(/\{(entity|flow|schema)\}/g, (_, name: keyof typeof values) => fileSafe(values[name])),
    )
  return { above: segments.slice(0, first), rest }
}

/** What cannot be meant by a path, in words; undefined when it is fine. */
export function pathMistake(
  template: string,
  what = 'a local store writes to folders, not to URLs',
): { message: string; advice: string } | undefined {
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(template)) {
    return { message: what, advice: 'write a path: out, ../out or /data/out' }
  }
  if (/^~/.test(template)) return { message: '`~` is not expanded', advice: `write \${HOME}/… instead` }
  if (template.includes('\0')) return { message: 'the path holds a zero character', advice: 'remove it' }
  return placeholderMistake(template)
}

/** What cannot be meant by a path in a lake, in words; undefined when it is fine. */
export function lakePathMistake(template: string): { message: string; advice: string } | undefined {
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(template))
    return { message: 'expected a path in the file system, found a URL', advice: 'write the path only: raw/{entity}' }
  if (/[\\\p{Cc}]/u.test(template))
    return { message: 'the path holds a backslash or a control character', advice: 'separate folders by `/`' }
  const segments = template.split('/')
  if (segments.some(segment => /^\.+$/.test(segment)))
    return { message: '`.` and `..` have no meaning in a lake', advice: 'write the path from the root' }
  if (segments.some(segment => /[. ]$/.test(segment)))
    return { message: 'a folder of a lake cannot end in a dot or a blank', advice: 'remove it' }
  return placeholderMistake(template)
}

function placeholderMistake(template: string): { message: string; advice: string } | undefined {
  const other = [...template.matchAll(/\{(\w*)\}/g)].find(([whole]) => !PLACEHOLDER.test(whole))
  if (other === undefined) return undefined
  return { message: `\`${other[0]}\` is not known`, advice: 'there are {entity}, {flow} and {schema}' }
}

/** The folders above, nearest first. */
export function ancestors(path: string): string[] {
  const folders: string[] = []
  for (let at = dirname(path); folders.at(-1) !== at; at = dirname(at)) folders.push(at)
  return folders
}
