/** For tests of logins: looks at a path of each lake that LAKE_LOOKS describes, one after another, and says what it found, or the facts of the error. */
import { errorFacts } from '../../../lib/errors.ts'
import type { LakePlace } from '../../../lib/lake/config.ts'
import { Lake } from '../../../lib/lake/lake.ts'

export interface Look {
  place: LakePlace
  path: string
  env: Record<string, string>
}

const looks: Look[] = JSON.parse(process.env.LAKE_LOOKS ?? '')
for (const { place, path, env } of looks) {
  Object.assign(process.env, env)
  const answer = await new Lake(place).stat(path).then(
    found => ({ found }),
    (error: unknown) => ({ error: errorFacts(error) }),
  )
  console.log(JSON.stringify(answer))
}
