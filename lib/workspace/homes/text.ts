/** What is said of text files: their encoding, their types, how CSV is written. */
import { isEncoding } from '../../decode/text/stream.ts'
import { TYPE_NAMES, typeNamed } from '../../decode/text/type-names.ts'
import { didYouMean } from '../../suggest.ts'
import type { Home } from '../flows-file.ts'
import type { Merged } from '../merge.ts'
import { type Scope, source } from '../parts.ts'
import { below } from '../tree.ts'

type Written = Extract<Home, { type: 'local' }>

/** Reports what only text files have where there are none, and what nobody can mean by it. */
export function checkText(
  { context: { tree } }: Scope,
  merged: Merged,
  { csv, encoding, types = {} }: Written,
  format: string,
): void {
  for (const [key, formats] of Object.entries({
    csv: ['csv'],
    encoding: ['csv', 'ndjson'],
    types: ['csv', 'ndjson'],
  })) {
    if (merged.from.has(key) && !formats.includes(format)) {
      const message = `\`${key}\` does not go with \`format: ${format}\``
      tree.report(source(merged, key), 'key', message, `remove it, or write \`format: ${formats.join('` or `')}\``)
    }
  }
  if (encoding !== undefined && !isEncoding(encoding)) {
    tree.report(
      source(merged, 'encoding'),
      'value',
      `there is no encoding \`${encoding}\``,
      'write utf-8, utf-16le, windows-1252, latin1 …',
    )
  }
  for (const [column, name] of Object.entries(types)) {
    if (typeNamed(name) !== null) continue
    const pointer = below(source(merged, 'types'), column)
    tree.report(pointer, 'value', `there is no type \`${name}\``, didYouMean(name, TYPE_NAMES, 'types'))
  }
  for (const key of ['delimiter', 'quote'] as const) {
    const character = csv?.[key]
    if (typeof character !== 'string' || /^[\t\x20-\x7e]$/.test(character)) continue
    tree.report(
      below(source(merged, 'csv'), key),
      'value',
      'expected one character of ASCII',
      'write it in quotes: ";" or "\\t"',
    )
  }
  if (csv?.quote !== undefined && csv.quote === (csv.delimiter ?? ',')) {
    tree.report(
      below(source(merged, 'csv'), 'quote'),
      'value',
      'is the delimiter, too',
      'choose another, or `quote: null`',
    )
  }
}
