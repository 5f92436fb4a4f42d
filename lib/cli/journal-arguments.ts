/** The command line of `hygge-run journal …`, as a value. */
import { type Command, InvalidArgumentError } from 'commander'
import { refuseStrangers } from './strangers.ts'

interface Common {
  file: string
  json: boolean
  verbose: boolean
}

export interface ShowArguments extends Common {
  action: 'show'
  entity: string | null
  /** At most so many runs; null for the command's own choice. */
  last: number | null
}

export interface MoveArguments extends Common {
  action: 'rewind' | 'reset'
  entity: string
  /** A run or a watermark value; null for a reset. */
  to: string | null
  yes: boolean
}

export type JournalArguments = ShowArguments | MoveArguments

const EXAMPLES = `
Examples:
  hygge-run journal show flows.yml                        the last 20 runs of all entities, newest first
  hygge-run journal show flows.yml erp.orders --last 100  more of one; the entity alone where only one flow has it
  hygge-run journal show flows.yml --json                 every run, one JSON object per line
  hygge-run journal rewind flows.yml erp.orders --to 20261123T100000Z-0a1b2c3d
  hygge-run journal rewind flows.yml erp.orders --to 2026-11-01
  hygge-run journal reset flows.yml erp.orders --yes      forget the watermark: the next run reads everything

Exit codes:
  0 done · 1 another run holds the entity, or you said no · 2 the command line or the configuration is wrong
`

/** Adds the commands to the program; `found` gets what was asked for. */
export function addJournalCommands(program: Command, found: (wanted: JournalArguments) => void): void {
  const journal = program
    .command('journal')
    .description('show what was moved when, or change where the next run goes on: journal --help')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES)
  const common = (command: Command): Common => {
    refuseStrangers(program, command, ['json', 'verbose'])
    const { json, verbose } = command.optsWithGlobals<{ json?: boolean; verbose?: boolean }>()
    return { file: command.processedArgs[0], json: json === true, verbose: verbose === true }
  }

  journal
    .command('show')
    .description('every run of every entity, newest first, also those that are not finished, and who holds them')
    .argument('<file>', 'the flows.yml')
    .argument('[entity]', 'flow.entity, or the entity alone where only one flow has it')
    .option('--last <n>', 'at most so many (default: 20, with --json all)', positive)
    .option('--json', 'one JSON object per line')
    .action((_file: string, entity: string | undefined, options: { last?: number }, command: Command) => {
      found({ action: 'show', ...common(command), entity: entity ?? null, last: options.last ?? null })
    })

  const move = (name: 'rewind' | 'reset') =>
    journal
      .command(name)
      .argument('<file>', 'the flows.yml')
      .argument('<entity>', 'flow.entity, or the entity alone where only one flow has it')
      .option('-y, --yes', 'do not ask')
      .option('--json', 'the record that was written, as JSON')

  move('rewind')
    .description('go on from an earlier run, or from a value of the watermark column')
    .requiredOption('--to <run|value>', 'the id of a successful run, or a value of the watermark column', wordy)
    .action((_file: string, entity: string, { to, yes }: { to: string; yes?: boolean }, command: Command) => {
      found({ action: 'rewind', ...common(command), entity, to, yes: yes === true })
    })
  move('reset')
    .description('forget the watermark: the next run of the entity is like its first')
    .action((_file: string, entity: string, { yes }: { yes?: boolean }, command: Command) => {
      found({ action: 'reset', ...common(command), entity, to: null, yes: yes === true })
    })
}

function positive(value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new InvalidArgumentError('Expected a whole number of at least 1.')
  return Number(value)
}

function wordy(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('Expected a run or a value; `journal reset` forgets all.')
  return value
}
