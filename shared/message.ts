/** Whoever wrote or received a message: an e-mail address, a phone number or a user name, whichever the channel has. */
export interface Address {
  name: string | null
  address: string
}

/** The latest message from outside, as far as Missive's webhooks tell: never its body. */
export interface IncomingMessage {
  id: string
  subject: string | null
  /** The first 140 or so characters. */
  preview: string | null
  from: Address | null
  replyTo: Address[]
  to: Address[]
}
