/** The real SDK on a stand-in, as tests want it: addresses of Azure, no waiting between tries. */
import {
  DataLakeServiceClient,
  newPipeline,
  type StoragePipelineOptions,
  StorageSharedKeyCredential,
  ToBlobEndpointHostMappings,
} from '@azure/storage-file-datalake'
import { LoopbackHttpClient } from './loopback.ts'
import type { DataLake } from './server.ts'

const ONELAKE_MAPPING: readonly [string, string] = ['dfs.fabric.microsoft.com', 'blob.fabric.microsoft.com']

/** The address that an application would be configured with. */
export function addressOf({ personality, account }: Pick<DataLake, 'personality' | 'account'>): string {
  return personality === 'onelake'
    ? 'https://onelake.dfs.fabric.microsoft.com'
    : `https://${account}.dfs.core.windows.net`
}

/** The SDK does not know the blob twin of OneLake's host until it is told, once in a process. */
export function mapOneLakeHosts(): void {
  const known = ToBlobEndpointHostMappings.some(([dfs]) => dfs === ONELAKE_MAPPING[0])
  if (!known) ToBlobEndpointHostMappings.unshift([...ONELAKE_MAPPING])
}

/** What a client needs to know of a stand-in; one in another process gives no tokens but through its identity endpoint. */
type Reachable = Pick<DataLake, 'url' | 'personality' | 'account' | 'accountKey'> & Partial<Pick<DataLake, 'tokens'>>

/** A credential that the stand-in's own tokens are given out by. */
export function tokenCredential(lake: Pick<DataLake, 'tokens'>, audience = 'https://storage.azure.com') {
  return {
    async getToken() {
      const { token, expires } = lake.tokens.issue(audience, 'a test')
      return { token, expiresOnTimestamp: expires * 1000 }
    },
  }
}

type Credential = Parameters<typeof newPipeline>[0]

/** A client of the account: by key on ADLS, by token on OneLake, unless told otherwise. */
export function connectTo(
  lake: Reachable,
  credential?: Credential,
  options: StoragePipelineOptions = {},
): DataLakeServiceClient {
  const { personality, tokens, account, accountKey } = lake
  const own =
    personality === 'onelake' && tokens
      ? tokenCredential({ tokens })
      : new StorageSharedKeyCredential(account, accountKey)
  const pipeline = newPipeline(credential ?? own, {
    httpClient: new LoopbackHttpClient(lake.url),
    retryOptions: { maxTries: 1 },
    ...options,
  })
  return new DataLakeServiceClient(addressOf(lake), pipeline)
}
