/** The arguments of the stand-in's program. */
import { parseArgs } from 'node:util'
import type { TlsMode } from './wire/prelogin.ts'

export const USAGE = `Usage: npm run stand-in -- [options]

A server that speaks TDS 7.4 and 8.0, with seeded tables, for tests and trials. It is not Microsoft SQL Server.

  --seed <names>     databases to fill, of erp, vega, volume (default erp,volume)
  --rows <n>         rows of volume.dbo.wide and volume.dbo.narrow (default 1000000)
  --port <n>         default 0: any free port
  --tls <mode>       none, supported (default), required, strict
  --forbid-catalog   sys.dm_* answer "permission denied"
  --forbid-snapshot  snapshot isolation answers error 3952
  --json             one line of JSON with the connection settings when ready
  --help`

const SEEDS = ['erp', 'vega', 'volume'] as const
const TLS_MODES: readonly TlsMode[] = ['none', 'supported', 'required', 'strict']

export type SeedName = (typeof SEEDS)[number]

export interface ProgramOptions {
  seeds: SeedName[]
  rows: number
  port: number
  tls: TlsMode
  forbidCatalog: boolean
  forbidSnapshot: boolean
  json: boolean
  help: boolean
}

/** @throws {RangeError | TypeError} saying what was expected. */
export function parseOptions(args: string[]): ProgramOptions {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string', default: 'erp,volume' },
      rows: { type: 'string', default: '1000000' },
      port: { type: 'string', default: '0' },
      tls: { type: 'string', default: 'supported' },
      'forbid-catalog': { type: 'boolean', default: false },
      'forbid-snapshot': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  return {
    seeds: values.seed.split(',').map(name => oneOf('--seed', name.trim(), SEEDS)),
    rows: wholeNumber('--rows', values.rows, 100_000_000),
    port: wholeNumber('--port', values.port, 65_535),
    tls: oneOf('--tls', values.tls, TLS_MODES),
    forbidCatalog: values['forbid-catalog'],
    forbidSnapshot: values['forbid-snapshot'],
    json: values.json,
    help: values.help,
  }
}

function oneOf<Word extends string>(option: string, text: string, words: readonly Word[]): Word {
  const found = words.find(word => word === text)
  if (!found) throw new RangeError(`${option} ${text}: expected one of ${words.join(', ')}`)
  return found
}

function wholeNumber(option: string, text: string, most: number): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number > most) {
    throw new RangeError(`${option} ${text}: expected a whole number from 0 to ${most.toLocaleString('en')}`)
  }
  return number
}
