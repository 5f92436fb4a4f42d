/** A connection written as one word: `mssql://user:password@host:port/database?encrypt=false`. */
import { ConfigError } from '../errors.ts'
import type { Authentication, MssqlConnection } from './connection.ts'

const FORM = 'mssql://user:password@host:port/database?encrypt=false'
const KNOWN = ['encrypt', 'trust_server_certificate', 'authentication']

/**
 * Without a user the authentication is `default`, or what `?authentication=` says: default, managed_identity or azure_cli.
 * @throws {ConfigError} `URL_INVALID`; the URL itself is not in the message, as it holds a password.
 */
export function connectionOfUrl(text: string): MssqlConnection {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'mssql:') throw invalid('it does not begin with mssql:// and a host')
  const { hostname, port, username, password, pathname, searchParams } = url
  const database = decoded(pathname.slice(1))
  if (hostname === '' || database === '') throw invalid(hostname === '' ? 'it names no host' : 'it names no database')
  const strange = [...searchParams.keys()].find(key => !KNOWN.includes(key))
  if (strange !== undefined) throw invalid(`${JSON.stringify(strange)} is not known: there are ${KNOWN.join(', ')}`)
  return {
    type: 'mssql',
    server: hostname.replace(/^\[|\]$/g, ''),
    ...(port === '' ? {} : { port: Number(port) }),
    database,
    encrypt: encryptOf(searchParams.get('encrypt')),
    trust_server_certificate: searchParams.get('trust_server_certificate') === 'true',
    authentication: authenticationOf(decoded(username), decoded(password), searchParams.get('authentication')),
  }
}

function authenticationOf(user: string, password: string, type: string | null): Authentication {
  if (user !== '') {
    if (type !== null && type !== 'sql') throw invalid(`a user goes with SQL authentication, not with ${type}`)
    return { type: 'sql', user, password }
  }
  switch (type ?? 'default') {
    case 'default':
      return { type: 'default' }
    case 'managed_identity':
      return { type: 'managed_identity' }
    case 'azure_cli':
      return { type: 'azure_cli' }
    default:
      throw invalid('without a user the authentication is default, managed_identity or azure_cli')
  }
}

function encryptOf(value: string | null): boolean | 'strict' {
  if (value === 'strict') return value
  if (value === null || value === 'true' || value === 'false') return value !== 'false'
  throw invalid('encrypt is true, false or strict')
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw invalid('a % in it is not followed by two hexadecimal digits: write %25')
  }
}

function invalid(why: string): ConfigError {
  return new ConfigError('URL_INVALID', `That is not the URL of a SQL Server: ${why}.`, {
    advice: `Write it like ${FORM}, with %40 for an @ in the password.`,
  })
}
