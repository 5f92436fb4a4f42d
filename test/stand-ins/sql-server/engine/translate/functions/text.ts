/** Functions of text and of bytes. */
import { SqlError, type SqlType } from '../../../types.ts'
import { maxLength } from '../../types/catalog-facts.ts'
import { familyOf, isUnicode } from '../../types/sql-type.ts'
import { convert } from '../conversion.ts'
import { bigint, int, type Typed, typed } from '../typed.ts'
import type { BuiltIn } from './built-in.ts'

/** An argument as text: numbers and dates are converted as SQL Server does. */
function text(value: Typed): Typed {
  if (familyOf(value.type) === 'text' || value.untyped) return value
  return convert(value, { name: 'varchar', length: 8000 }, { mode: 'implicit' })
}

const number = (value: Typed): string => convert(value, { name: 'int' }, { mode: 'implicit' }).sql

/** As wide as a function of this text can get. */
function widest(type: SqlType): SqlType {
  const length =
    type.length === 'max' || ['text', 'ntext', 'xml'].includes(type.name) ? 'max' : isUnicode(type) ? 4000 : 8000
  return {
    name: isUnicode(type) ? 'nvarchar' : 'varchar',
    length,
    ...(type.collation ? { collation: type.collation } : {}),
  }
}

function sameWidth(type: SqlType): SqlType {
  return { ...widest(type), ...(type.length === undefined ? {} : { length: type.length }) }
}

const simple = (make: (sql: string) => string): BuiltIn => ({
  arguments: [1, 1],
  translate: ([value]) => {
    const of = text(value!)
    return { sql: make(of.sql), type: sameWidth(of.type), nullable: of.nullable }
  },
})

const side = (make: (sql: string, count: string) => string): BuiltIn => ({
  arguments: [2, 2],
  translate: ([value, count]) => {
    const of = text(value!)
    const known = typeof count!.constant === 'number' ? count!.constant : undefined
    return typed(make(of.sql, number(count!)), known ? { ...sameWidth(of.type), length: known } : sameWidth(of.type))
  },
})

export const TEXT_FUNCTIONS: Record<string, BuiltIn> = {
  UPPER: simple(sql => `upper(${sql})`),
  LOWER: simple(sql => `lower(${sql})`),
  LTRIM: simple(sql => `ltrim(${sql}, ' ')`),
  RTRIM: simple(sql => `rtrim(${sql}, ' ')`),
  TRIM: simple(sql => `trim(${sql}, ' ')`),
  REVERSE: simple(sql => `reverse(${sql})`),
  LEFT: side((sql, count) => `left(${sql}, ${count})`),
  RIGHT: side((sql, count) => `right(${sql}, ${count})`),
  REPLICATE: {
    arguments: [2, 2],
    translate: ([value, count]) => typed(`repeat(${text(value!).sql}, ${number(count!)})`, widest(text(value!).type)),
  },
  SPACE: {
    arguments: [1, 1],
    translate: ([count]) => typed(`repeat(' ', ${number(count!)})`, { name: 'varchar', length: 8000 }),
  },
  LEN: {
    arguments: [1, 1],
    // Trailing spaces do not count; characters beyond U+FFFF count twice.
    translate: ([value]) => {
      if (familyOf(value!.type) === 'binary') return int(`CAST(octet_length(${value!.sql}) AS INTEGER)`)
      const of = text(value!)
      const sql = `utf16_length(rtrim(${of.sql}, ' '))`
      return of.type.length === 'max' ? bigint(sql) : int(`CAST(${sql} AS INTEGER)`)
    },
  },
  DATALENGTH: {
    arguments: [1, 1],
    translate: ([value]) => {
      const { sql, type } = value!
      const big = type.length === 'max' || type.name === 'xml'
      const length = lengthSql(sql, type)
      return big ? bigint(length) : int(`CAST(${length} AS INTEGER)`)
    },
  },
  SUBSTRING: {
    arguments: [3, 3],
    translate: ([value, start, count]) => {
      const [from, length] = [number(start!), number(count!)]
      if (familyOf(value!.type) === 'binary') {
        return typed(`unhex(substr(hex(${value!.sql}), 2 * (${from}) - 1, 2 * (${length})))`, {
          name: 'varbinary',
          length: value!.type.length ?? 8,
        })
      }
      const of = text(value!)
      return typed(`substr(${of.sql}, ${from}, ${length})`, sameWidth(of.type))
    },
  },
  REPLACE: {
    arguments: [3, 3],
    translate: ([value, from, to]) =>
      typed(`replace(${text(value!).sql}, ${text(from!).sql}, ${text(to!).sql})`, widest(text(value!).type)),
  },
  CHARINDEX: {
    arguments: [2, 2],
    translate: ([part, whole]) => int(`CAST(instr(lower(${text(whole!).sql}), lower(${text(part!).sql})) AS INTEGER)`),
  },
  CONCAT: {
    arguments: [2, 254],
    translate: values => {
      const unicode = values.some(each => isUnicode(each.type))
      return {
        sql: `concat(${values.map(each => text(each).sql).join(', ')})`,
        type: { name: unicode ? 'nvarchar' : 'varchar', length: unicode ? 4000 : 8000 },
        nullable: false,
      }
    },
  },
  CHAR: { arguments: [1, 1], translate: ([code]) => typed(`chr(${number(code!)})`, { name: 'char', length: 1 }) },
  NCHAR: { arguments: [1, 1], translate: ([code]) => typed(`chr(${number(code!)})`, { name: 'nchar', length: 1 }) },
  ASCII: { arguments: [1, 1], translate: ([value]) => int(`CAST(ascii(${text(value!).sql}) AS INTEGER)`) },
  UNICODE: { arguments: [1, 1], translate: ([value]) => int(`CAST(unicode(${text(value!).sql}) AS INTEGER)`) },
  HASHBYTES: {
    arguments: [2, 2],
    translate: ([algorithm, value]) => {
      const name = String(algorithm!.constant).toUpperCase()
      const known: Record<string, string> = { MD5: 'md5', SHA1: 'sha1', SHA2_256: 'sha256' }
      const hash = known[name]
      if (!hash || isUnicode(value!.type))
        throw new SqlError(50000, 'The stand-in hashes varchar and varbinary by MD5, SHA1 and SHA2_256.')
      return typed(`unhex(${hash}(${value!.sql}))`, { name: 'varbinary', length: 8000 })
    },
  },
}

function lengthSql(sql: string, type: SqlType): string {
  switch (familyOf(type)) {
    case 'text':
      // Two bytes a UTF-16 unit; one byte a character in single-byte collations.
      return isUnicode(type)
        ? `2 * utf16_length(${sql})`
        : type.collation?.includes('UTF8')
          ? `strlen(${sql})`
          : `length(${sql})`
    case 'binary':
      return `octet_length(${sql})`
    case 'udt':
      return `octet_length((${sql}).bytes)`
    default:
      return `(CASE WHEN ${sql} IS NULL THEN NULL ELSE ${maxLength(type)} END)`
  }
}
