import type { Conversation } from '../store/tables'

/** Where people open it in Missive. */
export const urlOf = ({ id, webUrl }: Pick<Conversation, 'id' | 'webUrl'>): string =>
  webUrl ?? `https://mail.missiveapp.com/#inbox/conversations/${id}`
