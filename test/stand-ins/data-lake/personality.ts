/** What differs between a storage account and OneLake. */
import type { LakeRequest } from './wire/request.ts'

export type PersonalityName = 'adls' | 'onelake'

export interface Place {
  filesystem: string
  path: readonly string[]
}

export interface Personality {
  name: PersonalityName
  /** Of new paths, as they are shown. */
  permissions: string
  /** No account keys, and signatures only by user delegation keys, for an hour. */
  delegationOnly: boolean
  /** Refuses what the service does not take. @throws {LakeError} */
  admit(request: LakeRequest): void
  /** Refuses a change of a path that the service itself manages. @throws {LakeError} */
  checkChange(path: readonly string[]): void
  /** Where a place is in the folder; a service may know it by more than one name. @throws {LakeError} */
  place(place: Place): Place
  /** Headers that were sent and are not heeded. */
  rejectedHeaders(request: LakeRequest): string[]
}

/** A storage account takes everything that the stand-in knows. */
export const adls: Personality = {
  name: 'adls',
  permissions: 'rwxr-x---',
  delegationOnly: false,
  admit: () => {},
  checkChange: () => {},
  place: ({ filesystem, path }) => ({ filesystem, path }),
  rejectedHeaders: () => [],
}
