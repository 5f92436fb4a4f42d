/** `HYGGE_LOG`: how output that no terminal shows is written, for containers whose command line is fixed. */
import { ConfigError } from '../errors.ts'
import type { Manners } from './screen.ts'

/**
 * `HYGGE_LOG=json` is `--json`, unless a terminal or `--plain` says otherwise.
 * @throws {ConfigError} `LOG_INVALID`
 */
export function withLogSetting<M extends Pick<Manners, 'json' | 'plain'>>(
  manners: M,
  env: NodeJS.ProcessEnv,
  isTerminal: boolean,
): M {
  const setting = env.HYGGE_LOG ?? ''
  if (setting !== '' && setting !== 'json' && setting !== 'text') {
    throw new ConfigError('LOG_INVALID', `HYGGE_LOG=${setting} is not known.`, {
      advice: 'Set it to json or text, or leave it out.',
    })
  }
  return setting === 'json' && !isTerminal && !manners.plain ? { ...manners, json: true } : manners
}
