import type { Evidence } from '../../shared/decision'
import type { Address } from '../../shared/message'
import type { ConversationFacts, Match } from './facts'
import { fold, phraseFinder } from './phrases'
import { getOrCompute, remember } from './remember'

/** What the conditions look at, folded once for all of them. */
interface Mail {
  subject: ReadonlySet<string>
  preview: ReadonlySet<string>
  /** Looked at in this order. */
  senders: readonly { where: 'reply-to' | 'from'; addresses: readonly string[] }[]
  to: readonly string[]
  labels: readonly { id: string; path: string; folded: string }[]
}

/** What speaks for it; null when the condition does not hold. */
type Condition = (mail: Mail) => Evidence[] | null

/**
 * Whose address counts as the sender: the one who wrote, or the one whom an answer would reach when the mail names one.
 */
export type Sender = 'from' | 'reply-to before from'

const orNull = (evidence: Evidence[]): Evidence[] | null => (evidence.length > 0 ? evidence : null)

const inTexts = (texts: readonly string[], places: readonly ('subject' | 'preview')[]): Condition => {
  const phrases = texts.map((text) => ({ text, folded: fold(text) }))
  return (mail) => {
    const evidence: Evidence[] = []
    for (const { text, folded } of phrases) {
      const where = places.find((place) => mail[place].has(folded))
      if (where) evidence.push({ where, text })
    }
    return orNull(evidence)
  }
}

/**
 * Whether a folded address, or its domain or a parent of that, with its sign or without, begins with `text`: "a@b.c"
 * with "a@", "@b", "b." and "c".
 */
const addressMatches = (address: string, text: string): boolean => {
  if (address.startsWith(text)) return true
  for (let at = address.indexOf('@'); at !== -1; at = address.indexOf('.', at + 1))
    if (address.startsWith(text, at) || address.startsWith(text, at + 1)) return true
  return false
}

const inAddresses = (
  texts: readonly string[],
  placesOf: (mail: Mail) => Mail['senders'] | [{ where: 'to'; addresses: Mail['to'] }],
): Condition => {
  const wanted = texts.map((text) => ({ text, folded: fold(text) }))
  return (mail) =>
    orNull(
      placesOf(mail).flatMap(({ where, addresses }) =>
        wanted
          .filter(({ folded }) => addresses.some((address) => addressMatches(address, folded)))
          .map(({ text }) => ({ where, text })),
      ),
    )
}

const labelled = (names: readonly string[]): Condition => {
  const wanted = new Set(names.map(fold))
  return (mail) =>
    orNull(
      mail.labels
        .filter(({ id, folded }) => wanted.has(fold(id)) || wanted.has(folded))
        .map(({ path }) => ({ where: 'label' as const, text: path })),
    )
}

const anyOf =
  (conditions: readonly Condition[]): Condition =>
  (mail) =>
    orNull(conditions.flatMap((condition) => condition(mail) ?? []))

const allOf =
  (conditions: readonly Condition[]): Condition =>
  (mail) => {
    const evidence: Evidence[] = []
    for (const condition of conditions) {
      const found = condition(mail)
      if (!found) return null
      evidence.push(...found)
    }
    return orNull(evidence)
  }

/** How each key of a match is looked for; a new one has its line here. */
const conditionFor: { [Key in keyof Match]-?: (value: NonNullable<Match[Key]>) => Condition } = {
  any: (matches) => anyOf(matches.map(conditionOf)),
  words: (texts) => inTexts(texts, ['subject', 'preview']),
  subject: (texts) => inTexts(texts, ['subject']),
  label: labelled,
  from: (texts) => inAddresses(texts, ({ senders }) => senders),
  to: (texts) => inAddresses(texts, ({ to }) => [{ where: 'to', addresses: to }]),
}

const conditionKeys = Object.keys(conditionFor) as (keyof Match)[]

const conditionOf = (match: Match): Condition =>
  allOf(
    conditionKeys.flatMap((key) => {
      const value = match[key]
      return value === undefined ? [] : [(conditionFor[key] as (value: unknown) => Condition)(value)]
    }),
  )

const phrasesOf = ({ words = [], subject = [], any = [] }: Match): string[] => [
  ...[...words, ...subject].map(fold),
  ...any.flatMap(phrasesOf),
]

/** Phrases of which a mail must have at least one for the match to hold; null: it can hold without any. */
const neededPhrases = ({ words, subject, any }: Match): string[] | null => {
  const texts = words ?? subject
  if (texts) return texts.map(fold)
  const branches = any?.map(neededPhrases) ?? [null]
  return branches.some((branch) => branch === null) ? null : branches.flatMap((branch) => branch ?? [])
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

const foldAll = (addresses: readonly Address[]) => addresses.map(({ address }) => fold(address))

const sendersOf = ({ from, replyTo }: ConversationFacts, sender: Sender): Mail['senders'] =>
  sender === 'reply-to before from' && replyTo.length > 0
    ? [{ where: 'reply-to', addresses: foldAll(replyTo) }]
    : [{ where: 'from', addresses: from ? foldAll([from]) : [] }]

/**
 * The first of the matches that holds, by its index, with what speaks for it; null when none does. Text is compared
 * without case and accents at word starts, addresses from their start, their domain's, or a parent domain's, labels
 * whole, by id or full path.
 */
export const firstMatch = (
  matches: readonly Match[],
  conversation: ConversationFacts,
  sender: Sender,
): { index: number; evidence: Evidence[] } | null => {
  if (matches.length === 0) return null
  const { conditions, find, possible } = compile(matches)
  const mail: Mail = {
    subject: find(fold(conversation.subject ?? '')),
    preview: find(fold(conversation.preview ?? '')),
    senders: sendersOf(conversation, sender),
    to: foldAll(conversation.to),
    labels: conversation.labels.map(({ id, path }) => ({ id, path, folded: fold(path) })),
  }
  for (const index of possible([...mail.subject, ...mail.preview])) {
    const evidence = conditions[index]?.(mail)
    if (evidence) return { index, evidence }
  }
  return null
}
