import { assigneesOf, type Conversation, isClosed } from '../../server/playground/conversation'
import type { SmallMissive } from '../../server/playground/small-missive'
import type { Caller } from '../support/desk'
import { company, desk } from './company'
import type { Happening } from './plan'

/** Those that people still work on. */
const LATEST = 60
const CUSTOMERS = 80
const SUBJECTS = ['Where is my parcel?', 'Refund, please', 'A question', 'Charged twice', 'Outage since this morning']

/** Whom a person last gave a conversation to, or took as owner. */
export interface Choice {
  owner: string
  at: Date
}

export interface Happenings {
  /** Lets it happen; resolves when what goes through the panel was answered. */
  happen(happening: Happening): Promise<void>
  /** By conversation, oldest first; none after somebody took its owner away. */
  choices: ReadonlyMap<string, readonly Choice[]>
  /** How often each kind changed anything. */
  counts: ReadonlyMap<string, number>
  /** What happened to each conversation, in lines. */
  stories: ReadonlyMap<string, readonly string[]>
}

type Kind = Happening['kind']

/** What a happening is about. */
interface On {
  conversation: Conversation
  id: string
  into: Conversation
  /** Whom Missive shows before it. */
  before: string[]
  person: string
  other: string
  who: number
  what: number
}

const pick = <T>(from: readonly T[], n: number): T => {
  const found = from[n % from.length]
  if (found === undefined) throw new Error('There is nothing to pick from')
  return found
}

const NOTE = { why: 'They know the order', whatsNeeded: 'Answer', byWhen: null, context: '' }

/** What customers and colleagues do in a small Missive, and what these choose. */
export const createHappenings = (missive: SmallMissive, panel: () => Caller): Happenings => {
  const choices = new Map<string, Choice[]>()
  const counts = new Map<string, number>()
  const stories = new Map<string, string[]>()
  const { teams, labels } = company

  const chosen = ({ id }: Conversation, owner: string) =>
    choices.set(id, [...(choices.get(id) ?? []), { owner, at: missive.clock() }])
  const customer = (n: number) => ({ from: `customer-${n % CUSTOMERS}@customer.example`, text: `Message ${n}` })

  const assign = (conversation: Conversation, to: string, by: string) => {
    if (assigneesOf(conversation).includes(to)) return
    missive.assign(conversation.id, [to], by)
    chosen(conversation, to)
  }

  const reply = (conversation: Conversation, by: string) => {
    const isTaken = assigneesOf(conversation).length === 0
    missive.reply(conversation.id, by, 'Here is what we know.')
    if (isTaken) chosen(conversation, by)
  }

  const handOver = async (conversation: Conversation, to: string) => {
    const body = { to, note: NOTE, drafted: [], acknowledged: [], reopen: false }
    const answer = await panel()('handOff', { id: conversation.id }, body).catch(() => null)
    if (answer?.status === 200) chosen(conversation, to)
    // A server that was killed may have done it.
    if (!answer) choices.delete(conversation.id)
    return answer?.status === 200
  }

  const reach = (about: Happening) => {
    const open = missive.conversations.all().filter(({ teamId }) => teamId !== null)
    const latest = open.slice(-LATEST)
    return latest.length === 0 ? null : { conversation: pick(latest, about.which), into: pick(latest, about.what) }
  }

  /** False: nothing happened. */
  const act: Record<Exclude<Kind, 'mail'>, (on: On) => unknown> = {
    'customer writes': ({ id, who }) => missive.receiveMail({ ...customer(who), conversation: id }),
    'owner replies': ({ conversation, before, person }) => reply(conversation, before[0] ?? person),
    'other replies': ({ conversation, person }) => reply(conversation, person),
    close: ({ id }) => missive.close(id),
    reopen: ({ id }) => missive.reopen(id),
    assign: ({ conversation, other, person }) => assign(conversation, other, person),
    move: ({ conversation, id, before, other, person }) => {
      missive.assign(id, [other], person)
      chosen(conversation, other)
      missive.unassign(
        id,
        before.filter((each) => each !== other),
      )
    },
    unassign: ({ id, before }) => {
      choices.delete(id)
      missive.unassign(id, before)
    },
    'hand over': ({ conversation, other }) => (isClosed(conversation) ? false : handOver(conversation, other)),
    comment: ({ id, person }) => missive.comment(id, person, 'Does anybody know more?'),
    label: ({ id, what }) => missive.addLabel(id, pick(labels, what).id),
    unlabel: ({ id, what }) => missive.removeLabel(id, pick(labels, what).id),
    'change team': ({ id, what }) => missive.moveToTeam(id, pick(teams, what).id),
    trash: ({ id }) => missive.trash(id),
    junk: ({ id }) => missive.junk(id),
    snooze: ({ id, before, person }) => missive.snooze(id, before[0] ?? person),
    merge: ({ id, into }) => {
      choices.delete(id)
      choices.delete(into.id)
      missive.merge(id, into.id)
    },
  }

  const happen = (happening: Happening): unknown => {
    const { kind, which, who, what } = happening
    if (kind === 'mail') {
      missive.receiveMail({ ...customer(who), subject: pick(SUBJECTS, which), team: pick(teams, what).id })
      return
    }
    const found = reach(happening)
    if (!found) return false
    const { id } = found.conversation
    const before = assigneesOf(found.conversation)
    const person = pick(desk, who).id
    const other = pick(desk, what).id
    const line = `${missive.clock().toISOString()} ${kind}: ${person}, ${other}; before ${before.join(' and ') || 'nobody'}`
    stories.set(id, [...(stories.get(id) ?? []), line])
    return act[kind]({ ...found, id, before, person, other, who, what })
  }

  return {
    choices,
    counts,
    stories,
    async happen(happening) {
      if ((await happen(happening)) !== false) counts.set(happening.kind, (counts.get(happening.kind) ?? 0) + 1)
    },
  }
}
