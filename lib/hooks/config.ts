/** What is called when a run has ended, expanded. */
export type HookConfig = (
  | { kind: 'command'; command: [program: string, ...arguments: string[]] }
  | { kind: 'url'; url: string; headers: Record<string, string> }
) & {
  /** Seconds for each try. */
  timeout: number
  tries: number
}

export interface HooksConfig {
  on_success: HookConfig[]
  on_failure: HookConfig[]
  /** Absolute: where commands run, the folder of the file that names them. */
  folder: string
}
