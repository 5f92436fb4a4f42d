/** Column names by rule, and unique whatever the rules make of them. Pure. */
import type { Case, Renaming } from './config.ts'

/** The name that the rules give to a column, before others are looked at; the name itself when nothing would be left of it. */
export function renamed(name: string, rules: Renaming): string {
  let text = name
  if (rules.remove_special) text = withoutSpecial(text)
  if (rules.remove_spaces) text = text.replaceAll(' ', '')
  if (rules.case !== 'none') text = inCase(text, rules.case)
  return text === '' ? name : text
}

/** Names in the columns' order: the first of equal ones keeps it, later ones get `_1`, `_2` … that nobody else has or is about to have. */
export function uniqueNames(names: readonly string[], taken: readonly string[] = []): string[] {
  const wanted = new Set([...names, ...taken])
  const used = new Set(taken)
  return names.map(name => {
    let unique = name
    if (used.has(name)) {
      let suffix = 1
      while (wanted.has(`${name}_${suffix}`) || used.has(`${name}_${suffix}`)) suffix++
      unique = `${name}_${suffix}`
    }
    used.add(unique)
    return unique
  })
}

/** Words in parentheses move to the end as they are; what is no ASCII letter, digit, blank, `_` or `-` goes. */
function withoutSpecial(name: string): string {
  const words = [...name.matchAll(/\(([^()]+)\)/g)].flatMap(([, inner]) => inner!.split(/\s+/).filter(Boolean))
  const rest = name
    .replaceAll(/\s*\([^()]*\)/g, '')
    .replaceAll(/[^A-Za-z0-9\s_-]/g, '')
    .trim()
  return [rest, ...words].filter(Boolean).join(' ')
}

function inCase(name: string, wanted: Case): string {
  const words = name
    .replaceAll(/[_-]/g, ' ')
    .replaceAll(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ')
    .split(/\s+/)
    .filter(Boolean)
  if (words.length === 0) return name
  if (wanted === 'snake') return words.map(word => word.toLowerCase()).join('_')
  const [first, ...others] = words
  return [wanted === 'camel' ? first!.toLowerCase() : capital(first!), ...others.map(capital)].join('')
}

function capital(word: string): string {
  const [first = '', ...rest] = word
  return first.toUpperCase() + rest.join('').toLowerCase()
}
