/** Refuses with the error that its first word names, as the program does. A process of its own, for tests. */
import { refuse } from '../../../lib/cli/refusal.ts'
import { openScreen } from '../../../lib/cli/screen.ts'
import { ConfigError, FlowError, HomeError } from '../../../lib/errors.ts'
import { Redactor } from '../../../lib/report/redact.ts'

const ERRORS: Record<string, unknown> = {
  bug: new TypeError('rows is not a function'),
  config: new ConfigError('CONFIG_INVALID', 'flows.yml:1:1\n\u001b[2Jname', { advice: 'Correct the file.' }),
  home: new HomeError('SQL_ERROR', 'hunter2 is refused', { advice: 'Ask.', facts: { number: 229 } }),
  stop: new FlowError('INTERRUPTED', 'The run was interrupted by SIGINT.', { facts: { exit_code: 130 } }),
}

const [name = '', ...words] = process.argv.slice(2)
const screen = openScreen(process)
screen.redactor = new Redactor(['hunter2'])
const manners = { json: words.includes('--json'), verbose: words.includes('-v') }
process.exitCode = await refuse(ERRORS[name], manners, screen)
