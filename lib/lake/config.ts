/** What a user says of a lake: an account of ADLS Gen2, or OneLake, and how to log in. */
import type { EntraAuthentication } from '../entra.ts'

export type LakeAuthentication =
  | EntraAuthentication
  /** An account key; OneLake has none. */
  | { type: 'storage_key'; key: string }
  /** A shared access signature: the query of its URL, with or without the question mark. */
  | { type: 'sas'; token: string }

/** One file system: what ADLS calls a container and Fabric a workspace. */
export interface LakePlace {
  service: 'adls' | 'onelake'
  /** `https://<account>.dfs.core.windows.net` */
  account_url: string
  filesystem: string
  authentication: LakeAuthentication
}
