/** A text that is no value of the type that was asked for. Whoever knows where it stands says so. */
export class ValueError extends Error {
  /** What is wrong, to follow the text: `is no whole number`. */
  readonly what: string

  constructor(what: string) {
    super(what)
    this.what = what
  }
}
