import type { Language } from '#contract/channels.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

export type Format = ReturnType<typeof createFormat>

type Options = {
  readonly language: Language
  /** The report zone as an offset from UTC. */
  readonly zoneMinutes: number
}

/** `m:ss` below an hour, `h:mm:ss` from there. */
export function clockDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor(whole / 60) % 60
  const rest = String(whole % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}

/** The offset's usual name: UTC, UTC+3, UTC−3:30. */
export function zoneName(zoneMinutes: number): string {
  if (zoneMinutes === 0) return 'UTC'
  const distance = Math.abs(zoneMinutes)
  const minutes = distance % 60
  return `UTC${zoneMinutes < 0 ? '−' : '+'}${Math.floor(distance / 60)}${minutes > 0 ? `:${String(minutes).padStart(2, '0')}` : ''}`
}

/** Words that stand alone elsewhere, as they are written inside a sentence; abbreviations stay. */
export function insideSentence(words: string, language: Language): string {
  return /^\p{Lu}\p{Ll}/u.test(words) ? words.charAt(0).toLocaleLowerCase(language) + words.slice(1) : words
}

/** Dates, times and numbers of one report zone and one language. */
export function createFormat({ language, zoneMinutes }: Options) {
  // The instant is moved by the offset and written as UTC: a fixed offset is no name that every Intl accepts.
  const shift = (at: number) => at + zoneMinutes * MINUTE_MS
  const locale = language === 'ru' ? 'ru-RU' : 'en-GB'
  const style = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
  const styles = {
    time: style({ hour: '2-digit', minute: '2-digit' }),
    timeSeconds: style({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    day: style({ day: 'numeric', month: 'short' }),
    dayYear: style({ day: 'numeric', month: 'short', year: 'numeric' }),
    // «Нояб. 2023» is too wide for the place that this is for.
    monthYear: style({ month: language === 'ru' ? '2-digit' : 'short', year: 'numeric' }),
    full: style({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    number: new Intl.NumberFormat(locale),
    oneDecimal: new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }),
  }
  // Russian Intl writes «20 нояб. 2026 г.»: the tail says nothing here.
  const tidy = (text: string) => text.replace(/\sг\.(?=,|$)/, '')
  const write = (kind: 'time' | 'timeSeconds' | 'day' | 'dayYear' | 'monthYear' | 'full', at: number) => tidy(styles[kind].format(shift(at)))
  const dayNumber = (at: number) => Math.floor(shift(at) / DAY_MS)
  const year = (at: number) => new Date(shift(at)).getUTCFullYear()

  return {
    zone: zoneName(zoneMinutes),
    number: (value: number) => styles.number.format(value),
    oneDecimal: (value: number) => styles.oneDecimal.format(value),
    time: (at: number) => write('time', at),
    timeSeconds: (at: number) => write('timeSeconds', at),
    dateTime: (at: number) => write('full', at),
    /** The day without its year when that is this year's. */
    day: (at: number, now: number) => write(year(at) === year(now) ? 'day' : 'dayYear', at),
    /** The same where there is little room: of another year the month is enough. */
    shortDay: (at: number, now: number) => write(year(at) === year(now) ? 'day' : 'monthYear', at),
    /** Only the time for today, day and time before. */
    moment: (at: number, now: number) =>
      dayNumber(at) === dayNumber(now) ? write('time', at) : `${write(year(at) === year(now) ? 'day' : 'dayYear', at)}, ${write('time', at)}`,
    isToday: (at: number, now: number) => dayNumber(at) === dayNumber(now),
    /** Days since the epoch in the report zone: equal numbers are the same day. */
    dayNumber,
    /** `YYYY-MM-DD` in the report zone. */
    isoDay: (at: number) => new Date(shift(at)).toISOString().slice(0, 10),
    /** The instant at which a `YYYY-MM-DD` begins in the report zone. */
    startOfDay: (isoDay: string) => Date.parse(`${isoDay}T00:00:00Z`) - zoneMinutes * MINUTE_MS,
    duration: clockDuration,
  }
}
