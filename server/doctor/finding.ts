export type Verdict = 'good' | 'warning' | 'bad' | 'unknown'

/** One line of the doctor's. `unknown`: it could not be looked at. */
export interface Finding {
  name: string
  verdict: Verdict
  sentence: string
  /** What to do about it; null: nothing. */
  mend: string | null
}

export const good = (name: string, sentence: string): Finding => ({ name, verdict: 'good', sentence, mend: null })

export const warning = (name: string, sentence: string, mend: string | null): Finding => ({
  name,
  verdict: 'warning',
  sentence,
  mend,
})

export const bad = (name: string, sentence: string, mend: string): Finding => ({ name, verdict: 'bad', sentence, mend })

export const unknown = (name: string, sentence: string, mend: string | null = null): Finding => ({
  name,
  verdict: 'unknown',
  sentence,
  mend,
})

/** What somebody needs to know to look further, or why it is not known. */
export type Known<T> = { value: T } | { missing: string }
