/** Comparisons: both sides brought to one type as SQL Server would, so that DuckDB compares like with like. */
import { SqlError, type SqlType } from '../../types.ts'
import { familyOf, ignoresCase, isNumeric, precedenceOf } from '../types/sql-type.ts'
import { quoteText } from '../types/storage.ts'
import { convert } from './conversion.ts'
import { clash, sortKey, type Typed } from './typed.ts'

const INCOMPARABLE = new Set(['text', 'ntext', 'image', 'xml'])

/** The two sides as DuckDB SQL that can be compared with =, < and so on. */
export function comparable(left: Typed, right: Typed, operator: string): [string, string] {
  if (left.untyped || right.untyped)
    return [left.untyped ? 'NULL' : sortKey(left), right.untyped ? 'NULL' : sortKey(right)]
  for (const { type } of [left, right])
    if (INCOMPARABLE.has(type.name) || type.udt?.startsWith('geo')) throw clash(left.type, right.type, operator)
  if (isNumeric(left.type) && isNumeric(right.type)) return [bitAsNumber(left, right), bitAsNumber(right, left)]
  const caseless = ignoresCase(left.type.collation ? left.type : right.type)
  if (familyOf(left.type) === 'text' && familyOf(right.type) === 'text')
    return [sortKey(left, caseless), sortKey(right, caseless)]
  if (familyOf(left.type) === 'binary' && familyOf(right.type) === 'binary') return [left.sql, right.sql]
  const common = meetingType(left.type, right.type)
  if (
    familyOf(common) === 'variant' ||
    new Set([familyOf(left.type), familyOf(right.type)]).isSupersetOf(new Set(['date', 'time']))
  ) {
    throw clash(left.type, right.type, operator)
  }
  const bring = (side: Typed): string => sortKey(convert(side, common, { mode: 'implicit' }), caseless)
  return [bring(left), bring(right)]
}

/** The type in which two types meet; digits and lengths are large enough for both. */
export function meetingType(left: SqlType, right: SqlType): SqlType {
  const [high, low] = precedenceOf(left) >= precedenceOf(right) ? [left, right] : [right, left]
  if (['datetime2', 'datetimeoffset', 'time'].includes(high.name)) {
    // Text and dates come with up to seven digits.
    return {
      ...high,
      scale: familyOf(low) === 'text' ? 7 : Math.max(high.scale ?? 7, low.scale ?? (low.name === 'datetime' ? 7 : 0)),
    }
  }
  if (['decimal', 'numeric'].includes(high.name) && familyOf(low) === 'text')
    return { name: high.name, precision: 38, scale: high.scale ?? 0 }
  if (familyOf(high) === 'text' || familyOf(high) === 'binary') {
    const length = high.length === 'max' || low.length === 'max' ? 'max' : Math.max(high.length ?? 0, low.length ?? 0)
    return length === 0 ? high : { ...high, length }
  }
  return high
}

function bitAsNumber(side: Typed, other: Typed): string {
  return familyOf(side.type) === 'bit' && familyOf(other.type) !== 'bit' ? `CAST(${side.sql} AS UTINYINT)` : side.sql
}

/** `LIKE` with SQL Server's wildcards `%`, `_`, `[a-z]`, `[^a-z]`, as a regular expression when the pattern is known. */
export function like(of: Typed, pattern: Typed, quoting: Typed | undefined): string {
  if (familyOf(pattern.type) !== 'text')
    throw new SqlError(8116, `Argument data type ${pattern.type.name} is invalid for argument 2 of like function.`)
  const text = familyOf(of.type) === 'text' ? of : convert(of, { name: 'nvarchar', length: 4000 }, { mode: 'implicit' })
  const caseless = ignoresCase(of.type)
  if (typeof pattern.constant !== 'string') return `${text.sql} ${caseless ? 'ILIKE' : 'LIKE'} ${pattern.sql}`
  const source = likeExpression(pattern.constant, typeof quoting?.constant === 'string' ? quoting.constant : '')
  return `regexp_full_match(${text.sql}, ${quoteText(source)}, ${caseless ? "'si'" : "'s'"})`
}

function likeExpression(pattern: string, quoting: string): string {
  const quote = (char: string): string => char.replace(/[\\^$.*+?()[\]{}|-]/g, '\\$&')
  let source = ''
  const chars = [...pattern]
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at]!
    const close = char === '[' ? chars.indexOf(']', at + 2) : -1
    if (char === quoting && at + 1 < chars.length) source += quote(chars[++at]!)
    else if (char === '%') source += '.*'
    else if (char === '_') source += '.'
    else if (close !== -1) {
      const set = chars
        .slice(at + 1, close)
        .join('')
        .replace(/[\\[\]]/g, '\\$&')
      source += `[${set}]`
      at = close
    } else source += quote(char)
  }
  return source
}
