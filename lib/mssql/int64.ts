/** 64-bit results from doubles that stay exact: a product is split into words so that no part passes 2^53. */

export const WORD = 0x100000000

/** Microseconds of a day: 20 * 2^32 + 500654080. */
export const DAY_US = { upper: 20, lower: 500654080 } as const
/** Nanoseconds of a day: 20116 * 2^32 + 2437873664. */
export const DAY_NS = { upper: 20116, lower: 2437873664 } as const

/** Days from 0001-01-01, where SQL Server counts from, to 1970-01-01. */
export const DAYS_TO_1970 = 719162
/** Days from 1900-01-01, where datetime counts from, to 1970-01-01. */
export const DAYS_1900_TO_1970 = 25567
/** 100 ns ticks in one unit of a time with that many digits. */
export const TICKS = [10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1] as const
