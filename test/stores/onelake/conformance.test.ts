import { after, before } from 'node:test'
import { oneLakeStore } from '../../../lib/stores/onelake/store.ts'
import { storeConformance } from '../../conformance/store.ts'
import { LAKEHOUSE, startTestLake, type TestLake } from '../../support/lake.ts'
import { lakeUnderTest } from '../../support/lake-conformance.ts'

let lake: TestLake
before(async () => {
  lake = await startTestLake({ personality: 'onelake' })
})
after(() => lake[Symbol.asyncDispose]())

storeConformance(
  'the onelake store',
  async () => {
    const { account_url, authentication } = lake.place
    // By their ids, as is advised; the disk and the suite's own eyes have the names.
    const { workspaceId: workspace, itemId: lakehouse } = lake.standIn.items[0]!
    const files = { format: 'parquet', compression: 'zstd', rows_per_file: 10 } as const
    const below = `${LAKEHOUSE.item}/`
    return lakeUnderTest(lake, `${below}Files/`, (base, path) => {
      const folders = { base: base.slice(below.length), path: path.slice(below.length) }
      const place = { account_url, workspace, lakehouse, authentication }
      return oneLakeStore({ type: 'onelake', ...place, ...folders, ...files }, lake.options)
    })
  },
  { remote: true },
)
