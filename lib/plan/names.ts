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
 * A name as one part of a file path, on any system: what some file system reserves becomes %XX of its UTF-8 bytes.
 * No two names share one where the file system tells upper from lower case.
 */
export function fileSafe(name: string): string {
  return name.replace(RESERVED, text =>
    [...Buffer.from(text)].map(byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  )
}

/** Reserved characters, a leading dot or `_tmp`, trailing dots and blanks, and Windows' device names by their first letter. */
const RESERVED =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what no file system likes
  /[\u0000-\u001f<>:"/\\|?*%\u007f]|^\.+|[. ]+$|^_(?=tmp$)|^[acnlp](?=(?:(?<=a)ux|(?<=c)on|(?<=c)om\d|(?<=n)ul|(?<=l)pt\d|(?<=p)rn)(?:\.|$))/giu
