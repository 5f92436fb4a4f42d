/** "Did you mean", where this folder has always had it; it lies above, as other rooms ask it too. */
export { didYouMean, nearest, shortList } from '../suggest.ts'
