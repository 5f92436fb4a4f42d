/** Names of files whose order Fabric reads off them: twenty digits, from 1 on, without a gap. */
const NUMBERED = /^(\d{20})\.parquet$/

export function numbered(number: bigint): string {
  return `${String(number).padStart(20, '0')}.parquet`
}

/** Null for names that are no numbers. */
export function numberOf(name: string): bigint | null {
  const digits = NUMBERED.exec(name)?.[1]
  return digits === undefined ? null : BigInt(digits)
}

/** The highest number among these names; 0 when none has one. */
export function highest(names: Iterable<string>): bigint {
  let most = 0n
  for (const name of names) {
    const number = numberOf(name) ?? 0n
    if (number > most) most = number
  }
  return most
}
