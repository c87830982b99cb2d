import type { Finding } from '../../shared/health-api'

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
