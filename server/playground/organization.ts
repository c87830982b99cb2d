/** What a small Missive knows before any mail arrives. Ids are UUID strings, as in Missive. */
export interface Organization {
  id: string
  name: string
  /** Exactly one of them is the router: the seat whose token is used. */
  people: Person[]
  teams: Team[]
  labels: Label[]
  responses: Response[]
}

export interface Person {
  id: string
  name: string
  email: string
  isRouter?: boolean
}

export interface Team {
  id: string
  name: string
  /** Where customers write to, and where replies come from. */
  address: string
  /** Person ids. Members and observers alike see the team's conversations. */
  members: string[]
  observers: string[]
  /** Whether a teammate who answers an unassigned conversation becomes its assignee. */
  replyAssigns: boolean
}

export interface Label {
  id: string
  name: string
  color: string | null
  parentId: string | null
}

export interface Response {
  id: string
  title: string
  body: string
}

export const routerOf = (organization: Organization): Person => {
  const router = organization.people.find((person) => person.isRouter)
  if (!router) throw new Error('a small Missive needs one person who is the router')
  return router
}

/** Everyone who can open a team's inbox: members first, then observers. */
export const peopleOfTeam = (team: Team): string[] => [...team.members, ...team.observers]

/** `Topic/Refund` for a label `Refund` inside `Topic`. */
export const fullLabelName = (label: Label, labels: Label[]): string => {
  const parent = labels.find(({ id }) => id === label.parentId)
  return parent ? `${fullLabelName(parent, labels)}/${label.name}` : label.name
}
