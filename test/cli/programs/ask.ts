/** Asks a question and ends with 0 for yes, 1 for no, 2 where nobody can be asked, 130 for Ctrl-C. */
import { confirm } from '../../../lib/cli/confirm.ts'
import { ConfigError, HyggeError } from '../../../lib/errors.ts'

try {
  process.exitCode = (await confirm('The sky falls', process.stdin, process.stderr)) ? 0 : 1
} catch (error) {
  if (!(error instanceof HyggeError)) throw error
  console.error(error.code, error.message)
  process.exitCode = error instanceof ConfigError ? 2 : Number(error.facts.exit_code)
}
