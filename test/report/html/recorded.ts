/** Recordings by hand: a run with everything in it that the page shows. */
import { Recorder, type Recording } from '../../../lib/report/html/recording.ts'
import { at, finished, progress, rangeFinished, retried, runFinished, runStarted, started } from '../events.ts'

/** What a source, a file or a person could put into a name or a message. */
export const HOSTILE = '<script>alert(1)</script> & "quoted" \u202e'

const ABOUT = {
  command: 'hygge-run flows.yml --report run.html',
  machine: { node: '24.0.0', platform: 'linux', cores: 4 },
  configuration: { name: 'erp', connections: { erp: { password: '******' } } },
}

export function recorded(more: Partial<typeof ABOUT> = {}): Recording {
  const recorder = new Recorder()
  const moment = (seconds: number, rows: number) => ({
    time: new Date(at(seconds)).toISOString(),
    run: 'r',
    type: 'run.progress' as const,
    rows,
    bytes: rows * 40,
    rss: 180e6 + 20e6 * Math.sin(seconds / 7),
    held: 60e6 + 30e6 * Math.cos(seconds / 5),
  })
  recorder.add(runStarted(0, { entities: 5 }))
  recorder.add(started('customers', 1))
  recorder.add(started('orders', 1))
  for (let second = 1; second < 60; second++) {
    recorder.add(progress('orders', second, second * 40_000, second * 1e6))
    recorder.add(moment(second, second * 40_000))
  }
  recorder.add(retried('orders', 20))
  recorder.add(finished('customers', 18, { rows: 120_000, bytes: 5e6, seconds: 17 }))
  recorder.add(started(HOSTILE, 19))
  recorder.add(retried(HOSTILE, 25))
  const error = { code: 'SQL_ERROR', message: HOSTILE, advice: 'Grant SELECT.', number: 229 }
  recorder.add(finished(HOSTILE, 30, { status: 'failed', rows: 0, bytes: 0, files: [], seconds: 11, error }))
  recorder.add(started('stock', 31))
  recorder.add(finished('stock', 35, { status: 'empty', rows: 0, seconds: 4, notes: ['By its watermark: nothing'] }))
  recorder.add(rangeFinished('orders', 55, { range: 1, rows: 1_300_000, seconds: 53 }))
  recorder.add(rangeFinished('orders', 58, { range: 0, rows: 1_100_000, seconds: 56 }))
  recorder.add(finished('orders', 60, { rows: 2_400_000, bytes: 60e6, seconds: 59, attempts: 2 }))
  recorder.add(finished('late', 60, { status: 'skipped', rows: 0, bytes: 0, files: [], seconds: 0 }))
  recorder.add(runFinished(60, { ok: 2, empty: 1, failed: 1, skipped: 1, rows: 2_520_000, bytes: 65e6, exit_code: 1 }))
  return recorder.recording({ ...ABOUT, ...more })
}
