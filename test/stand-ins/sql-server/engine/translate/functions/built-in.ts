/** What a built-in function is. */
import { SqlError } from '../../../types.ts'
import type { Context } from '../context.ts'
import type { Typed } from '../typed.ts'

/** One function: how many arguments it takes, and what it becomes. */
export interface BuiltIn {
  arguments: [least: number, most: number]
  translate(values: Typed[], context: Context): Typed
}

/** @throws {SqlError} 174 or 189 when there are too few or too many. */
export function countArguments(name: string, count: number, [least, most]: [number, number]): void {
  if (count >= least && count <= most) return
  const lower = name.toLowerCase()
  throw least === most
    ? new SqlError(174, `The ${lower} function requires ${least} argument(s).`, { class: 15 })
    : new SqlError(189, `The ${lower} function requires ${least} to ${most} arguments.`, { class: 15 })
}
