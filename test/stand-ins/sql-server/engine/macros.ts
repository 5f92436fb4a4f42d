/** DuckDB macros for what SQL Server does to values, once for all statements. */
import { DAYS_TO_1900, TICKS_PER_DAY, TICKS_TO_1900, TICKS_TO_1970 } from './types/date-time.ts'

const DAY = TICKS_PER_DAY
const MICROSECONDS_TO_1970 = TICKS_TO_1970 / 10n

/** Each is one CREATE MACRO; later ones use earlier ones. */
export const MACROS: readonly string[] = [
  `day_text(d) AS CAST(DATE '0001-01-01' + CAST(d AS INTEGER) AS VARCHAR)`,
  `clock_text(t, n) AS printf('%02d:%02d:%02d', t // 36000000000, (t // 600000000) % 60, (t // 10000000) % 60)
     || CASE WHEN n = 0 THEN '' ELSE '.' || substr(lpad(CAST(t % 10000000 AS VARCHAR), 7, '0'), 1, n) END`,
  `ticks_text(t, n) AS day_text(t // ${DAY}) || ' ' || clock_text(t % ${DAY}, n)`,
  `offset_text(o) AS printf('%s%02d:%02d', CASE WHEN o < 0 THEN '-' ELSE '+' END, abs(o) // 60, abs(o) % 60)`,
  `local_ticks(x) AS x.t + CAST(x.o AS BIGINT) * 600000000`,
  `round_ticks(t, unit) AS ((t + unit // 2) // unit) * unit`,
  `datetime_ticks(v) AS (v * 100000 + CASE WHEN v >= 0 THEN 1 ELSE -1 END) // 3 + ${TICKS_TO_1900}`,
  `ticks_datetime(t) AS ((t - ${TICKS_TO_1900}) * 3 + CASE WHEN t >= ${TICKS_TO_1900} THEN 50000 ELSE -49999 END) // 100000`,
  `smalldatetime_ticks(v) AS CAST(v AS BIGINT) * 600000000 + ${TICKS_TO_1900}`,
  `ticks_smalldatetime(t) AS CAST((t - ${TICKS_TO_1900} + 300000000) // 600000000 AS INTEGER)`,
  `ticks_timestamp(t) AS make_timestamp(t // 10 - ${MICROSECONDS_TO_1970})`,
  `timestamp_ticks(x) AS (epoch_us(x) + ${MICROSECONDS_TO_1970}) * 10`,
  // The fraction is read by itself: a TIMESTAMP would lose the seventh digit.
  `text_ticks(x) AS timestamp_ticks(CAST(CASE WHEN regexp_matches(trim(x), '^\\d{1,2}:') THEN '1900-01-01 ' ELSE '' END
     || regexp_replace(trim(x), '\\.\\d+', '') AS TIMESTAMP))
     + CASE WHEN contains(x, '.') THEN CAST(substr(rpad(regexp_extract(x, '\\.(\\d+)', 1), 7, '0'), 1, 7) AS BIGINT) ELSE 0 END`,
  `hex_guid(h) AS substr(h,31,2) || substr(h,29,2) || substr(h,27,2) || substr(h,25,2) || '-' || substr(h,23,2) || substr(h,21,2) || '-'
     || substr(h,19,2) || substr(h,17,2) || '-' || substr(h,13,4) || '-' || substr(h,1,12)`,
  `guid_text(b) AS hex_guid(hex(b))`,
  `guid_hex(h) AS unhex(substr(h,21,12) || substr(h,17,4) || substr(h,15,2) || substr(h,13,2) || substr(h,11,2) || substr(h,9,2)
     || substr(h,7,2) || substr(h,5,2) || substr(h,3,2) || substr(h,1,2))`,
  `text_guid(x) AS CASE WHEN regexp_full_match(trim(x), '\\{?[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\\}?')
     THEN guid_hex(regexp_replace(x, '[^0-9A-Fa-f]', '', 'g'))
     ELSE error('SQL 8169: Conversion failed when converting from a character string to uniqueidentifier.') END`,
  `blob_unsigned(b) AS CAST(CAST('0x' || right('0000000000000000' || hex(b), 16) AS UBIGINT) AS HUGEINT)`,
  `blob_bigint(b) AS CAST(CASE WHEN blob_unsigned(b) >= 9223372036854775808 THEN blob_unsigned(b) - 18446744073709551616
     ELSE blob_unsigned(b) END AS BIGINT)`,
  `bigint_blob(x, n) AS unhex(right(repeat(CASE WHEN x < 0 THEN 'F' ELSE '0' END, 16) || hex(CAST(x AS BIGINT)), 2 * n))`,
  `rowversion_blob(x) AS unhex(printf('%016X', x))`,
  // Characters beyond U+FFFF are two in UTF-16; the last range stands for single surrogates and NUL (storage.ts).
  `utf16_length(x) AS length(x) + length(regexp_replace(x, '[^\\x{10000}-\\x{10F7FD}]', '', 'g'))`,
  `month_text(t) AS strftime(ticks_timestamp(t), '%b ') || lpad(CAST(day(ticks_timestamp(t)) AS VARCHAR), 2, ' ')
     || strftime(ticks_timestamp(t), ' %Y ') || lpad(CAST((hour(ticks_timestamp(t)) + 11) % 12 + 1 AS VARCHAR), 2, ' ')
     || strftime(ticks_timestamp(t), ':%M%p')`,
  // What a sql_variant holds is JSON (storage.ts): its text has all digits, but for money, which is printed with two.
  `variant_text(x) AS CASE WHEN regexp_matches(decode(x.bytes), '^\\{"type":\\{"name":"(small)?money"')
     THEN CAST(CAST(regexp_extract(decode(x.bytes), '"bigint":"(-?\\d+)"', 1) AS DECIMAL(30,0)) * CAST(0.0001 AS DECIMAL(5,4)) AS VARCHAR)
     ELSE x."text" END`,
  `variant_binary(x) AS unhex(regexp_extract(decode(x.bytes), '"hex":"([0-9a-f]*)"', 1))`,
  `days_1900(n) AS CAST(n AS BIGINT) + ${DAYS_TO_1900}`,
]
