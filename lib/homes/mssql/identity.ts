/** Who we are to the server: the SQL login, or a token of Entra ID, fetched when it is needed. */
import type { TokenCredential } from '@azure/identity'
import type { Authentication, MssqlConnection } from './config.ts'
import { type Place, tokenError } from './errors.ts'
import { DEFAULT_CONNECT_TIMEOUT, type Identity } from './settings.ts'

type EntraAuthentication = Exclude<Authentication, { type: 'sql' } | { type: 'access_token' }>

const ADVICE: Record<EntraAuthentication['type'], string> = {
  default: 'Sign in with `az login`, or give this machine a managed identity or AZURE_* variables.',
  managed_identity: 'Give this machine a managed identity; name a user-assigned one with `client_id`.',
  service_principal: 'Check tenant_id, client_id and client_secret, and that the secret has not expired.',
  azure_cli: 'Sign in with `az login` as the user that runs hygge.',
}

/** Token audiences of the national clouds, by the end of the server's name. */
const AUDIENCES: [suffix: string, audience: string][] = [
  ['.chinacloudapi.cn', 'https://database.chinacloudapi.cn/.default'],
  ['.usgovcloudapi.net', 'https://database.usgovcloudapi.net/.default'],
  ['', 'https://database.windows.net/.default'],
]

/** One credential per configured connection, because each keeps the tokens that it has been given. */
const credentials = new WeakMap<Authentication, TokenCredential>()

/** @throws {HomeError} `TOKEN_FAILED` */
export async function identityOf(connection: MssqlConnection, place: Place, signal: AbortSignal): Promise<Identity> {
  const { authentication } = connection
  if (authentication.type === 'sql') return { user: authentication.user, password: authentication.password }
  if (authentication.type === 'access_token') return { token: authentication.token }
  const scope = AUDIENCES.find(([suffix]) => connection.server.toLowerCase().endsWith(suffix))![1]
  try {
    const credential = credentials.get(authentication) ?? (await credentialOf(authentication))
    credentials.set(authentication, credential)
    const seconds = connection.connect_timeout ?? DEFAULT_CONNECT_TIMEOUT
    const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000)])
    const token = await credential.getToken(scope, { abortSignal })
    if (token === null) throw new Error('the credential returned none')
    return { token: token.token }
  } catch (error) {
    signal.throwIfAborted()
    throw tokenError(error, place, ADVICE[authentication.type])
  }
}

/** Loads the Azure library only here: SQL logins never pay for it. */
async function credentialOf(authentication: EntraAuthentication): Promise<TokenCredential> {
  const azure = await import('@azure/identity')
  switch (authentication.type) {
    case 'default':
      return new azure.DefaultAzureCredential()
    case 'managed_identity':
      return authentication.client_id === undefined
        ? new azure.ManagedIdentityCredential()
        : new azure.ManagedIdentityCredential({ clientId: authentication.client_id })
    case 'service_principal':
      return new azure.ClientSecretCredential(
        authentication.tenant_id,
        authentication.client_id,
        authentication.client_secret,
      )
    case 'azure_cli':
      return new azure.AzureCliCredential(
        authentication.tenant_id === undefined ? {} : { tenantId: authentication.tenant_id },
      )
  }
}
