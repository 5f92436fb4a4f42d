import picocolors from 'picocolors'

export type Colors = ReturnType<typeof picocolors.createColors>

/** No colours: what files, pipes and tests get. */
export const PLAIN: Colors = picocolors.createColors(false)

/** Colours for one stream: `NO_COLOR` wins, then `FORCE_COLOR`, then whether it is a terminal that can. */
export function colorsFor(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv): Colors {
  return picocolors.createColors(wanted(stream, env))
}

function wanted(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false'
  return stream.isTTY === true && env.TERM !== 'dumb'
}
