/** `hooks:` of a workspace: each one is a command or a URL. */
import type { HookConfig, HooksConfig } from '../hooks/config.ts'
import { withDefaults } from './schema.ts'
import { below, isMap, type Tree } from './tree.ts'

const WHEN = ['on_success', 'on_failure'] as const

/** Undefined when nobody is to be told. @param folder of the file that says it */
export function expandHooks(tree: Tree, written: unknown, folder: string): HooksConfig | undefined {
  if (!isMap(written) || tree.isBroken('/hooks')) return undefined
  const config: HooksConfig = { on_success: [], on_failure: [], folder }
  for (const when of WHEN) {
    const list = Array.isArray(written[when]) ? written[when] : []
    for (const [index, hook] of list.entries()) {
      const expanded = expandHook(tree, hook, below(`/hooks/${when}`, index))
      if (expanded) config[when].push(expanded)
    }
  }
  return config
}

function expandHook(tree: Tree, written: unknown, at: string): HookConfig | undefined {
  if (!isMap(written)) return undefined
  // By the schema: each has the type that it names.
  const hook = withDefaults('Hook', written) as {
    command?: string[]
    url?: string
    headers?: Record<string, string>
    timeout: number
    tries: number
  }
  const { command, url, headers, timeout, tries } = hook
  if (command !== undefined && url !== undefined) {
    tree.report(below(at, 'url'), 'key', '`command` and `url` exclude each other', 'make two hooks of it')
  } else if (headers !== undefined && url === undefined) {
    tree.report(below(at, 'headers'), 'key', '`headers` go with a `url`', 'remove them')
  } else if (command !== undefined) {
    const [program = '', ...words] = command
    if (program !== '') return { kind: 'command', command: [program, ...words], timeout, tries }
    tree.report(below(at, 'command'), 'value', 'the program is empty', 'name the program first, then its arguments')
  } else if (url !== undefined) {
    if (URL.canParse(url)) return { kind: 'url', url, headers: headers ?? {}, timeout, tries }
    tree.report(below(at, 'url'), 'value', 'this is not a URL', 'write it like https://host/path')
  } else if (!tree.isIncomplete(at)) {
    tree.report(at, 'value', 'there is neither `command` nor `url`', 'say what is to be called')
  }
  return undefined
}
