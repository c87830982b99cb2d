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
 * The account that the sender belongs to: by address, else by domain, the closest first ("eu.acme.example" before
 * "acme.example"); of two entries for one customer the first counts. Null: none.
 */
export const accountOf = ({ conversation, rules }: Facts): Account | null => {
  const address = conversation.from?.address.toLowerCase()
  if (!address) return null
  const { byEmail, byDomain } = indexOf(rules.relationships.accounts)
  const byAddress = byEmail.get(address)
  if (byAddress) return byAddress
  for (let at = address.indexOf('@'); at !== -1; at = address.indexOf('.', at + 1)) {
    const account = byDomain.get(address.slice(at + 1))
    if (account) return account
  }
  return null
}
