/** The command line, as a value: nothing is opened, printed or ended here. */
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import type { RunType } from '../events.ts'
import { FILE_KINDS, type FileKind } from '../workspace/file-schemas.ts'
import { addCheckCommand, type CheckArguments } from './check-arguments.ts'
import { completionScript, SHELLS, type Shell } from './completion.ts'
import { addInitCommand, type InitArguments } from './init-arguments.ts'
import { addJournalCommands, type JournalArguments } from './journal-arguments.ts'
import type { Manners } from './screen.ts'
import { refuseStrangers } from './strangers.ts'

export interface RunArguments extends Manners {
  /** A file or a folder; null: the nearest one here or above. */
  file: string | null
  select: string[]
  exclude: string[]
  set: string[]
  concurrency?: number
  runType?: RunType
  fresh: boolean
  wait: boolean
  dryRun: boolean
  /** A dry run that opens nothing. */
  offline: boolean
  /** Where the page about the run goes; null for none. */
  report: string | null
}

export type Invocation =
  | { command: 'run'; arguments: RunArguments }
  | { command: 'schema'; kind: FileKind | 'events' }
  | { command: 'journal'; arguments: JournalArguments }
  | { command: 'init'; arguments: InitArguments }
  | { command: 'check'; arguments: CheckArguments }
  /** Help and the version: asked for, so they are results. */
  | { command: 'text'; text: string }
  | { command: 'refused'; message: string }

const EXAMPLES = `
Examples:
  hygge-run flows.yml                                   move everything the file names
  hygge-run                                             the same for the nearest hygge.yml or flows.yml, here or above
  hygge-run flows.yml --dry-run                         show what would be read, written and replaced
  hygge-run flows.yml --select erp_to_files.orders      one entity; a flow's name selects all of it
  hygge-run flows.yml --select '*.order*' --exclude '*.order_archive'
  hygge-run flows.yml --set flow.erp_to_files.store.path=/tmp/out
  hygge-run flows.yml --json > events.ndjson            one JSON object per line, for programs
  hygge-run journal show flows.yml                      what was moved when
  hygge-run init --from mssql://…                       write a flows.yml for a database
  hygge-run check flows.yml                             try everything that a run needs
  hygge-run schema > flows.schema.json                  the JSON Schema of flows.yml, for your editor

Exit codes:
  0 all well · 1 an entity failed · 2 the command line or the configuration is wrong · 3 a receipt differs
  4 columns are not what schema_drift allows · 130, 143 interrupted
`

/** What the words after the program's name ask for. */
export function parseArguments(words: string[], version: string): Invocation {
  let printed = ''
  let complained = ''
  let invocation: Invocation | undefined
  const write = (text: string) => {
    printed += text
  }
  const output = {
    writeOut: write,
    writeErr: (text: string) => {
      complained += text
    },
    getOutHasColors: () => false,
    getErrHasColors: () => false,
  }
  const run = (file: string | undefined, _own: unknown, command: Command) => {
    invocation = { command: 'run', arguments: runArguments(file ?? null, command.optsWithGlobals()) }
  }

  const program = new Command('hygge-run')
    .description('Moves tables out of SQL Server into files: fast, in flat memory, nothing lost, nothing twice.')
    .configureOutput(output)
    .exitOverride()
    .showHelpAfterError("Run 'hygge-run --help' for usage and examples.")
    .version(`hygge ${version}`, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES)
  addRunOptions(program).usage('[run] [options] [file]').action(run)
  // The same command under its own name, for files that are called like another command.
  addRunOptions(program.command('run', { hidden: true }))
    .description('Runs the flows of a file.')
    .usage('[options] [file]')
    .action(run)
  program
    .command('schema')
    .description('print the JSON Schema of flows.yml, or of a file of the folder form')
    .addArgument(new Argument('[file]', 'which file').choices([...FILE_KINDS]).default('flows'))
    .option('--events', 'the schema of what --json prints instead')
    .action((file: FileKind, options: { events?: boolean }) => {
      invocation = { command: 'schema', kind: options.events === true ? 'events' : file }
    })
  program
    .command('completion')
    .description('print a script that completes this command line: completion --help')
    .addArgument(new Argument('<shell>').choices([...SHELLS]))
    .addHelpText('after', '\nThe first line of the script says where to put it.\n')
    .action((shell: Shell, _own: unknown, command: Command) => {
      refuseStrangers(program, command, ['verbose'])
      invocation = { command: 'text', text: completionScript(program, shell) }
    })
  addCheckCommand(program, wanted => {
    invocation = { command: 'check', arguments: wanted }
  })
  addInitCommand(program, wanted => {
    invocation = { command: 'init', arguments: wanted }
  })
  addJournalCommands(program, wanted => {
    invocation = { command: 'journal', arguments: wanted }
  })

  try {
    program.parse(words, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return { command: 'text', text: printed }
    return { command: 'refused', message: complained.trimEnd() || error.message }
  }
  if (!invocation) throw new Error('the command line was parsed to nothing')
  return invocation
}

function addRunOptions(command: Command): Command {
  return command
    .argument('[file]', 'flows.yml, hygge.yml or their folder; default: the nearest here or above')
    .option('--select <names>', 'only these: flow.entity, flow or globs, separated by commas; repeatable', collect)
    .option('--exclude <names>', 'not these; same form', collect)
    .option('--concurrency <n>', 'entities that move at the same time', positive)
    .addOption(
      new Option('--full-drop', 'replace what is in the store, whatever run_type says').conflicts('incremental'),
    )
    .addOption(new Option('--incremental', 'add what is new, whatever run_type says').conflicts('fullDrop'))
    .option('--fresh', 'begin anew, whatever an earlier run has left unfinished')
    .option('--wait', 'wait for entities that another run is moving, instead of leaving them to it')
    .option('--set <key=value>', 'override one setting: flow.<flow>.<path>=value; repeatable', collectWhole)
    .addOption(
      new Option('--report <file.html>', 'a page about the run, and a .json of the same name beside it').conflicts(
        'dryRun',
      ),
    )
    .option('--dry-run', 'show the plan and write nothing; -v shows the SQL')
    .addOption(
      new Option('--offline', 'a dry run that connects to nothing: only what the files say')
        .implies({ dryRun: true })
        .conflicts('report'),
    )
    .addOption(new Option('--json', 'one JSON object per line on stdout and nothing else').conflicts('plain'))
    .option('--plain', 'progress as lines, also on a terminal')
    .addOption(new Option('-q, --quiet', 'only the final table and errors').conflicts('verbose'))
    .option('-v, --verbose', 'notes, files, the SQL of a dry run, the stack of unexpected errors')
}

/** Items separated by commas, and repeats. */
function collect(value: string, before: string[] = []): string[] {
  const items = value.split(',').map(item => item.trim())
  if (items.includes(''))
    throw new InvalidArgumentError('Expected names separated by commas, such as erp.orders,erp.customers.')
  return [...before, ...items]
}

function collectWhole(value: string, before: string[] = []): string[] {
  return [...before, value]
}

function positive(value: string): number {
  if (!/^[1-9]\d{0,5}$/.test(value)) throw new InvalidArgumentError('Expected a whole number of at least 1.')
  return Number(value)
}

function runArguments(file: string | null, options: Record<string, unknown>): RunArguments {
  const {
    select,
    exclude,
    set,
    concurrency,
    fullDrop,
    incremental,
    fresh,
    wait,
    dryRun,
    offline,
    report,
    json,
    plain,
    quiet,
    verbose,
  } = options as {
    select?: string[]
    exclude?: string[]
    set?: string[]
    concurrency?: number
    report?: string
  } & Partial<
    Record<
      'fullDrop' | 'incremental' | 'fresh' | 'wait' | 'dryRun' | 'offline' | 'json' | 'plain' | 'quiet' | 'verbose',
      boolean
    >
  >
  return {
    file,
    select: select ?? [],
    exclude: exclude ?? [],
    set: set ?? [],
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(fullDrop ? { runType: 'full_drop' as const } : incremental ? { runType: 'incremental' as const } : {}),
    fresh: fresh === true,
    wait: wait === true,
    dryRun: dryRun === true,
    offline: offline === true,
    report: report ?? null,
    json: json === true,
    plain: plain === true,
    quiet: quiet === true,
    verbose: verbose === true,
  }
}
