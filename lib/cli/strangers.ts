/** Options of a run are understood anywhere on the line: with another command they would be ignored without a word. */
import type { Command } from 'commander'

/** @param known names of the run's options that the command takes, too. */
export function refuseStrangers(program: Command, command: Command, known: readonly string[]): void {
  const path =
    command.parent === program || !command.parent ? command.name() : `${command.parent.name()} ${command.name()}`
  for (const option of program.options) {
    const name = option.attributeName()
    if (known.includes(name) || program.getOptionValueSource(name) !== 'cli') continue
    command.error(`error: option '${option.flags}' does not go with ${path}`)
  }
}
