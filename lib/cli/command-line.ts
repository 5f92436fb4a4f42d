/** A command line as a person would type it, to be shown again. */
import { COVER } from '../report/redact.ts'

/** The words without those that only make a run a dry one; secrets given by `--set` are covered. */
export function runCommand(words: string[]): string {
  const shown: string[] = []
  for (const [index, word] of words.entries()) {
    if (['--dry-run', '--offline', '-v', '--verbose'].includes(word)) continue
    const set = words[index - 1] === '--set' || word.startsWith('--set=')
    shown.push(quote(set ? word.replace(/((?:pass|pwd|secret|token|credential)[^=.]*=).*/is, `$1${COVER}`) : word))
  }
  return ['hygge-run', ...shown].join(' ')
}

/** Quoted for a POSIX shell where it needs to be. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}
