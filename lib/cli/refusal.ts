/** Why a command did not do what was asked, told to people and programs. */
import { ConfigError, errorFacts, HyggeError } from '../errors.ts'
import { errorLines } from '../report/failure.ts'
import { jsonLine } from '../report/json.ts'
import { printable, printableLines } from '../report/width.ts'
import type { Manners, Screen } from './screen.ts'

/** Tells the error and returns the exit code that goes with it: 2 for the configuration, an interruption's own, else 1. */
export async function refuse(
  error: unknown,
  { json, verbose }: Pick<Manners, 'json' | 'verbose'>,
  screen: Screen,
): Promise<number> {
  const exit_code = exitCodeOf(error)
  if (json) {
    const facts = screen.redactor.error(errorFacts(error))
    await screen.out.send(jsonLine({ type: 'error', time: new Date().toISOString(), exit_code, error: facts }))
  }
  screen.err.write(`${screen.redactor.text(refusalLines(error, verbose, screen).join('\n'))}\n`)
  return exit_code
}

function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigError) return 2
  if (error instanceof HyggeError && typeof error.facts.exit_code === 'number') return error.facts.exit_code
  return 1
}

function refusalLines(error: unknown, verbose: boolean, { errColors }: Screen): string[] {
  if (error instanceof ConfigError) {
    const { message, advice } = error
    return [
      ...printableLines(message),
      ...(advice === undefined || message.includes(advice) ? [] : printableLines(advice)),
    ]
  }
  if (error instanceof HyggeError && typeof error.facts.exit_code === 'number') return [printable(error.message)]
  if (error instanceof HyggeError) {
    const facts = errorFacts(error)
    const advice = error.advice === undefined ? [] : [`    ${errColors.dim('do:')} ${printable(error.advice)}`]
    return [`${errColors.red('✗')} ${errColors.red(printable(error.code))}`, ...errorLines(facts, errColors), ...advice]
  }
  const { message } = errorFacts(error)
  if (!verbose) return [`hygge-run stopped: ${printable(message)}. This is a bug; run with -v for the stack.`]
  const stack = error instanceof Error ? (error.stack ?? message) : message
  return ['hygge-run stopped. This is a bug; please report it with this stack:', ...printableLines(stack)]
}
