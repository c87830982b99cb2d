import * as z from 'zod/mini'

const MAX_LENGTH = 100

/**
 * Ids are Missive's own UUID strings (conversation, teammate, Missive team) or ours (handoff, decision: 128 random bits,
 * base64url). As strict as `z.minLength` and `z.maxLength`, and lighter.
 */
const id = <Brand extends string>() =>
  z
    .string()
    .check(({ value, issues }) => {
      if (value === '' || value.length > MAX_LENGTH) issues.push({ code: 'custom', message: 'Not an id', input: value })
    })
    .brand<Brand>()

export const ConversationId = id<'ConversationId'>()
export type ConversationId = z.infer<typeof ConversationId>
export const TeammateId = id<'TeammateId'>()
export type TeammateId = z.infer<typeof TeammateId>
/** Missive's id of a team; a routing team goes by its name in the rules document instead. */
export const MissiveTeamId = id<'MissiveTeamId'>()
export type MissiveTeamId = z.infer<typeof MissiveTeamId>
export const HandoffId = id<'HandoffId'>()
export type HandoffId = z.infer<typeof HandoffId>
/** A team's name in the rules document: `support`. */
export type TeamName = string
