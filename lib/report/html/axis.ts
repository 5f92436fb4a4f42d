/** Round numbers along an axis. Pure. */

/** Ticks from 0 up to at most `max`, about `wanted` of them, at 1, 2 or 5 times a power of ten. */
export function ticks(max: number, wanted: number): number[] {
  if (!(max > 0)) return [0]
  const raw = max / wanted
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = power * ([1, 2, 5, 10].find(factor => factor * power >= raw) ?? 10)
  const found: number[] = []
  for (let index = 0; index * step <= max * 1.000001; index++) found.push(index * step)
  return found
}

const CLOCK_STEPS = [
  0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400,
]

/** Ticks in seconds, at steps that a clock has. */
export function clockTicks(seconds: number, wanted: number): number[] {
  const step = CLOCK_STEPS.find(step => seconds / step <= wanted) ?? Math.ceil(seconds / wanted / 86_400) * 86_400
  const found: number[] = []
  for (let index = 0; index * step <= seconds * 1.000001; index++) found.push(index * step)
  return found
}

/** `0.5s`, `40s`, `1:30`, `2:05:00`. */
export function clock(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds * 10) / 10}s`
  const whole = Math.round(seconds)
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}
