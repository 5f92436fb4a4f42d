/** Which column of the source a rule means. Pure. */
import type { Schema } from '../columns/schema.ts'
import { ConfigError } from '../errors.ts'
import { didYouMean } from '../suggest.ts'
import type { Renaming } from './config.ts'
import { renamed } from './rename.ts'

/**
 * The index of the column: by its own name, else by the name it gets, else by the same letters and digits (unless case is a matter of
 * a rule).
 * @throws {ConfigError} when there is none, or more than one.
 */
export function columnNamed(wanted: string, { fields }: Schema, rules: Renaming, where: string): number {
  const names = fields.map(({ name }) => name)
  const exact = names.indexOf(wanted)
  if (exact >= 0) return exact
  const known = rules.case === 'none' ? loose : (name: string) => renamed(name, rules)
  const alike = names.flatMap((name, index) => (known(name) === known(wanted) ? [index] : []))
  if (alike.length === 1) return alike[0]!
  if (alike.length > 1) {
    throw new ConfigError('POLISH_COLUMN_AMBIGUOUS', `polish.${where}: several columns could be meant by ${wanted}.`, {
      advice: `Write the one that is meant as the source does: ${alike.map(index => names[index]).join(', ')}.`,
      facts: { column: wanted },
    })
  }
  throw new ConfigError('POLISH_COLUMN_UNKNOWN', `polish.${where}: the source has no column ${wanted}.`, {
    advice: didYouMean(wanted, names, 'columns').replace(/^./, letter => letter.toUpperCase()),
    facts: { column: wanted, columns: names },
  })
}

function loose(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/g, '')
}
