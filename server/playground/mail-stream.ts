import { assigneesOf, type Conversation, isClosed, latestMessageOf } from './conversation'
import { answers, followUps, type SampleMail, sampleMails } from './sample-mail'
import type { SmallMissive } from './small-missive'

export interface MailStreamOptions {
  missive: SmallMissive
  /** From 0 to 1. */
  random: () => number
  /** Conversations that somebody looks at: nobody but them touches these. */
  isWatched: (conversationId: string) => boolean
}

/** Open conversations around which the desk settles. */
const COMFORTABLE = 45
const MOST_OPEN = 90
/** How long a simulated colleague lets a conversation be, in seconds. */
const THINKING_SECONDS = 20

const pick = <T>(values: T[], random: () => number): T | undefined => values[Math.floor(random() * values.length)]

const withOrder = (mail: SampleMail, order: number): SampleMail => {
  const fill = (text: string) => text.replaceAll('{order}', String(order))
  return { ...mail, subject: fill(mail.subject), text: fill(mail.text) }
}

/** A sample mail arrives, about the order of that number. */
export const receiveSample = (missive: SmallMissive, mail: SampleMail, order: number) =>
  missive.receiveMail(withOrder(mail, order))

/** One thing that happens at the desk: mail, an answer, a follow-up, or a close; more closes the fuller it is. */
export const streamStep = ({ missive, random, isWatched }: MailStreamOptions): void => {
  const now = missive.clock().getTime() / 1000
  const open = missive.conversations.all().filter((one) => one.teamId !== null && !isClosed(one))
  const isResting = ({ id, lastActivityAt }: Conversation) => !isWatched(id) && now - lastActivityAt >= THINKING_SECONDS
  const owned = open.filter((one) => assigneesOf(one).length > 0 && isResting(one))
  const isAnswered = (one: Conversation) => latestMessageOf(one)?.isIncoming === false
  const answered = owned.filter(isAnswered)
  const unanswered = owned.filter((one) => !isAnswered(one))

  const receive = () => {
    const mail = pick(sampleMails, random)
    if (!mail) return
    receiveSample(missive, mail, 4000 + Math.floor(random() * 900))
  }
  const answer = (one: Conversation) => {
    const [by] = assigneesOf(one)
    if (by) missive.reply(one.id, by, pick(answers, random) ?? 'Done.')
  }
  const followUp = (one: Conversation) => {
    const customer = one.messages.findLast(({ isIncoming }) => isIncoming)?.from
    if (!customer) return
    const text = pick(followUps, random) ?? 'Any news?'
    missive.receiveMail({ conversation: one.id, from: customer.address, name: customer.name ?? undefined, text })
  }

  const crowding = open.length / COMFORTABLE
  const chance = random()
  const done = pick(answered, random)
  const due = pick(unanswered, random)
  if (done && chance < 0.3 * crowding) missive.close(done.id)
  else if (due && chance < 0.55 * crowding) answer(due)
  else if (done && chance > 0.93) followUp(done)
  else if (open.length < MOST_OPEN) receive()
}

/** Lets mail arrive until it is stopped, a step every few seconds. */
export const startMailStream = (options: MailStreamOptions, everyMs = 3000): { stop: () => void } => {
  const timer = setInterval(() => streamStep(options), everyMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

const FURNISHED = 26
const HOUR = 3600

/** Moves a whole conversation into the past. */
const backdate = (conversation: Conversation, seconds: number): void => {
  conversation.createdAt -= seconds
  conversation.lastActivityAt -= seconds
  for (const message of conversation.messages) message.at -= seconds
}

/** Gives every teammate some work in progress, without telling anybody: what a desk looks like on a Tuesday morning. */
export const furnish = (missive: SmallMissive, random: () => number): void => {
  const isForPeople = ({ channel, from, subject }: SampleMail) =>
    channel === undefined && !from.startsWith('no-reply') && !subject.startsWith('Automatic')
  const mails = sampleMails.filter(isForPeople)

  const put = (mail: SampleMail, index: number) => {
    const team = missive.organization.teams.find(({ name }) => name === mail.team)
    const owner = team?.members[index % team.members.length]
    if (!owner) return
    const { conversation } = receiveSample(missive, mail, 3000 + index * 7)
    missive.assign(conversation, [owner])
    if (random() < 0.5) missive.reply(conversation, owner, pick(answers, random) ?? 'Done.')
    if (random() < 0.25) missive.close(conversation)
    backdate(missive.conversations.find(conversation), Math.round((FURNISHED - index + random()) * HOUR))
  }

  missive.quietly(() => {
    for (let index = 0; index < FURNISHED; index += 1) {
      const mail = mails[index % mails.length]
      if (mail) put(mail, index)
    }
  })
}
