/** Why a table is not mirrored; it stands in the monitoring files until the cause is gone. */
export class MirrorError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}
