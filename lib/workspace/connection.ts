/** What the schema cannot say of a connection. */
import { isIPv6 } from 'node:net'
import { below, type Tree } from './tree.ts'
import type { ConnectionConfig } from './workspace.ts'

/** Reports servers that are written as other tools write them: with port, protocol or instance. */
export function checkConnection(tree: Tree, at: string, { server }: ConnectionConfig): void {
  const report = (message: string, advice: string) => tree.report(below(at, 'server'), 'value', message, advice)
  if (/\s/.test(server)) report('a host name holds no blanks', 'remove them')
  else if (/^[a-z]+:/i.test(server) && !isIPv6(server) && !/^[\w.-]+:\d+$/.test(server)) {
    report('expected a host name, without a protocol', 'remove what is before the name')
  } else if (/,|^[^:]+:\d+$/.test(server))
    report('expected a host name, without a port', 'write the port under `port:`')
  else if (server.includes('\\'))
    report('instances are not looked up by name', 'write the host only, and the port of the instance under `port:`')
  else if (server.includes('/')) report('expected a host name', 'remove what is after the name')
}
