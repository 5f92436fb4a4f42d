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
