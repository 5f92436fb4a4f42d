/** Names that a run gives to things: pure functions, so that a run after a crash finds what the one before it left. */

/** A run's id: its start to the second in UTC, then eight random hex digits; sorts by time, is unique and safe in any file name. */
export function runId(now: Date, random: string): string {
  const stamp = now.toISOString().slice(0, 19).replace(/[-:]/g, '')
  return `${stamp}Z-${random}`
}

/** The name of one output file: a pure function of (run, range, part), so no two runs can share one. */
export function partName(run: string, range: number, part: number, extension: string): string {
  return `${run}-r${String(range).padStart(4, '0')}-p${String(part).padStart(5, '0')}.${extension}`
}

/**
 * A name as one segment of a path, on every system: what file systems refuse or give a meaning to is percent-encoded, as in URLs,
 * so that two names never become one. `a/b` → `a%2Fb`, `..` → `%2E%2E`, `con` → `%63on`. The names of our own folders are nobody else's:
 * `_tmp` for staging, `_history` in a journal.
 */
export function fileSafe(name: string): string {
  const encoded = name.replaceAll(/[\p{Cc}<>:"/\\|?*%]|^\.|[. ]$/gu, percent)
  return /^(_(tmp|history)$|(con|prn|aux|nul|com\d|lpt\d)(\.|$))/i.test(encoded)
    ? encoded.replace(/^./, percent)
    : encoded
}

function percent(char: string): string {
  return `%${char.codePointAt(0)!.toString(16).toUpperCase().padStart(2, '0')}`
}
