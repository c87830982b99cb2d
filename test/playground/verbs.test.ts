import { describe, expect, it } from 'vitest'
import { people } from '../../server/playground/harbor-and-pine'
import { openMissive } from './support'

const { imani, lukas, mei, sofia, router } = people
const mail = { from: 'dana@customer.example', name: 'Dana', subject: 'Hello', text: 'Hello there', team: 'Support' }

const desk = () => {
  const opened = openMissive()
  const { conversation } = opened.missive.receiveMail(mail)
  const standingOf = (id: string) => opened.missive.conversations.find(conversation).standings.get(id)
  return { ...opened, conversation, standingOf, look: () => opened.missive.look(conversation) }
}

describe('mail', () => {
  it('waits in the inbox of everyone in the team', () => {
    const { look, standingOf } = desk()
    expect(look()).toMatchObject({ team: 'Support', assignees: [], isInTeamInbox: true })
    expect(standingOf(imani.id)?.unassigned).toBe(true)
    expect(standingOf(router.id)?.unassigned).toBe(true)
    expect(standingOf(sofia.id)).toBeUndefined()
  })

  it('that answers a closed conversation reopens it for the same assignee', () => {
    const { missive, conversation, look, standingOf } = desk()
    missive.assign(conversation, [imani.id])
    missive.close(conversation)
    expect(look()).toMatchObject({ isClosed: true, assignees: [imani.id] })
    missive.receiveMail({ from: mail.from, text: 'One more thing', conversation })
    expect(look()).toMatchObject({ isClosed: false, assignees: [imani.id], isInTeamInbox: false })
    expect(standingOf(imani.id)?.archived).toBe(false)
  })

  it('for someone who is out of office shows in the team inbox again', () => {
    const { missive, conversation, look } = desk()
    missive.assign(conversation, [imani.id])
    missive.setOutOfOffice(imani.id, true)
    missive.receiveMail({ from: mail.from, text: 'Anybody there?', conversation })
    expect(look()).toMatchObject({ assignees: [imani.id], isInTeamInbox: true })
  })
})

it('makes a teammate who answers an unassigned conversation its assignee, and leaves others alone', () => {
  const { missive, conversation, look } = desk()
  missive.reply(conversation, lukas.id, 'Hello Dana')
  expect(look().assignees).toEqual([lukas.id])
  missive.reply(conversation, imani.id, 'Hello again')
  expect(look().assignees).toEqual([lukas.id])
})

it('sends the last assignee’s conversation back to the team, and the second of two away alone', () => {
  const { missive, conversation, look } = desk()
  missive.assign(conversation, [imani.id, lukas.id])
  missive.unassign(conversation, [lukas.id])
  expect(look()).toMatchObject({ assignees: [imani.id], isInTeamInbox: false })
  missive.unassign(conversation, [imani.id])
  expect(look()).toMatchObject({ assignees: [], isInTeamInbox: true })
})

it('moves a conversation to another team, whose people see it instead of the old one’s', () => {
  const { missive, conversation, look, standingOf } = desk()
  missive.moveToTeam(conversation, 'Billing')
  expect(look()).toMatchObject({ team: 'Billing', isInTeamInbox: true })
  expect(standingOf(sofia.id)?.unassigned).toBe(true)
  expect(standingOf(mei.id)).toBeUndefined()
})

it('snoozes for one person until the customer writes, and trashes for everyone', () => {
  const { missive, conversation, standingOf } = desk()
  missive.assign(conversation, [imani.id])
  missive.snooze(conversation, imani.id)
  expect([standingOf(imani.id)?.snoozed, standingOf(mei.id)?.snoozed]).toEqual([true, false])
  missive.receiveMail({ from: mail.from, text: 'Hello?', conversation })
  expect(standingOf(imani.id)?.snoozed).toBe(false)
  missive.trash(conversation)
  expect([standingOf(imani.id)?.trashed, standingOf(mei.id)?.trashed]).toEqual([true, true])
})

it('merges two conversations with what both hold', () => {
  const { missive, conversation } = desk()
  const other = missive.receiveMail({ ...mail, team: 'Billing' }).conversation
  missive.assign(conversation, [imani.id])
  missive.comment(conversation, imani.id, 'same matter')
  missive.merge(conversation, other)
  const merged = missive.look(conversation)
  expect(merged).toMatchObject({ id: other, team: 'Billing', assignees: [imani.id] })
  expect([merged.messages.length, merged.comments.length]).toEqual([2, 1])
})
