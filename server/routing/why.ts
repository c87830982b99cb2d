import type { Evidence } from '../../shared/decision'
import { sayList } from './spoken'

const places: Readonly<Record<Evidence['where'], (text: string) => string>> = {
  subject: (text) => `“${text}” in the subject`,
  preview: (text) => `“${text}” in the message`,
  label: (text) => `labelled ${text}`,
  from: (text) => `from “${text}”`,
  'reply-to': (text) => `answers go to “${text}”`,
  to: (text) => `sent to “${text}”`,
  domain: (text) => `from ${text}`,
  team: (text) => `in the inbox of ${text}`,
  channel: (text) => `by ${text}`,
  language: (text) => `written in ${sayLanguage(text)}`,
  phone: (text) => `from a number that begins with ${text}`,
  account: (text) => `from the account ${text}`,
  messages: (text) => `${text} messages`,
  reopened: () => 'reopened',
  received: (text) => (text === 'working' ? 'came in working hours' : 'came off hours'),
  'a person': (text) => `${sayTopic(text)}, set by a person`,
}

/** A topic as people read it: "big orders" for big_orders. */
export const sayTopic = (name: string): string => name.replaceAll('_', ' ')

const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' })

/** "German" for "de". */
export const sayLanguage = (code: string): string => {
  try {
    return languageNames.of(code) ?? code
  } catch {
    return code
  }
}

/** "“charged twice” in the subject and labelled Refund". */
export const sayEvidence = (evidence: readonly Evidence[]): string =>
  evidence.length > 0 ? sayList(evidence.map(({ where, text }) => places[where](text))) : 'its conditions hold'

const capitalized = (sentence: string) => sentence.charAt(0).toUpperCase() + sentence.slice(1)

/** A whole sentence from its parts: "Billing gets refund mail; Imani is next in turn (4 of 12)." */
export const sentenceOf = (...parts: readonly string[]): string => `${capitalized(parts.join('; '))}.`
