import { after, before } from 'node:test'
import { storeConformance } from '../../conformance/store.ts'
import { startTestLake, type TestLake } from '../../support/lake.ts'
import { mirrorOnDisk, mirrorUnderTest } from '../../support/mirror-conformance.ts'

let lake: TestLake
before(async () => {
  // Its replicator does not go round: what it makes of files is tried in mirror.test.ts.
  lake = await startTestLake({ personality: 'onelake' })
})
after(() => lake[Symbol.asyncDispose]())

storeConformance('the open_mirroring store', async () => mirrorUnderTest(mirrorOnDisk(lake), 'sequential'), {
  remote: true,
})
