/** Names of types, as users write them in `types:` and as the plan prints them. */
import type { DataType } from '../../columns/schema.ts'

const NAMES: Record<string, DataType> = {
  bool: { kind: 'bool' },
  int16: { kind: 'int', bits: 16 },
  int32: { kind: 'int', bits: 32 },
  int64: { kind: 'int', bits: 64 },
  float32: { kind: 'float', bits: 32 },
  float64: { kind: 'float', bits: 64 },
  date: { kind: 'date' },
  time: { kind: 'time', unit: 'us' },
  'time(us)': { kind: 'time', unit: 'us' },
  'time(ns)': { kind: 'time', unit: 'ns' },
  timestamp: { kind: 'timestamp', unit: 'us', utc: false },
  'timestamp(us)': { kind: 'timestamp', unit: 'us', utc: false },
  'timestamp(ns)': { kind: 'timestamp', unit: 'ns', utc: false },
  'timestamp(us,utc)': { kind: 'timestamp', unit: 'us', utc: true },
  'timestamp(ns,utc)': { kind: 'timestamp', unit: 'ns', utc: true },
  text: { kind: 'utf8' },
  utf8: { kind: 'utf8' },
  binary: { kind: 'binary' },
  uuid: { kind: 'uuid' },
}

/** What there is, for people. */
export const TYPE_NAMES: readonly string[] = [...Object.keys(NAMES), 'decimal(18,2)']

/** The type of a name; null when there is none. */
export function typeNamed(name: string): DataType | null {
  const plain = name.toLowerCase().replaceAll(/\s/g, '')
  const [, precision, scale = '0'] = /^decimal\((\d+)(?:,(\d+))?\)$/.exec(plain) ?? []
  if (precision !== undefined) {
    const type = { kind: 'decimal', precision: Number(precision), scale: Number(scale) } as const
    return type.precision >= 1 && type.precision <= 38 && type.scale <= type.precision ? type : null
  }
  return Object.hasOwn(NAMES, plain) ? (NAMES[plain] ?? null) : null
}
