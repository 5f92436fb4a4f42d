/** `${NAME}` and `${NAME:-default}` in a text, from the environment. `$${` stands for a plain `${`. */

interface Mistake {
  /** Which `${` of the text it is, from 0. */
  occurrence: number
  length: number
  message: string
  advice: string
}

export interface Expansion {
  text: string
  /** The names that were looked up, in order; empty when the text has no variable. */
  names: string[]
  mistakes: Mistake[]
}

const REFERENCE = /(\$?)\$\{([^}]*)(\}?)/g
const NAME = /^([A-Za-z_]\w*)(?::-([\s\S]*))?$/

/** A variable that is set to nothing counts as set. A value is never looked at for further variables. */
export function expandVariables(text: string, env: NodeJS.ProcessEnv): Expansion {
  const names: string[] = []
  const mistakes: Mistake[] = []
  if (!text.includes('${')) return { text, names, mistakes }
  const expanded = text.replace(
    REFERENCE,
    (whole: string, plain: string, inner: string, close: string, index: number) => {
      if (plain !== '') return whole.slice(1)
      const mistake = (message: string, advice: string) => {
        mistakes.push({
          occurrence: text.slice(0, index).split('${').length - 1,
          length: whole.length,
          message,
          advice,
        })
        return whole
      }
      const [, name, fallback] = NAME.exec(inner) ?? []
      if (close === '')
        return mistake(`\`\${\` is never closed`, `write \${NAME} or \${NAME:-default}; $\${ for a plain \${`)
      if (name === undefined) {
        return mistake(
          `\`\${…}\` does not name a variable`,
          `write \${NAME} or \${NAME:-default}; $\${ for a plain \${`,
        )
      }
      if (fallback?.includes('${')) {
        return mistake(`the default of \`${name}\` holds another variable`, 'write the default as plain text')
      }
      names.push(name)
      const value = env[name] ?? fallback
      if (value !== undefined) return value
      return mistake(
        `the environment variable \`${name}\` is not set`,
        `set ${name}, or give it a default: \${${name}:-default}`,
      )
    },
  )
  return { text: expanded, names, mistakes }
}
