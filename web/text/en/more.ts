import { pluralIn } from '../plural'

const plural = pluralIn('en')

/** What the parts of the panel say that are loaded when they are needed. */
export const more = {
  show: 'Show',
  done: 'Done',
  cancel: 'Cancel',
  tryAgain: 'Try again',
  reason: 'Reason',
  writeFirst: 'Write this first',
  needsAttention: (count: number) =>
    plural(count, { one: '1 matter needs attention', other: `${count} matters need attention` }),

  note: {
    title: 'Handoff note',
    drafted: 'drafted',
    headings: { why: 'Why', whatsNeeded: "What's needed", byWhen: 'By when', context: 'Context' },
    placeholders: { why: 'Why this person', whatsNeeded: 'What should be done', context: 'What they should know' },
    missing: { why: 'Write why first', whatsNeeded: "Write what's needed first" },
    noTimeSet: 'No time set',
    noTime: 'No time',
    timeAndUrgency: (time: string, urgency: string) => `${time} (${urgency})`,
    change: 'Change',
    changeTime: 'Change by when',
    preview: 'See it as posted',
    previewTitle: 'As it will be posted',
    length: (count: string, limit: string) => `${count} of ${limit} characters`,
    tooLong: (by: string) => `Shorten the note by ${by} characters`,
  },

  leftOut: {
    title: 'Left out now',
    rules: (version: number) => `Rules v${version}`,
    noRules: 'No rules yet',
  },

  outcome: {
    reopenAndTake: 'Reopen and take it',
    reopenAndAssign: 'Reopen and assign',
    reopenAndGiveBack: 'Reopen and give back',
    leaveClosed: 'Leave it closed',
    handedOver: 'Handed over',
    seconds: (count: number) => `${count} s`,
    undo: 'Undo',
  },

  trail: {
    why: 'Why',
    whyOf: (entry: string) => `Why: ${entry}`,
    nobodyYet: 'Nobody had it yet',
    earlier: (count: number) => plural(count, { one: '1 earlier', other: `${count} earlier` }),
    andWhen: (entry: string, when: string) => `${entry}, ${when}`,
    justNow: 'just now',
    ago: (length: string) => `${length} ago`,
    nobody: 'nobody',
    routed: (to: string) => `Routed to ${to}`,
    handed: (to: string, by: string) => `Handed to ${to} by ${by}`,
    taken: (to: string) => `Taken by ${to}`,
    takenFrom: (to: string, from: string) => `Taken by ${to} from ${from}`,
    queued: (by: string) => `Back in the queue by ${by}`,
    escalated: (to: string, by: string) => `Escalated to ${to} by ${by}`,
    givenBack: (to: string, by: string) => `Given back to ${to} by ${by}`,
    corrected: (to: string) => `Owner is ${to}`,
    adopted: (to: string) => `Assigned to ${to} in Missive`,
    released: 'Owner removed in Missive',
    unowned: 'No owner any more',
    noted: (to: string) => `Note from ${to}`,
    asked: (to: string, by: string) => `Question for ${to} by ${by}`,
    noOwnerNeeded: (by: string) => `No owner needed, says ${by}`,
    triedAgain: (by: string) => `Tried again by ${by}`,
    dismissed: (by: string) => `Dismissed by ${by}`,
    notHanded: (from: string) => `Not handed to ${from}`,
    notQueued: 'Not put back in the queue',
  },

  delivery: {
    waiting: 'Waiting for its turn to be sent',
    waitingUntil: (time: string) => `Waiting for its turn to be sent, about ${time}`,
    sending: 'Sending to Missive…',
    sent: 'Sent to Missive',
    confirmed: 'Confirmed by Missive',
    refused: (reason: string) => `Missive refused it: ${reason}`,
    noReason: 'no reason given',
    dropped: 'Not sent: a person was first',
  },

  suggestions: {
    title: 'Suggested owners',
    assignTo: (name: string) => `Assign to ${name}`,
    assign: 'Assign',
    more: (count: number) => `${count} more`,
    leftOutWhy: (count: number) => `${count} left out, why`,
    loadOf: (name: string, load: number, capacity: number) => `Load of ${name}: ${load} of ${capacity}`,
    load: (load: number, capacity: number) => `${load} of ${capacity}`,
  },

  act: {
    take: 'Take it',
    taking: 'Taking it…',
    assigning: (name: string) => `Assigning to ${name}…`,
    undoing: 'Undoing…',
    escalate: 'Escalate',
    queue: 'Back to the queue',
    noOwner: 'No owner needed',
    ask: (name: string) => `Ask ${name} back`,
    giveBack: (name: string) => `Give back to ${name}`,
  },

  urgency: { low: 'Low', normal: 'Normal', high: 'High', urgent: 'Urgent' },

  matter: {
    nextTitle: 'What happens next',
    states: { open: 'Open', closed: 'Closed', trashed: 'Trashed', junk: 'Junk', private: 'Private' },
    watches: 'Baton only watches',
    change: 'Change',
    changeMatter: 'Change topic, urgency or language',
    topic: 'Topic',
    urgency: 'Urgency',
    language: 'Language',
    asRules: 'As the rules tell',
  },

  guard: {
    title: 'Before you go on',
    askFirst: 'Ask first',
    takeAnyway: 'Take it anyway',
    assignAnyway: 'Assign anyway',
    placeholder: 'Kept with the trail',
    quick: 'Quick: I answer now',
    reasons: ['I started this', 'The customer asked for it'],
  },

  escalate: {
    doing: 'Escalating…',
    reason: 'Reason',
    reasons: {
      angry: 'Angry customer',
      authority: 'Needs authority',
      'too technical': 'Too technical',
      time: 'No time left',
      'legal or press': 'Legal or press',
    },
    chooseReason: 'Choose a reason first',
    situation: 'Situation',
    tried: 'What was tried',
    need: 'What you need',
    kind: 'And then',
    kinds: { decision: 'I keep it, they decide', handover: 'They take it over' },
    send: 'Send escalation',
    suggested: 'Escalate instead',
  },

  queue: {
    doing: 'Putting it back in the queue…',
    what: 'It goes back to the team inbox and is not given to you again for a while.',
    send: 'Put it back',
  },

  noOwner: {
    doing: 'Noting that nobody need own it…',
    undoing: 'Looking for an owner…',
    said: (reason: string) => `Nobody need own it: ${reason}`,
    undo: 'It needs an owner',
    what: 'Why not? It comes back when the customer writes.',
    reasons: {
      'only thanks': 'Only thanks',
      'automatic message': 'Automatic message',
      'settled already': 'Settled already',
      'not for us': 'Not for us',
    },
  },

  ask: {
    doing: (name: string) => `Asking ${name}…`,
    title: (name: string) => `Question for ${name}`,
    what: 'The owner stays; the question stands in the conversation.',
    question: 'Question',
    send: 'Send question',
  },

  giveBack: {
    doing: (name: string) => `Giving it back to ${name}…`,
    send: 'Give it back',
  },

  back: 'Back',
  paused: (by: string, since: string) => `${by} paused Baton, ${since}. What people do here goes on.`,

  twoOwners: {
    title: 'Two owners',
    doing: 'Settling who owns it…',
    keep: (name: string) => `${name} keeps it`,
    remove: 'Remove the others in Missive',
    why: 'More than one person had it; one goes on.',
    goOn: 'Go on with it.',
  },

  noteWanted: {
    title: 'A note is missing',
    what: 'You got this in Missive without a note. Write below what you know, so that the next reader need not ask.',
    give: 'Give this note',
    doing: 'Sending the note…',
  },

  overtaken: {
    what: (name: string) => `${name} owns it now. What you wrote is kept.`,
    ask: (name: string) => `Send it to ${name} as a question`,
    dismiss: 'Leave it',
  },

  context: {
    title: 'Context',
    states: { open: 'open', closed: 'closed', trashed: 'in the trash', junk: 'junk' },
    template: (title: string) => `Template: ${title}`,
    fits: 'fits the topic',
    insert: 'Insert',
    insertOne: (title: string) => `Insert ${title}`,
    more: (count: number) => `${count} more`,
  },

  rows: {
    done: 'Handed over',
    undone: 'Taken back',
    reopen: 'Closed: reopen it',
    include: (subject: string) => `Hand over ${subject}`,
    to: (name: string) => `To ${name}`,
    owner: (name: string) => `Now with ${name}`,
    neededIn: (subject: string) => `What’s needed in ${subject}`,
    andOthers: (count: number) => plural(count, { one: 'And one more like it.', other: `And ${count} more like it.` }),
  },

  several: {
    title: (count: number) => `${count} conversations`,
    tooMany: (count: number) =>
      plural(count, {
        one: 'Baton hands over 50 at a time: the last one waits.',
        other: `Baton hands over 50 at a time: the last ${count} wait.`,
      }),
    best: 'Each its best',
    spread: 'Spread',
    allTo: 'All to…',
    allToSomebody: 'All to one person',
    allToName: (name: string) => `All to ${name}`,
    shared: 'What’s needed, for all',
    send: (count: number) => plural(count, { one: 'Hand over 1', other: `Hand over ${count}` }),
    undo: (count: number) => plural(count, { one: 'Undo', other: `Undo all ${count}` }),
    progress: (done: number, of: number) => `Handing over: ${done} of ${of}`,
    done: (count: number) => `${count} handed over.`,
    lacking: (count: number) => plural(count, { one: '1 still needs text.', other: `${count} still need text.` }),
    closed: (count: number) =>
      plural(count, {
        one: '1 is closed: reopen it to hand it over.',
        other: `${count} are closed: reopen those to hand over.`,
      }),
  },

  why: {
    title: 'Why',
    inTab: 'In a tab',
  },

  work: {
    title: 'My work',
    theirs: 'Their work',
    nothing: 'Nothing is waiting for you.',
    nothingTheirs: 'Nothing that you may see.',
    waitForNote: 'Waiting for your note',
    waitsOnUs: 'waiting on us',
    waitsOnCustomer: 'waiting on the customer',
    snoozed: 'snoozed',
    noteWanted: 'note missing',
    unassigned: 'No owner in my teams',
    rightNow: (team: string) => `${team} right now`,
    noHours: 'No working hours',
  },

  away: {
    switch: 'Away',
    from: 'From',
    to: 'Until',
    reason: 'Reason (others see it)',
    atRisk: 'At risk: handed over',
    waiting: 'Waiting on the customer',
    plan: 'Plan it',
    plannedFor: 'Planned:',
    byRules: 'as the rules say',
    fromDay: (day: string) => `from ${day}`,
    until: (day: string) => `until ${day}`,
    takeBackPlan: 'Cancel it',
    covered: (count: number) =>
      plural(count, {
        one: 'One conversation was taken over for you.',
        other: `${count} conversations were taken over for you.`,
      }),
    takeBack: 'Take them back',
    takingBack: 'Taking them back…',
    saving: 'Saving…',
    set: 'Set away',
    /** For the reader's own. */
    own: {
      title: 'Going away',
      empty: 'Without a beginning it starts now; without an end it lasts until you are back.',
      planned: 'What is at risk when you go is handed over then, with a note for each.',
      safe: 'Safe until you are back',
      go: 'Go away',
      goAndHandOver: (count: number) => `Go away and hand over ${count}`,
      now: 'You are away',
      untilBack: 'until you are back',
      isBack: 'I am back',
    },
    /** For somebody else's. */
    theirs: (name: string) => ({
      title: `Set ${name} away`,
      empty: `Without a beginning it starts now; without an end it lasts until ${name} is back.`,
      planned: 'What is at risk when it begins is handed over then, with a note for each.',
      safe: `Safe until ${name} is back`,
      go: `Set ${name} away`,
      goAndHandOver: (count: number) => `Set ${name} away and hand over ${count}`,
      now: `${name} is away`,
      untilBack: 'until further notice',
      isBack: `${name} is back`,
    }),
  },

  outside: {
    title: 'This is Baton’s panel for Missive',
    what: 'Beside each conversation of your team inboxes it shows who owns it and why, whom it could go to, and hands it over with a note.',
    how: 'To add it:',
    steps: [
      'In Missive, open Settings, then Integrations.',
      'Choose Add integration, then Custom.',
      'Name it Baton, and give this address as its iFrame URL:',
      'Share it with your organization.',
    ],
  },

  signIn: {
    ended: 'Your session has ended',
    title: 'Sign in to Baton',
    as: 'Signing in as',
    kept: 'What you wrote is still here.',
    region: 'Signing in',
    email: 'E-mail',
    sendCode: 'Send me a code',
    sentAgain: 'A new code is on its way.',
    look: 'Look in Missive: the code stands in your private conversation with Baton and holds for ten minutes.',
    code: 'Code',
    signIn: 'Sign in',
    newCode: 'Send a new code',
    otherAddress: 'Other address',
    writeAddress: 'Write the e-mail address that you use in Missive.',
    sixDigits: 'The code has six digits.',
  },
}
export type More = typeof more
