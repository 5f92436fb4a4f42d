/** The two streams, their colours, and who shows the run on them. */
import { type Colors, colorsFor } from '../report/colors.ts'
import type { Display } from '../report/display.ts'
import { Redactor } from '../report/redact.ts'
import { Output } from './output.ts'

export interface Screen {
  out: Output
  err: Output
  outColors: Colors
  errColors: Colors
  env: NodeJS.ProcessEnv
  /** Covers what must not be printed; knows the secrets once a workspace is loaded. */
  redactor: Redactor
}

export function openScreen({ stdout, stderr, env }: NodeJS.Process): Screen {
  const [out, err] = [new Output(stdout), new Output(stderr)]
  const [outColors, errColors] = [colorsFor(stdout, env), colorsFor(stderr, env)]
  return { out, err, outColors, errColors, env, redactor: new Redactor([]) }
}

/** How much the person wants to see, and in which form. */
export interface Manners {
  json: boolean
  plain: boolean
  quiet: boolean
  verbose: boolean
}

/**
 * Progress goes to stderr: redrawn on a terminal that can, else as lines; none for `--json` and `--quiet`.
 * Each display is loaded when it is wanted, so that help is quick.
 */
export async function openDisplay({ err, errColors, env }: Screen, wanted: Manners): Promise<Display> {
  const { stream } = err
  if (wanted.json || wanted.quiet) {
    return { event: () => {}, say: text => err.write(`${text}\n`), close: () => {} }
  }
  // A terminal that does not tell its size cannot be redrawn.
  if (wanted.plain || !stream.isTTY || env.TERM === 'dumb' || !stream.columns || !stream.rows) {
    const { PlainDisplay } = await import('../report/plain.ts')
    return new PlainDisplay(err, wanted.verbose, errColors)
  }
  const { TerminalDisplay } = await import('../report/terminal.ts')
  return new TerminalDisplay(stream, wanted.verbose, errColors)
}
