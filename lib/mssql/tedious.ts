/**
 * tedious, loaded without the library that it would fetch tokens of Entra ID with: we fetch them ourselves (`entra.ts`) when a connection
 * asks for one, and loading that library takes longer than everything else until a server is asked.
 */
import { createRequire, Module } from 'node:module'
import type * as tedious from 'tedious'

const require = createRequire(import.meta.url)

export type Connection = tedious.Connection
export type Request = tedious.Request

const loaded = load()
// Their types are named, as a declaration could not reach what tedious keeps to itself.
export const Connection: typeof tedious.Connection = loaded.Connection
export const ISOLATION_LEVEL: typeof tedious.ISOLATION_LEVEL = loaded.ISOLATION_LEVEL
export const Request: typeof tedious.Request = loaded.Request
export const TYPES: typeof tedious.TYPES = loaded.TYPES

function load(): typeof tedious {
  const identity = createRequire(require.resolve('tedious')).resolve('@azure/identity')
  // Somebody else has it already: nothing to be saved.
  if (require.cache[identity] !== undefined) return require('tedious')
  const nothing = new Module(identity)
  nothing.loaded = true
  require.cache[identity] = nothing
  try {
    return require('tedious')
  } finally {
    // Whoever asks for it himself gets it.
    delete require.cache[identity]
  }
}
