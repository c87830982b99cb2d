import type { Account, Facts } from './facts'
import { remember } from './remember'

interface Index {
  byEmail: ReadonlyMap<string, Account>
  byDomain: ReadonlyMap<string, Account>
}

const indexOf = remember((accounts: readonly Account[]): Index => {
  const of = (kind: Account['kind']) =>
    new Map(
      accounts
        .filter((account) => account.kind === kind)
        .map((account) => [account.name, account] as const)
        .reverse(),
    )
  return { byEmail: of('email'), byDomain: of('domain') }
})

/**
 * The accounts that the sender belongs to, the closest first: by address, then by domain ("eu.acme.example" before
 * "acme.example"); of two entries for one customer the first counts.
 */
export const accountsOf = ({ conversation, rules }: Facts): Account[] => {
  const address = conversation.from?.address.toLowerCase()
  if (!address) return []
  const { byEmail, byDomain } = indexOf(rules.relationships.accounts)
  const found = [byEmail.get(address)]
  for (let at = address.indexOf('@'); at !== -1; at = address.indexOf('.', at + 1))
    found.push(byDomain.get(address.slice(at + 1)))
  return found.filter((account) => account !== undefined)
}

/** The closest account that the sender belongs to; null: none. */
export const accountOf = (facts: Facts): Account | null => accountsOf(facts)[0] ?? null
