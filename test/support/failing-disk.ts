/**
 * Loaded into hygge's process before itself: the n-th file-system call below a folder fails. `HYGGE_TEST_DISK=<n>:<code>:<folder>`;
 * with n = 0 nothing fails. At the end the number of calls is written to stderr, so that a sweep knows when it is through.
 */

import promises from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

const [nth = '0', code = 'EIO', ...rest] = (process.env.HYGGE_TEST_DISK ?? '').split(':')
const folder = rest.join(':')
let calls = 0

function count(what: string): void {
  calls += 1
  if (calls !== Number(nth)) return
  throw Object.assign(new Error(`${code}: told to fail, ${what}`), { code, syscall: what })
}

const METHODS = ['open', 'mkdir', 'readdir', 'rename', 'rm', 'rmdir', 'stat', 'readFile', 'link', 'writeFile'] as const
const HANDLE_METHODS = ['write', 'writeFile', 'sync', 'close'] as const

type Method = (...args: unknown[]) => Promise<unknown>

for (const name of METHODS) {
  const original = promises[name] as Method
  const failing: Method = async (...args) => {
    const ours = typeof args[0] === 'string' && args[0].startsWith(folder)
    if (ours) count(name)
    const result = await original(...args)
    if (ours && name === 'open') watch(result as Record<string, Method>)
    return result
  }
  Object.assign(promises, { [name]: failing })
}

function watch(handle: Record<string, Method>): void {
  for (const name of HANDLE_METHODS) {
    const original = handle[name]!.bind(handle)
    handle[name] = async (...args) => {
      // A failing close has closed all the same, as POSIX leaves it open whether it has; ours must not leak.
      const result = name === 'close' ? await original(...args) : undefined
      count(`handle.${name}`)
      return name === 'close' ? result : original(...args)
    }
  }
}

syncBuiltinESMExports()
process.on('exit', () => process.stderr.write(`\ndisk calls: ${calls}\n`))
