/** From the process's arguments to its exit code. */
import { ConfigError } from '../errors.ts'
import { version } from '../version.ts'
import { type Invocation, parseArguments } from './arguments.ts'
import { withLogSetting } from './log-setting.ts'
import { type Manners, openScreen, type Screen } from './screen.ts'

/** Does what the command line asks. Never throws; everything it printed has been handed to the system when it resolves. */
export async function main(process: NodeJS.Process): Promise<number> {
  const words = process.argv.slice(2)
  const screen = openScreen(process)
  let invocation = parseArguments(words, version)
  let manners = mannersOf(invocation, words)
  const refuse = async (error: unknown) => (await import('./refusal.ts')).refuse(error, manners, screen)
  process.once('uncaughtException', async error => {
    // Nothing can be trusted after this: the only place but the second signal that ends the process by force.
    process.exit(await refuse(error))
  })
  let exitCode: number
  try {
    if (invocation.command === 'run') {
      const settled = withLogSetting(invocation.arguments, process.env, process.stdout.isTTY === true)
      invocation = { command: 'run', arguments: settled }
      manners = settled
    }
    exitCode = await execute(invocation, words, process.stdin, screen)
  } catch (error) {
    exitCode = await refuse(error)
  }
  const lost = screen.out.failure
  if (!lost) return exitCode
  screen.err.write(`The output could not be written in full: ${lost.message}\n`)
  return exitCode || 1
}

async function execute(
  invocation: Invocation,
  words: string[],
  stdin: NodeJS.ReadStream,
  screen: Screen,
): Promise<number> {
  switch (invocation.command) {
    case 'text':
      await screen.out.send(invocation.text)
      return 0
    case 'refused':
      throw new ConfigError('USAGE', invocation.message)
    case 'schema': {
      const { schemaText } = await import('./schema.ts')
      await screen.out.send(await schemaText(invocation.kind))
      return 0
    }
    case 'check': {
      const { checkFile } = await import('./check.ts')
      return checkFile(invocation.arguments, screen)
    }
    case 'init': {
      const { initFolder } = await import('./init.ts')
      return initFolder(invocation.arguments, screen)
    }
    case 'journal': {
      const { journalCommand } = await import('./journal.ts')
      return journalCommand(invocation.arguments, stdin, screen)
    }
    case 'run': {
      const { runFile } = await import('./run.ts')
      return runFile(invocation.arguments, words, screen)
    }
  }
}

/** A command line that was refused has no parsed arguments: its words must do. */
function mannersOf(invocation: Invocation, words: string[]): Pick<Manners, 'json' | 'verbose'> {
  if (invocation.command === 'run' || invocation.command === 'journal' || invocation.command === 'check')
    return invocation.arguments
  return { json: words.includes('--json'), verbose: words.includes('-v') || words.includes('--verbose') }
}
