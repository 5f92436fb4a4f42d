/** Asks the person at the terminal. */
import { createInterface } from 'node:readline'
import { ConfigError, FlowError } from '../errors.ts'

/**
 * True when the answer is yes; the end of the input is a no.
 * @param what is going to happen, one sentence without its point.
 * @throws {ConfigError} `NO_TERMINAL` when nobody can answer.
 * @throws {FlowError} `INTERRUPTED` on Ctrl-C.
 */
export async function confirm(what: string, input: NodeJS.ReadStream, output: NodeJS.WriteStream): Promise<boolean> {
  if (!input.isTTY || !output.isTTY) {
    throw new ConfigError('NO_TERMINAL', `${what}: nobody is here to be asked.`, {
      advice: 'Add --yes to do it without asking.',
    })
  }
  const lines = createInterface({ input, output })
  try {
    return await new Promise((resolve, reject) => {
      lines.once('SIGINT', () =>
        reject(new FlowError('INTERRUPTED', 'Nothing was changed.', { facts: { exit_code: 130 } })),
      )
      lines.once('close', () => resolve(false))
      lines.question(`${what}. Do it? [y/N] `, answer => resolve(/^\s*y(es)?\s*$/i.test(answer)))
    })
  } finally {
    lines.close()
  }
}
