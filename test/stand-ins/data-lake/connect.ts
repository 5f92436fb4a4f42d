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
  lake: DataLake,
  credential?: Credential,
  options: StoragePipelineOptions = {},
): DataLakeServiceClient {
  const used =
    credential ??
    (lake.personality === 'onelake'
      ? tokenCredential(lake)
      : new StorageSharedKeyCredential(lake.account, lake.accountKey))
  const pipeline = newPipeline(used, {
    httpClient: new LoopbackHttpClient(lake.url),
    retryOptions: { maxTries: 1 },
    ...options,
  })
  return new DataLakeServiceClient(addressOf(lake), pipeline)
}
