/** The command line of `hygge-run check`, as a value. */
import { type Command, InvalidArgumentError } from 'commander'
import { refuseStrangers } from './strangers.ts'

export interface CheckArguments {
  /** A file or a folder; null: the nearest one here or above. */
  file: string | null
  select: string[]
  exclude: string[]
  set: string[]
  /** Seconds for each hop. */
  timeout: number
  json: boolean
  verbose: boolean
}

const EXAMPLES = `
Examples:
  hygge-run check flows.yml                        every server, table, store and journal that the file needs
  hygge-run check flows.yml --select 'erp.*'       what some of its entities need
  hygge-run check flows.yml --json                 one JSON object per hop, for programs

Exit codes:
  0 all well · 1 something failed · 2 the command line or the configuration is wrong
`

/** Adds the command to the program; `found` gets what was asked for. */
export function addCheckCommand(program: Command, found: (wanted: CheckArguments) => void): void {
  program
    .command('check')
    .description('try everything that a run needs, and say how to put right what fails')
    .argument('[file]', 'flows.yml, hygge.yml or their folder; default: the nearest here or above')
    .option('--timeout <seconds>', 'for each hop', seconds, 15)
    .addHelpText('after', EXAMPLES)
    .action((file: string | undefined, { timeout }: { timeout: number }, command: Command) => {
      refuseStrangers(program, command, ['select', 'exclude', 'set', 'json', 'verbose'])
      const options = command.optsWithGlobals<Partial<CheckArguments>>()
      const { select = [], exclude = [], set = [], json = false, verbose = false } = options
      found({ file: file ?? null, select, exclude, set, timeout, json, verbose })
    })
}

function seconds(value: string): number {
  const number = Number(value)
  if (!(number > 0 && number <= 3600)) throw new InvalidArgumentError('Expected seconds, up to 3600.')
  return number
}
