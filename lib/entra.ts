/** Identities of Microsoft Entra ID: for databases and for lakes the same ones. */
import type { TokenCredential } from '@azure/identity'

export type EntraAuthentication =
  | { type: 'default' }
  | { type: 'managed_identity'; client_id?: string }
  | { type: 'service_principal'; tenant_id: string; client_id: string; client_secret: string }
  | { type: 'azure_cli'; tenant_id?: string }

/** What to do when no token is given. */
export const TOKEN_ADVICE: Record<EntraAuthentication['type'], string> = {
  default: 'Sign in with `az login`, or give this machine a managed identity or AZURE_* variables.',
  managed_identity: 'Give this machine a managed identity; name a user-assigned one with `client_id`.',
  service_principal: 'Check tenant_id, client_id and client_secret, and that the secret has not expired.',
  azure_cli: 'Sign in with `az login` as the user that runs hygge.',
}

/** Loads the Azure library only here: whoever logs in without it never pays for it. */
export async function credentialOf(authentication: EntraAuthentication): Promise<TokenCredential> {
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
