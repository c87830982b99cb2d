/** All that the panel's first view says. What the server says in sentences is English in every language. */
export const first = {
  loading: 'Loading…',
  noSubject: 'No subject',
  dismiss: 'Dismiss',
  and: (one: string, other: string) => `${one} and ${other}`,

  problems: {
    offline: 'Baton could not be reached. Try again in a moment.',
    unreadable: 'The answer could not be read. Reload this page and try again.',
  },

  moments: {
    today: (time: string) => `today ${time}`,
    minutes: (count: number) => `${count} min`,
    hours: (count: number) => `${count} h`,
    days: (count: number) => `${count} d`,
    over: (length: string) => `${length} over`,
    left: (length: string) => `${length} left`,
    onTime: 'on time',
    by: (moment: string) => `by ${moment}`,
  },

  owner: {
    title: 'Owner',
    none: 'No owner yet',
    waitsFor: (team: string) => `Waits for ${team}`,
    andMore: (name: string, count: number) => `${name} and ${count} more`,
    notSettled: (count: number) => `${count} owners, not settled yet`,
    inbox: (team: string) => `${team} inbox`,
    where: (inbox: string, length: string) => `${inbox}, ${length}`,
    noInbox: 'No team inbox',
  },

  absent: {
    unknown: 'Nothing to hand over here',
    unknownWhy:
      'Baton looks after the teams it routes: open a conversation of theirs, or none to see your work. A new one appears here in a moment.',
    nothingYet: 'Nothing to show yet',
    offline: 'Baton cannot be reached right now. Trying again…',
  },

  dock: {
    offline: 'Baton cannot be reached. Trying again; what you wrote stays.',
    updated: 'Baton was updated.',
    reload: 'Reload',
  },

  signOut: 'Sign out',
}
