import { signal } from '@preact/signals-core'
import { first } from './en/first'
import type { More } from './en/more'

/** What the first view says; every language has all of it. */
export type First = typeof first

/** All that the panel says in one language. */
export interface Language {
  /** How dates and numbers are written (BCP 47). */
  locale: string
  direction: 'ltr' | 'rtl'
  first: First
  more: More
}

/** English needs no loading; null: it is English. */
export const loaded = signal<Language | null>(null)

export const locale = (): string => loaded.value?.locale ?? 'en-GB'

/** What the first view says, in the reader's language. */
export const t = (): First => loaded.value?.first ?? first
