import type { Finding } from '../../shared/health-api'
import type { Capabilities } from '../store/capabilities'
import { bad, good, unknown, warning } from './finding'

/** What the doctor's trial saw besides. */
export interface Tried {
  /** How Missive refused to take an owner off. */
  refusal: string | null
  /** Who sees what is made for one person. */
  others: readonly string[]
}

const notKnown = (name: string): Finding => unknown(name, 'Not known.')

const sayRemoval = (name: string, { removeAssignees }: Capabilities, tried: Tried | null): Finding => {
  const byHand =
    'Ask Missive’s support to allow `remove_assignees` of their API for your organization. Until then whoever hands a conversation over takes the earlier assignee off in Missive.'
  switch (removeAssignees) {
    case 'works':
      return good(name, 'Baton can take an owner off, so that each conversation has one.')
    case 'refused': {
      const reason = tried?.refusal ? ` ${tried.refusal}` : ''
      return warning(name, `Missive refuses it, so Baton cannot take an owner off.${reason}`, byHand)
    }
    case 'ignored':
      return warning(name, 'Missive takes the call and removes nobody, so two owners can remain.', byHand)
    case 'unknown':
      return notKnown(name)
  }
}

const sayReopen = (name: string, { reopen }: Capabilities): Finding => {
  const closeAgain = 'Close again what a note of Baton’s opened; nothing in Missive’s settings changes it.'
  switch (reopen) {
    case 'as it says':
      return good(name, '`reopen: false` leaves a closed conversation closed, and `true` opens it.')
    case 'the other way round':
      return warning(
        name,
        'It means the opposite of what is documented, so Baton says the opposite.',
        'Close again what its notes opened before it knew.',
      )
    case 'always reopens':
      return warning(name, 'Every post opens a closed conversation, whatever it says.', closeAgain)
    case 'never reopens':
      return warning(
        name,
        'No post opens a closed conversation, whatever it says.',
        'Whoever hands over a closed conversation opens it in Missive.',
      )
    case 'unknown':
      return notKnown(name)
  }
}

const sayApiWrites = (name: string, { apiWritesFireWebhooks }: Capabilities): Finding => {
  switch (apiWritesFireWebhooks) {
    case 'yes':
      return good(name, 'Missive tells of what Baton changed, so that each handoff is confirmed at once.')
    case 'no':
      return warning(
        name,
        'Missive sends no webhook for what Baton changes. Baton sees in its sweeps, within minutes, that a handoff was followed.',
        'In Missive, Settings → Rules: where a rule for assignee, close or reopen leaves out what Baton’s user does, take that condition away.',
      )
    case 'unknown':
      return unknown(
        name,
        'Not known.',
        'Run the doctor while Baton runs, once the webhooks of closing and assigning have arrived.',
      )
  }
}

const sayPostText = (name: string, { postTextKeys }: Capabilities): Finding => {
  if (postTextKeys === null) return notKnown(name)
  if (postTextKeys.length > 0)
    return good(name, `They come back under ${postTextKeys.join(', ')}, so that Baton finds its own again.`)
  return warning(
    name,
    'They come back without their text, so after a call that was never answered Baton takes a post that came since for its own: a note may be missing, and none stands there twice.',
    null,
  )
}

const sayOthers = (tried: Tried | null): string =>
  tried && tried.others.length > 0 ? ` (${tried.others.slice(0, 5).join(', ')})` : ''

const sayPrivacy = (name: string, { privateConversations }: Capabilities, tried: Tried | null): Finding => {
  switch (privateConversations) {
    case 'private':
      return good(name, 'What Baton writes to one person is seen by nobody else.')
    case 'seen by others':
      return warning(
        name,
        `What Baton makes for one person is seen by others too${sayOthers(tried)}. Baton then sends no sign-in codes.`,
        'Look in Missive for a rule that shares or assigns every new conversation, and let it leave out Baton’s user.',
      )
    case 'unknown':
      return notKnown(name)
  }
}

const sayGuests = (name: string, { guestRows, guestUsers }: Capabilities): Finding => {
  if (guestRows === 'unknown') return unknown(name, 'Not known: Missive listed no conversations.')
  const users =
    guestUsers === 'shown' ? 'People from outside are shown among those with access, and left out of what counts.' : ''
  if (guestRows === 'none seen') return good(name, users || 'None seen.')
  return warning(
    name,
    `Baton’s seat is only a guest in some conversations, of which Missive shows no more than their ids: Baton leaves them alone. ${users}`.trim(),
    'Nothing, if Baton need not route these; else share them with a team that its seat is in.',
  )
}

const sayUnseenTeams = (name: string, { unseenTeams }: Capabilities): Finding => {
  switch (unseenTeams) {
    case 'refused':
      return good(
        name,
        'Missive refuses to list a team that Baton’s seat is not in, so that one cannot be missed unnoticed.',
      )
    case 'empty':
      return good(
        name,
        'Missive shows a team that Baton’s seat is not in as if it were empty; the doctor compares members instead.',
      )
    case 'shown':
      return good(name, 'Missive shows teams that Baton’s seat is not in, too.')
    case 'unknown':
      return unknown(name, 'Not known: there is no team that Baton’s seat is not in.')
  }
}

/** Whether rules for incoming messages take Baton's own posts for messages of customers. */
export const sayOwnPosts = (name: string, { ownPosts }: Capabilities): Finding[] => {
  const leaveOut =
    'In Missive, Settings → Rules: take the type Post out of the rules for incoming messages that call Baton, or leave out what Baton’s user sends.'
  switch (ownPosts) {
    case 'left out':
      return [good(name, 'Missive’s rules for incoming messages leave them out.')]
    case 'told as posts':
      return [
        warning(
          name,
          'Missive’s rules for incoming messages tell of Baton’s own posts. Baton knows them and does nothing.',
          leaveOut,
        ),
      ]
    case 'told as messages':
      return [bad(name, 'Missive’s rules tell of Baton’s own posts as if customers wrote them.', leaveOut)]
    case 'unknown':
      return []
  }
}

interface Line {
  key: keyof Capabilities
  name: string
  say: (name: string, found: Capabilities, tried: Tried | null) => Finding
}

const LINES: readonly Line[] = [
  { key: 'removeAssignees', name: 'remove_assignees', say: sayRemoval },
  { key: 'reopen', name: 'reopen', say: sayReopen },
  { key: 'apiWritesFireWebhooks', name: 'webhooks of own calls', say: sayApiWrites },
  { key: 'postTextKeys', name: 'posts', say: sayPostText },
  { key: 'privateConversations', name: 'private conversations', say: sayPrivacy },
  { key: 'guestRows', name: 'guests', say: sayGuests },
  { key: 'unseenTeams', name: 'teams out of sight', say: sayUnseenTeams },
]

const isKnown = (found: Capabilities, key: keyof Capabilities): boolean =>
  found[key] !== 'unknown' && found[key] !== null

/**
 * A line for each thing that was found out, with what Baton does where Missive does not do the usual. `tried` null: no trial
 * was made, so what it would have told is not missed.
 */
export const sayCapabilities = (found: Capabilities, tried: Tried | null): Finding[] =>
  LINES.filter(({ key }) => tried !== null || isKnown(found, key)).map(({ name, say }) => say(name, found, tried))
