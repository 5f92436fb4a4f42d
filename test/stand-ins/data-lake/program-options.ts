/** The arguments of the stand-in's program. */
import { parseArgs } from 'node:util'
import type { Fault } from './faults.ts'
import type { Unsettled } from './operations/context.ts'
import type { PersonalityName } from './personality.ts'
import type { DataLakeOptions } from './server.ts'

export const USAGE = `Usage: npm run stand-in:lake -- [options]

A server that speaks the REST interfaces of ADLS Gen2 and OneLake, for tests and trials. It is not Azure.

  --folder <dir>        keeps its files there, filesystem first (default: a temporary folder, gone with the program)
  --personality <name>  adls (default), onelake
  --port <n>            default 0: any free port
  --account <name>      of the storage account (default standin)
  --filesystem <name>   one that is there from the start (default lake); may be repeated
  --flat                an account without a hierarchical namespace
  --guids-only          OneLake refuses names of workspaces and items
  --list-page <n>       paths in one answer of a list (default 5000)
  --delete-page <n>     paths that one call of a paginated delete removes (default 1000)
  --appends <how>       chunks side by side are taken (parallel, default), refused (serial) or lost (lossy)
  --identity <guid>     the managed identity is a user-assigned one with this client id
  --drop-after <n>      rounds that see a table's folder gone before a mirrored table goes (default 2)
  --poll-on-status      whoever reads Files/Monitoring/tables.json causes a round of the replicator
  --fault <json>        something that goes wrong, like {"operation":"rename","skip":2,"reset":true}; may be repeated
  --json                one line of JSON with the connection settings when ready
  --help`

const PERSONALITIES: readonly PersonalityName[] = ['adls', 'onelake']
const APPENDS: readonly Unsettled['appends'][] = ['parallel', 'serial', 'lossy']

export interface ProgramOptions {
  lake: DataLakeOptions
  faults: Fault[]
  json: boolean
  help: boolean
}

/** @throws {RangeError | TypeError} saying what was expected. */
export function parseOptions(args: string[]): ProgramOptions {
  const { values } = parseArgs({
    args,
    options: {
      folder: { type: 'string' },
      personality: { type: 'string', default: 'adls' },
      port: { type: 'string', default: '0' },
      account: { type: 'string' },
      filesystem: { type: 'string', multiple: true },
      flat: { type: 'boolean', default: false },
      'guids-only': { type: 'boolean', default: false },
      'list-page': { type: 'string' },
      'delete-page': { type: 'string' },
      appends: { type: 'string', default: 'parallel' },
      identity: { type: 'string' },
      'drop-after': { type: 'string', default: '2' },
      'poll-on-status': { type: 'boolean', default: false },
      fault: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const { folder, account, filesystem, identity } = values
  const personality = oneOf('--personality', values.personality, PERSONALITIES)
  return {
    lake: {
      personality,
      port: wholeNumber('--port', values.port, 0, 65_535),
      hierarchical: !values.flat,
      friendlyNames: !values['guids-only'],
      unsettled: { appends: oneOf('--appends', values.appends, APPENDS) },
      mirror: {
        dropAfterPolls: wholeNumber('--drop-after', values['drop-after'], 1, 1000),
        pollOnStatus: values['poll-on-status'],
      },
      ...(folder === undefined ? {} : { folder }),
      ...(account === undefined ? {} : { account }),
      ...(filesystem === undefined ? {} : { filesystems: filesystem }),
      ...(identity === undefined ? {} : { identity: { clientId: identity } }),
      ...(values['list-page'] === undefined
        ? {}
        : { listPage: wholeNumber('--list-page', values['list-page'], 1, 5000) }),
      ...(values['delete-page'] === undefined
        ? {}
        : { deletePage: wholeNumber('--delete-page', values['delete-page'], 1, 5000) }),
    },
    faults: values.fault.map(faultOf),
    json: values.json,
    help: values.help,
  }
}

function faultOf(text: string): Fault {
  try {
    return JSON.parse(text)
  } catch {
    throw new TypeError(`--fault ${text}: expected JSON`)
  }
}

function oneOf<Word extends string>(option: string, text: string, words: readonly Word[]): Word {
  const found = words.find(word => word === text)
  if (!found) throw new RangeError(`${option} ${text}: expected one of ${words.join(', ')}`)
  return found
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number < least || number > most) {
    throw new RangeError(`${option} ${text}: expected a whole number from ${least} to ${most.toLocaleString('en')}`)
  }
  return number
}
