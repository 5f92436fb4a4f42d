/** What the words of all stores in a lake have in common. */
import { lakePathMistake } from '../folder.ts'
import { checkSchemaName, type Part, type Scope, source } from '../parts.ts'

/** How workspaces and items of Fabric are best named. */
export const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** Reports a path that cannot be meant. */
export function checkLakePath({ context: { tree }, names, at }: Scope, path: string, pointer: string): void {
  const mistake = lakePathMistake(path)
  if (mistake !== undefined) tree.report(pointer, 'value', mistake.message, mistake.advice)
  checkSchemaName(tree, path, names, pointer, at)
}

/** Reports an address that the Azure library cannot use; gives one that can be parsed. */
export function checkAccountUrl(scope: Scope, { merged }: Part, url: string): string {
  const { tree } = scope.context
  const pointer = source(merged, 'account_url')
  if (tree.isBroken(pointer)) return 'https://broken'
  const advice = 'write the address of the dfs endpoint: https://<account>.dfs.core.windows.net'
  if (!URL.canParse(url)) {
    tree.report(pointer, 'value', 'expected a URL', advice)
    return 'https://broken'
  }
  const { protocol, hostname, search, username } = new URL(url)
  if (search !== '' || username !== '')
    tree.report(pointer, 'value', 'the address holds more than the account', 'write a SAS under `authentication`')
  else if (/\.blob\./.test(hostname)) tree.report(pointer, 'value', 'this is the blob endpoint', advice)
  // Plain HTTP is for emulators on this machine.
  else if (protocol !== 'https:' && !(protocol === 'http:' && /^(127\.\d+\.\d+\.\d+|localhost)$/.test(hostname)))
    tree.report(pointer, 'value', 'expected a URL that begins with https://', advice)
  return url
}
