/** "Did you mean": the word among those possible that a slip of the keys would have turned into the one given. */
import { distance } from 'fastest-levenshtein'

/** The nearest of `known`, or undefined when none is near enough to be meant. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const wanted = plain(word)
  let best: string | undefined
  let least = (wanted.length < 3 ? 0 : Math.max(1, Math.floor(wanted.length / 3))) + 0.5
  for (const candidate of known) {
    const steps = stepsBetween(wanted, plain(candidate))
    if (steps < least) {
      least = steps
      best = candidate
    }
  }
  return best
}

/** `did you mean …?`, else the list of what is possible, shortened when it is long. */
export function didYouMean(word: string | undefined, known: Iterable<string>, what: string): string {
  const names = [...known]
  const near = word === undefined ? undefined : nearest(word, names)
  if (near !== undefined) return `did you mean \`${near}\`?`
  if (names.length === 0) return `there are no ${what}`
  return `${what}: ${shortList(names)}`
}

/** The first names, and how many more there are. */
export function shortList(names: readonly string[], most = 20): string {
  const shown = names.slice(0, most).join(', ')
  return names.length > most ? `${shown} … and ${names.length - most} more` : shown
}

/** A word that holds the other whole (`cert`, `trust_cert`) is nearer than its edits say. */
function stepsBetween(a: string, b: string): number {
  const held = Math.min(a.length, b.length) >= 4 && (a.includes(b) || b.includes(a))
  const steps = distance(a, b)
  if (steps === 2 && a.length === b.length && sorted(a) === sorted(b)) return 1 // two letters changed places: one slip
  return held ? Math.min(1.25, steps) : steps
}

function sorted(word: string): string {
  return [...word].sort().join('')
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[-_ ]/g, '')
}
