import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RunType } from '../../lib/events.ts'
import { type Circumstances, decide } from '../../lib/flow/resume.ts'
import type { Unfinished } from '../../lib/journal/journal.ts'

const began = new Date('2026-11-23T10:00:00Z')

function unfinished(mode: RunType, isCommitted: boolean): Unfinished {
  const common = { run: 'r', flow: 'f', entity: 'e', time: began.toISOString() }
  return {
    run: 'r',
    planned: {
      kind: 'planned',
      ...common,
      mode,
      began: began.toISOString(),
      ranges: [],
      schema: { fields: [] },
      fingerprint: '',
      store: '',
    },
    staged: [],
    committed: isCommitted ? { kind: 'committed', ...common, parts: [], rows: 0, altered: 0, checksums: [] } : null,
  }
}

function given(mode: RunType, minutes: number, fresh = false): Circumstances {
  const now = new Date(began.getTime() + minutes * 60_000)
  return { mode, now, resumeWithin: 3_600_000, fresh, rewoundAt: null }
}

const cases: [string, Unfinished, Circumstances, string, string?][] = [
  [
    'a young full_drop is finished and is this run',
    unfinished('full_drop', false),
    given('full_drop', 59),
    'resume',
    'done',
  ],
  ['an old full_drop is swept', unfinished('full_drop', false), given('full_drop', 61), 'sweep'],
  [
    'an increment is finished whatever its age, and the next follows',
    unfinished('incremental', false),
    given('incremental', 9999),
    'resume',
    'follow',
  ],
  ['a run of the other mode is swept', unfinished('incremental', false), given('full_drop', 1), 'sweep'],
  [
    'a rewind after it was planned sweeps what is not committed',
    unfinished('incremental', false),
    { ...given('incremental', 2), rewoundAt: '2026-11-23T10:01:00.000Z' },
    'sweep',
  ],
  [
    'a rewind before it was planned does not matter',
    unfinished('incremental', false),
    { ...given('incremental', 2), rewoundAt: '2026-11-23T09:59:00.000Z' },
    'resume',
    'follow',
  ],
  ['--fresh sweeps what is not committed', unfinished('incremental', false), given('incremental', 1, true), 'sweep'],
  [
    'a committed young full_drop is published and is this run',
    unfinished('full_drop', true),
    given('full_drop', 1),
    'roll-forward',
    'done',
  ],
  [
    'a committed old full_drop is published, a fresh load follows',
    unfinished('full_drop', true),
    given('full_drop', 61),
    'roll-forward',
    'follow',
  ],
  [
    'a committed increment is published, the next follows',
    unfinished('incremental', true),
    given('incremental', 61),
    'roll-forward',
    'follow',
  ],
  [
    'what is committed is published even before a run of the other mode',
    unfinished('incremental', true),
    given('full_drop', 1),
    'roll-forward',
    'follow',
  ],
  [
    'what is committed is published even under --fresh',
    unfinished('full_drop', true),
    given('full_drop', 1, true),
    'roll-forward',
    'follow',
  ],
]

for (const [name, run, circumstances, action, next] of cases) {
  test(name, () => {
    const decision = decide(run, circumstances)
    assert.equal(decision.action, action)
    assert.equal('next' in decision ? decision.next : undefined, next)
    assert.ok(decision.why.length > 0)
  })
}
