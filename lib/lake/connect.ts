/** A place as the user describes it → the SDK's client, with our own connections below it. */
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { DataLakeFileSystemClient, IHttpClient, RequestPolicyFactory } from '@azure/storage-file-datalake'
import { credentialOf } from '../entra.ts'
import { version } from '../version.ts'
import type { LakePlace } from './config.ts'

/** Connections of this process to all lakes together. */
const SOCKETS = 32

const http = new HttpAgent({ keepAlive: true, maxTotalSockets: SOCKETS })
const https = new HttpsAgent({ keepAlive: true, maxTotalSockets: SOCKETS })

/** What the SDK sends to the blob endpoint goes to OneLake's own, too: the dfs endpoint refuses it. */
const ONELAKE = { dfs: 'dfs.fabric.microsoft.com', blob: 'blob.fabric.microsoft.com' }

/** The way through one agent for the whole process; a proxy's agent, which the SDK takes from HTTPS_PROXY, stays. */
const sharedConnections: RequestPolicyFactory = {
  create: next => ({
    sendRequest(request) {
      request.agent ??= request.url.startsWith('https:') ? https : http
      return next.sendRequest(request)
    },
  }),
}

/** Loads the Azure library only here: whoever has no lake never pays for it. */
export async function connect(
  place: LakePlace,
  httpClient: IHttpClient | undefined,
): Promise<DataLakeFileSystemClient> {
  const azure = await import('@azure/storage-file-datalake')
  const { account_url, filesystem, authentication } = place
  const mappings = azure.ToBlobEndpointHostMappings
  if (!mappings.some(([dfs]) => dfs === ONELAKE.dfs)) mappings.unshift([ONELAKE.dfs, ONELAKE.blob])
  const credential =
    authentication.type === 'sas'
      ? new azure.AnonymousCredential()
      : authentication.type === 'storage_key'
        ? new azure.StorageSharedKeyCredential(accountOf(account_url), authentication.key)
        : await credentialOf(authentication)
  const pipeline = azure.newPipeline(credential, {
    retryOptions: { maxTries: 1 },
    userAgentOptions: { userAgentPrefix: `hygge/${version}` },
    ...(httpClient === undefined ? {} : { httpClient }),
  })
  pipeline.factories.push(sharedConnections)
  const query = authentication.type === 'sas' ? `?${authentication.token.replace(/^\?/, '')}` : ''
  const root = account_url.replace(/\/+$/, '')
  return new azure.DataLakeFileSystemClient(`${root}/${encodeURIComponent(filesystem)}${query}`, pipeline)
}

/** `https://<account>.dfs…`, or `http://127.0.0.1:port/<account>` as emulators have it. */
function accountOf(url: string): string {
  const { hostname, pathname } = new URL(url)
  return pathname.split('/')[1] || hostname.split('.')[0]!
}
