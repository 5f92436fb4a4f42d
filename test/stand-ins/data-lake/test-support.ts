/** A lake of a test's own, and what the SDK says when it is refused. */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { DataLakeFileSystemClient } from '@azure/storage-file-datalake'
import { connectTo, mapOneLakeHosts } from './connect.ts'
import { type DataLake, type DataLakeOptions, startDataLake } from './server.ts'

interface Place {
  lake: DataLake
  filesystem: DataLakeFileSystemClient
  /** Below it everything is allowed. */
  base: string
}

/** A code and a status, as the SDK says them; the answer to a HEAD has its code in a header only. */
export function refusal(code: string, status: number): (error: unknown) => boolean {
  return error => {
    const { statusCode, details, code: said } = Object(error)
    assert.deepEqual({ code: details?.errorCode ?? said, status: statusCode }, { code, status }, String(error))
    return true
  }
}

/** A lake that goes with the test. */
export async function place(t: TestContext, options: DataLakeOptions): Promise<Place> {
  mapOneLakeHosts()
  const lake = await startDataLake(options)
  t.after(() => lake.close())
  const onelake = lake.personality === 'onelake'
  const filesystem = connectTo(lake).getFileSystemClient(onelake ? 'Trials' : 'lake')
  return { lake, filesystem, base: onelake ? 'Lake.Lakehouse/Files' : 'some' }
}
