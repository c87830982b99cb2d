import type { Evidence } from '../../shared/decision'
import {
  allOf,
  anyOf,
  type Condition,
  fromAccounts,
  fromDomains,
  fromPhones,
  inAddresses,
  inTexts,
  labelled,
  oneOf,
} from './conditions'
import type { Facts, Match } from './facts'
import { mailOf, type Sender } from './mail'
import { fold, phraseFinder } from './phrases'
import { getOrCompute, remember } from './remember'

/** How each key of a match is looked for; a new one has its line here. */
const conditionFor: { [Key in keyof Match]-?: (value: NonNullable<Match[Key]>) => Condition } = {
  any: (matches) => anyOf(matches.map(conditionOf)),
  all: (matches) => allOf(matches.map(conditionOf)),
  not: (match) => {
    const condition = conditionOf(match)
    return (mail) => (condition(mail) ? null : [])
  },
  words: (texts) => inTexts(texts, ['subject', 'preview']),
  subject: (texts) => inTexts(texts, ['subject']),
  label: labelled,
  from: (texts) => inAddresses(texts, ({ senders }) => senders),
  to: (texts) => inAddresses(texts, ({ to }) => [{ where: 'to', addresses: to }]),
  domain: fromDomains,
  team: (names) => oneOf('team', names),
  channel: (names) => oneOf('channel', names),
  language: (codes) => oneOf('language', codes),
  phone: fromPhones,
  account: fromAccounts,
  messages: (least) => (mail) => (mail.messages >= least ? [{ where: 'messages', text: `${mail.messages}` }] : null),
  reopened: (wanted) => (mail) => {
    if (mail.wasReopened !== wanted) return null
    return wanted ? [{ where: 'reopened', text: 'reopened' }] : []
  },
  received: (wanted) => (mail) => (mail.received === wanted ? [{ where: 'received', text: wanted }] : null),
}

const conditionKeys = Object.keys(conditionFor) as (keyof Match)[]

const conditionOf = (match: Match): Condition =>
  allOf(
    conditionKeys.flatMap((key) => {
      const value = match[key]
      return value === undefined ? [] : [(conditionFor[key] as (value: unknown) => Condition)(value)]
    }),
  )

const phrasesOf = ({ words = [], subject = [], any = [], all = [], not }: Match): string[] => [
  ...[...words, ...subject].map(fold),
  ...[...any, ...all].flatMap(phrasesOf),
  ...(not ? phrasesOf(not) : []),
]

/** Phrases of which a mail must have at least one for the match to hold; null: it can hold without any. */
const neededPhrases = ({ words, subject, any, all = [] }: Match): string[] | null => {
  const texts = words ?? subject
  if (texts) return texts.map(fold)
  const branches = any?.map(neededPhrases)
  if (branches?.every((branch) => branch !== null)) return branches.flat()
  return all.map(neededPhrases).find((needed) => needed !== null) ?? null
}

/** Conditions by the phrases they need, so that a mail is held against those few only which it may meet. */
const compile = remember((matches: readonly Match[]) => {
  const byPhrase = new Map<string, number[]>()
  const always: number[] = []
  for (const [index, match] of matches.entries()) {
    const phrases = neededPhrases(match)
    if (phrases) for (const phrase of phrases) getOrCompute(byPhrase, phrase, () => []).push(index)
    else always.push(index)
  }
  return {
    conditions: matches.map(conditionOf),
    find: phraseFinder(matches.flatMap(phrasesOf)),
    /** Indexes of matches that may hold for a text with these phrases, in order. */
    possible: (found: Iterable<string>): number[] =>
      [...new Set([...found].flatMap((phrase) => byPhrase.get(phrase) ?? []).concat(always))].sort((a, b) => a - b),
  }
})

/** One of some matches that holds, by its index, with what speaks for it. */
export interface Matched {
  index: number
  evidence: Evidence[]
}

/**
 * The matches that hold, in order. Text is compared without case and accents at word starts, addresses from their start,
 * their domain's, or a parent domain's, labels whole, by id or full path.
 */
export function* matching(matches: readonly Match[], facts: Facts, sender: Sender): Generator<Matched> {
  if (matches.length === 0) return
  const { conditions, find, possible } = compile(matches)
  const mail = mailOf(facts, sender, find)
  for (const index of possible([...mail.subject, ...mail.preview])) {
    const evidence = conditions[index]?.(mail)
    if (evidence) yield { index, evidence }
  }
}

/** The first of the matches that holds; null when none does. */
export const firstMatch = (matches: readonly Match[], facts: Facts, sender: Sender): Matched | null =>
  matching(matches, facts, sender).next().value ?? null
