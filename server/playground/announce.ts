import { randomUUID } from 'node:crypto'
import { type Channel, type Comment, type Conversation, latestMessageOf, type Message } from './conversation'
import type { Organization } from './organization'
import { commentPayload, conversationPayload, messagePayload } from './payloads'
import type { Switches } from './switches'
import type { Webhooks } from './webhooks'

/** Rules with a webhook action, by Missive's `rule.type`, and the descriptions they were given. */
const rules = {
  incoming_email: '10. Baton - incoming email',
  incoming_sms_message: '11. Baton - incoming SMS',
  incoming_whatsapp_message: '12. Baton - incoming WhatsApp',
  incoming_facebook_message: '13. Baton - incoming Messenger',
  incoming_twilio_chat_message: '14. Baton - incoming live chat',
  incoming_post: '15. Baton - incoming post',
  outgoing_email: '20. Baton - outgoing email',
  outgoing_sms_message: '21. Baton - outgoing SMS',
  outgoing_whatsapp_message: '22. Baton - outgoing WhatsApp',
  outgoing_facebook_message: '23. Baton - outgoing Messenger',
  outgoing_twilio_chat_message: '24. Baton - outgoing live chat',
  new_comment: '40. Baton - comment',
  label_change: '33. Baton - label changed',
  conversation_closed: '31. Baton - closed',
  conversation_reopened: '32. Baton - reopened',
  conversation_assignee_change: '30. Baton - assignee changed',
  team_change: '34. Baton - team changed',
}
export type RuleType = keyof typeof rules
export type ChangeType = Extract<RuleType, `conversation_${string}` | 'label_change' | 'team_change' | 'incoming_post'>

const channelRules = {
  email: 'email',
  sms: 'sms_message',
  whatsapp: 'whatsapp_message',
  facebook: 'facebook_message',
  live_chat: 'twilio_chat_message',
} as const satisfies Record<Channel, string>

interface Dependencies {
  organization: Organization
  webhooks: Webhooks
  switches: Switches
}

/** Runs the rules: every announcement becomes a webhook with a snapshot of the conversation as it is now. */
export const createAnnouncer = ({ organization, webhooks, switches }: Dependencies) => {
  const ruleIds = new Map<RuleType, string>()
  let isQuiet = false

  const ruleOf = (type: RuleType) => {
    const id = ruleIds.get(type) ?? randomUUID()
    ruleIds.set(type, id)
    return { id, description: rules[type], type }
  }

  const snapshot = (conversation: Conversation, type: RuleType) => {
    const shown = conversationPayload(conversation, organization)
    if (type !== 'conversation_closed' || !switches.closedFlagsLag) return shown
    const stillOpen = <Seat>(seat: Seat) => ({ ...seat, closed: false })
    return { ...shown, users: shown.users.map(stillOpen), assignees: shown.assignees.map(stillOpen) }
  }

  const fire = (type: RuleType, conversation: Conversation, event: object) => {
    // Rules of an organization see only what is shared with it.
    if (isQuiet || conversation.isPrivate || switches.rulesOff.includes(type)) return
    webhooks.fire(type, conversation.id, {
      rule: ruleOf(type),
      conversation: snapshot(conversation, type),
      ...event,
    })
  }

  const latestMessage = (conversation: Conversation) => {
    const latest = latestMessageOf(conversation)
    return latest ? { latest_message: messagePayload(latest, organization.people) } : {}
  }

  return {
    message(conversation: Conversation, message: Message) {
      const direction = message.isIncoming ? 'incoming' : 'outgoing'
      const event = { message: messagePayload(message, organization.people) }
      fire(`${direction}_${channelRules[message.channel]}`, conversation, event)
    },
    comment(conversation: Conversation, comment: Comment) {
      const event = { comment: commentPayload(comment, organization.people), ...latestMessage(conversation) }
      fire('new_comment', conversation, event)
    },
    changes(conversation: Conversation, types: ChangeType[]) {
      for (const type of types) fire(type, conversation, latestMessage(conversation))
    },
    /** No webhook is sent for what happens inside: how the desk is furnished before anybody looks. */
    quietly(happening: () => void) {
      isQuiet = true
      try {
        happening()
      } finally {
        isQuiet = false
      }
    },
  }
}
export type Announcer = ReturnType<typeof createAnnouncer>
