import { after, before } from 'node:test'
import { adlsStore } from '../../../lib/stores/adls/store.ts'
import { storeConformance } from '../../conformance/store.ts'
import { startTestLake, type TestLake } from '../../support/lake.ts'
import { lakeUnderTest } from '../../support/lake-conformance.ts'

let lake: TestLake
before(async () => {
  lake = await startTestLake()
})
after(() => lake[Symbol.asyncDispose]())

storeConformance(
  'the adls store',
  async () =>
    lakeUnderTest(lake, '', (base, path) => {
      const { account_url, filesystem, authentication } = lake.place
      const files = { format: 'parquet', compression: 'zstd', rows_per_file: 10 } as const
      return adlsStore({ type: 'adls', account_url, filesystem, authentication, base, path, ...files }, lake.options)
    }),
  { remote: true },
)
