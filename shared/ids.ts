import * as z from 'zod/mini'

/** Ids are Missive's own UUID strings (conversation, teammate, Missive team) or ours (handoff, decision: 128 random bits, base64url). */
const id = <Brand extends string>() => z.string().check(z.minLength(1), z.maxLength(100)).brand<Brand>()

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
