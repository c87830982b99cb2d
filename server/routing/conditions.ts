import type { Evidence } from '../../shared/decision'
import type { Mail } from './mail'
import { fold } from './phrases'

/** What speaks for it; null when the condition does not hold. One that asks for an absence holds with nothing to show. */
export type Condition = (mail: Mail) => Evidence[] | null

const orNull = (evidence: Evidence[]): Evidence[] | null => (evidence.length > 0 ? evidence : null)

export const inTexts = (texts: readonly string[], places: readonly ('subject' | 'preview')[]): Condition => {
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

export const inAddresses = (
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

export const labelled = (names: readonly string[]): Condition => {
  const wanted = new Set(names.map(fold))
  return (mail) =>
    orNull(
      mail.labels
        .filter(({ id, folded }) => wanted.has(fold(id)) || wanted.has(folded))
        .map(({ path }) => ({ where: 'label' as const, text: path })),
    )
}

/** Whether an address is of a domain or one below it. */
const isOfDomain = (address: string, domain: string): boolean =>
  address.endsWith(`@${domain}`) || (address.includes('@') && address.endsWith(`.${domain}`))

export const fromDomains = (domains: readonly string[]): Condition => {
  const wanted = domains.map((text) => ({ text, folded: fold(text).replace(/^@/, '') }))
  return (mail) =>
    orNull(
      wanted
        .filter(({ folded }) =>
          mail.senders.some(({ addresses }) => addresses.some((each) => isOfDomain(each, folded))),
        )
        .map(({ text }) => ({ where: 'domain' as const, text })),
    )
}

const digitsOf = (text: string): string => text.replace(/[^\d+]/g, '').replace(/^00/, '+')

export const fromPhones = (prefixes: readonly string[]): Condition => {
  const wanted = prefixes.map((text) => ({ text, digits: digitsOf(text) }))
  return (mail) =>
    orNull(
      wanted
        .filter(({ digits }) =>
          mail.senders.some(({ addresses }) =>
            addresses.some((each) => /^[+\d]/.test(each) && digitsOf(each).startsWith(digits)),
          ),
        )
        .map(({ text }) => ({ where: 'phone' as const, text })),
    )
}

export const fromAccounts =
  (names: readonly string[]): Condition =>
  (mail) => {
    const { accounts } = mail
    const theirs = names.filter((name) => accounts.includes(name.toLowerCase()))
    return orNull(theirs.map((text) => ({ where: 'account', text })))
  }

/** One of some words that the conversation has as a whole: its channel, team or language. */
export const oneOf =
  (where: 'team' | 'channel' | 'language', wanted: readonly string[]): Condition =>
  (mail) => {
    const value = mail[where]
    const text = value === null ? undefined : wanted.find((each) => each.toLowerCase() === value.toLowerCase())
    return text === undefined ? null : [{ where, text }]
  }

export const anyOf =
  (conditions: readonly Condition[]): Condition =>
  (mail) => {
    const holding = conditions.map((condition) => condition(mail)).filter((evidence) => evidence !== null)
    return holding.length > 0 ? holding.flat() : null
  }

export const allOf =
  (conditions: readonly Condition[]): Condition =>
  (mail) => {
    const evidence: Evidence[] = []
    for (const condition of conditions) {
      const found = condition(mail)
      if (!found) return null
      evidence.push(...found)
    }
    return evidence
  }
