import { isIncomingMessage } from '../trial/capabilities'

/** A kind of webhook that Baton needs, the rule in Missive that sends it, and what makes it come once. */
export interface Kind {
  name: string
  rule: string
  act: string
  isMet: (type: string) => boolean
}

const exactly = (type: string) => (other: string) => other === type

export const KINDS: readonly Kind[] = [
  {
    name: 'incoming message',
    rule: 'Incoming email, and one for each other channel in use',
    act: 'send a mail to a team from outside',
    isMet: isIncomingMessage,
  },
  {
    name: 'outgoing message',
    rule: 'Outgoing email, and one for each other channel in use',
    act: 'answer a mail',
    isMet: (type) => type.startsWith('outgoing_'),
  },
  { name: 'new comment', rule: 'New comment', act: 'comment in a conversation', isMet: exactly('new_comment') },
  {
    name: 'label change',
    rule: 'Label change',
    act: 'put a label on a conversation',
    isMet: exactly('label_change'),
  },
  {
    name: 'closed',
    rule: 'Conversation closed',
    act: 'close a conversation',
    isMet: exactly('conversation_closed'),
  },
  {
    name: 'reopened',
    rule: 'Conversation reopened',
    act: 'reopen a conversation',
    isMet: exactly('conversation_reopened'),
  },
  {
    name: 'assignee change',
    rule: 'Assignee changed',
    act: 'assign a conversation to somebody',
    isMet: exactly('conversation_assignee_change'),
  },
  {
    name: 'team change',
    rule: 'Team changed',
    act: 'move a conversation to another team',
    isMet: exactly('team_change'),
  },
]

export const missingFrom = (types: readonly string[]): Kind[] => KINDS.filter(({ isMet }) => !types.some(isMet))
