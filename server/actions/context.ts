import type * as z from 'zod/mini'
import type { Context, Template } from '../../shared/api'
import type { ConversationId } from '../../shared/ids'
import type { Address } from '../../shared/message'
import { suggest } from '../routing/decide'
import { run, type Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import type { Desk } from './desk'
import { gatherFacts } from './gather-facts'
import { recall } from './memory'
import { personOf } from './person'
import { maySee, type Reader, requireSight } from './rights'

const RECENT = 20

const stateOf = ({ isTrashed, isJunk, isClosed }: Conversation) => {
  if (isTrashed) return 'trashed'
  if (isJunk) return 'junk'
  return isClosed ? 'closed' : 'open'
}

/** The customer's other conversations that the reader may see, and who had them. Throws `AppError` `not_found`. */
export const viewContext = (desk: Desk, reader: Reader, id: ConversationId): Promise<z.output<typeof Context>> =>
  desk.store.transaction(function* (tx): Steps<z.output<typeof Context>> {
    const { conversations } = desk.store
    const conversation = requireSight(desk, reader, yield* conversations.find(tx, id))
    const { customerAddress, incoming } = conversation
    if (!customerAddress) return { customer: null, past: [] }
    const listed = yield* run(conversations.ofCustomer(tx, customerAddress, RECENT + 1))
    const others = listed.flatMap((each) => (each.id === conversation.id ? [] : each.id))
    const rows = others.length > 0 ? yield* run(conversations.findMany(tx, others)) : []
    const past = rows
      .filter((row) => maySee(desk, reader, row))
      .sort((a, b) => +b.lastActivityAt - +a.lastActivityAt || (a.id < b.id ? -1 : 1))
      .slice(0, RECENT)
    return {
      customer: { name: incoming?.from?.name ?? null, address: customerAddress },
      past: past.map((row) => ({
        conversationId: row.id,
        subject: row.subject,
        state: stateOf(row),
        owner: row.ownerId && personOf(desk, row.ownerId),
        lastActivityAt: row.lastActivityAt,
      })),
    }
  })

/** One of Missive's responses, as it is kept there. */
export interface Response {
  id: string
  title: string
  subject: string | null
  /** HTML. */
  body: string
}

/** `sentence`: why they may be old or missing; null: they are as Missive has them. */
export type Responses = () => Promise<{ responses: readonly Response[]; sentence: string | null }>

const inHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`)

const valuesOf = (customer: Address | null): Record<string, string> => {
  const name = customer?.name?.trim() ?? ''
  const [first = '', ...rest] = name.split(/\s+/)
  return {
    first_name: first,
    last_name: rest.join(' '),
    name,
    full_name: name,
    email: customer?.address.includes('@') ? customer.address : '',
  }
}

/** Where a response asks for who it is written to: `{{ recipient.first_name | default: "there" }}`. */
const ASKED = /\{\{\s*recipient\.(\w+)\s*(?:\|\s*default:\s*(?:"([^"]*)"|'([^']*)')\s*)?\}\}/g

/** The response with the customer filled in; what else it asks for, and what is not known, stays for Missive to fill in. */
export const fillIn = (text: string, customer: Address | null, written: (text: string) => string): string => {
  const values = valuesOf(customer)
  return text.replace(ASKED, (asked, field: string, double?: string, single?: string) => {
    const value = values[field]
    return value ? written(value) : (double ?? single ?? asked)
  })
}

/** Missive's responses, those first that the topic names. Throws `AppError` `not_found`. */
export const viewTemplates = async (
  desk: Desk,
  reader: Reader,
  id: ConversationId,
  responses: Responses,
): Promise<{ templates: z.output<typeof Template>[]; sentence: string | null }> => {
  const { conversation, fitting } = await desk.store.transaction(function* (tx) {
    const conversation = requireSight(desk, reader, yield* desk.store.conversations.find(tx, id))
    const inForce = desk.rules()
    const memory = yield* recall(desk.store, tx)
    const facts = inForce && (yield* gatherFacts(memory, conversation, inForce))
    const titles = (facts && suggest(facts, desk.clock()).topic?.templates) ?? []
    return { conversation, fitting: new Set(titles.map((title) => title.toLowerCase())) }
  })
  const known = await responses()
  const customer = conversation.incoming?.from ?? null
  const templates = known.responses.map((response) => ({
    id: response.id,
    title: response.title,
    subject: response.subject && fillIn(response.subject, customer, (text) => text),
    body: fillIn(response.body, customer, inHtml),
    fits: fitting.has(response.title.toLowerCase()),
  }))
  const byTitle = (a: { title: string }, b: { title: string }) => a.title.localeCompare(b.title)
  return {
    templates: templates.sort((a, b) => Number(b.fits) - Number(a.fits) || byTitle(a, b)),
    sentence: known.sentence,
  }
}
