import type { Evidence } from '../../shared/decision'
import { type Asked, sayChoice } from './ask-team'
import { type Standing, sayLoad } from './availability'
import { callName } from './roster'
import { sayList } from './spoken'

const places: Readonly<Record<Evidence['where'], (text: string) => string>> = {
  subject: (text) => `“${text}” in the subject`,
  preview: (text) => `“${text}” in the message`,
  label: (text) => `labelled ${text}`,
  from: (text) => `from “${text}”`,
  'reply-to': (text) => `answers go to “${text}”`,
  to: (text) => `sent to “${text}”`,
}

/** "“charged twice” in the subject and labelled Refund". */
export const sayEvidence = (evidence: readonly Evidence[]): string =>
  sayList(evidence.map(({ where, text }) => places[where](text)))

const capitalized = (sentence: string) => sentence.charAt(0).toUpperCase() + sentence.slice(1)

/** A whole sentence from its parts: "Billing gets refund mail; Imani is next in turn (4 of 12)." */
export const sentenceOf = (...parts: readonly string[]): string => `${capitalized(parts.join('; '))}.`

/** What speaks for one of the candidates; `because` says why this team was asked. */
export const whyChosen = (
  chosen: Standing,
  { candidates, method, members }: Asked,
  because: string,
  hasOwner = false,
): string => {
  const isBest = chosen === candidates[0]
  const choice = isBest
    ? sayChoice(chosen, candidates, method, members, hasOwner)
    : `${callName(chosen.teammate, members)} is there, with ${sayLoad(chosen)}`
  return sentenceOf(because, choice)
}
