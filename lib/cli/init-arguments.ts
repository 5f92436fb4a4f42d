/** The command line of `hygge-run init`, as a value. */
import type { Command } from 'commander'
import { refuseStrangers } from './strangers.ts'

export interface InitArguments {
  folder: string
  /** A database's URL; null writes the sample. */
  from: string | null
  force: boolean
}

const EXAMPLES = `
Examples:
  hygge-run init                                                     a sample to start from, in this folder
  hygge-run init erp --from 'mssql://reader:secret@erp-sql/erp'      a workspace for every table of a database
  hygge-run init --from 'mssql://erp.database.windows.net/erp'       the same, logged in by Entra ID

The password is not written: flows.yml names an environment variable instead.
`

/** Adds the command to the program; `found` gets what was asked for. */
export function addInitCommand(program: Command, found: (wanted: InitArguments) => void): void {
  program
    .command('init')
    .description('write a flows.yml: for a database, or a sample')
    .argument('[folder]', 'where to write it', '.')
    .option('--from <url>', 'the database: mssql://user:password@host:port/database?encrypt=false')
    .option('--force', 'write over files that are there')
    .addHelpText('after', EXAMPLES)
    .action((folder: string, { from, force }: { from?: string; force?: boolean }, command: Command) => {
      refuseStrangers(program, command, ['verbose'])
      found({ folder, from: from ?? null, force: force === true })
    })
}
