/** Folds a journal: `fold.ts <folder> [<point>#<n>]`; dies by SIGKILL when it gets there for the n-th time. */
import { type FoldPoint, foldHistory } from '../../../lib/flow/history.ts'
import { Journal } from '../../../lib/journal/journal.ts'
import { localFolder } from '../../../lib/journal/local-folder.ts'

const [folder = '', aim = ''] = process.argv.slice(2)
const [point, nth = '1'] = aim.split('#')
let seen = 0

async function reached(at: FoldPoint): Promise<void> {
  if (at !== point || ++seen !== Number(nth)) return
  process.kill(process.pid, 'SIGKILL')
  await new Promise(() => {})
}

const folded = await foldHistory(new Journal(localFolder(folder)), { run: `fold-${process.pid}`, over: 3, reached })
console.log(folded)
