import type { Label, Organization, Person, Team } from './organization'

const person = (localPart: string, id: string, name: string): Person => ({
  id,
  name,
  email: `${localPart}@harborpine.example`,
})

/** The people of the sample organization, by the name that stands before the @ of their address. */
export const people = {
  router: { ...person('router', '65e471e0-d6c9-4003-ac43-16dfc8663eb4', 'Router Bot'), isRouter: true },
  imani: person('imani', '5f6107b0-18cb-4251-8686-d7035569bbf5', 'Imani Okafor'),
  lukas: person('lukas', '94c8f0c4-407d-4e54-98e9-7aa15744d89e', 'Lukas Brandt'),
  mei: person('mei', '9e4d3acc-6194-46ac-9d1c-457c6fc9de06', 'Mei Tanaka'),
  sofia: person('sofia', 'b1bf336b-9c7f-4c0b-993e-1778322ba2b2', 'Sofia Rossi'),
  layla: person('layla', '2f0c9a41-7d7e-4c1c-9d53-60d1a2f4b7e1', 'ليلى حداد'),
  chidi: person('chidi', 'c6a3de0e-0d54-4b0e-8a3b-1f1f4d1c52a2', 'Chidi Eze'),
  haruto: person('haruto', '81f0b6f9-3b0e-4a57-b8f5-9d6f7f6a1d13', 'Haruto Sato'),
  priya: person('priya', '3d2a8c55-94b1-4f38-8d0a-7c3d5f0c9b24', 'Priya Raman'),
  aoi: person('aoi', 'f7b6f5ad-5b3b-4d0b-9c55-0a9b6a0f8e35', 'Aoi Yamamoto'),
  jose: person('jose', '4a9e2f17-6a77-4a0f-90a3-2e8a7b1d6c46', 'José Ñandú'),
  grace: person('grace', 'e05d7c68-8f8a-4f9c-8b1e-5d4c3b2a1f57', 'Grace Kim'),
  marcus: person('marcus', '1b8c4d79-2c9b-4e6d-a7f2-6e5d4c3b2a68', 'Marcus O’Neill'),
  ana: person('ana', '7c5b3a8d-4d1c-4b7e-9f60-8a7b6c5d4e79', 'Ana Souza'),
}

const ids = (...members: (keyof typeof people)[]) => members.map((key) => people[key].id)

const team = (id: string, name: string, members: string[], observers: string[]): Team => ({
  id,
  name,
  address: `${name.toLowerCase()}@harborpine.example`,
  members,
  observers,
  replyAssigns: true,
})

/** In each of them somebody is at work at every hour of the week, by the hours in `rules.yaml`. */
export const teams = {
  support: team(
    '895a456c-ad7f-4846-b9ed-461e8184ca63',
    'Support',
    ids('imani', 'lukas', 'mei', 'layla', 'haruto', 'jose', 'grace'),
    ids('router'),
  ),
  specialists: team(
    'a2d6c3f0-5f0d-4b7c-8e1a-3b9f7d2c6e80',
    'Specialists',
    ids('imani', 'chidi', 'mei', 'aoi', 'marcus', 'grace'),
    ids('router', 'sofia'),
  ),
  billing: team(
    '518f47a5-985c-4482-8a85-21704f0d50d2',
    'Billing',
    ids('sofia', 'chidi', 'priya', 'aoi', 'marcus', 'ana'),
    ids('router', 'imani'),
  ),
  sales: team(
    'd9f1b2e4-0c3a-4d5b-9e6f-7a8b9c0d1e91',
    'Sales',
    ids('sofia', 'layla', 'priya', 'haruto', 'jose', 'ana'),
    ids('router'),
  ),
}

const topic: Label = { id: 'fc423b06-f4bb-4b70-8fe0-c65212ccef7f', name: 'Topic', color: null, parentId: null }

export const labels = {
  topic,
  refund: { id: '61ed99bd-ccf6-44cf-a35c-6f6f6c66b613', name: 'Refund', color: '#EE3430', parentId: topic.id },
  shipping: { id: '0d8f1f5e-55d1-4a57-a5f6-3f0e7d7b9a01', name: 'Shipping', color: '#2266ED', parentId: topic.id },
  press: { id: '5ad3f3a3-21d4-4dc4-8a58-51f2f6c0e902', name: 'Press', color: '#FDD157', parentId: topic.id },
  partner: { id: '01eb57ab-c958-4053-bacf-308b9cd4aac5', name: 'Partner', color: '#00B351', parentId: null },
} satisfies Record<string, Label>

const greeting = '<p>Dear {{ recipient.first_name | default: "customer" }},</p>'

/** The sample organization: a shop for sailing gear and furniture, and its customers' mail. */
export const harborAndPine: Organization = {
  id: 'd5ffead2-0555-4abc-b5f0-734ccd124d13',
  name: 'Harbor & Pine',
  people: Object.values(people),
  teams: Object.values(teams),
  labels: Object.values(labels),
  responses: [
    {
      id: '9a0f5c1e-7f5b-4c57-8b53-0b6f3f0d2a11',
      title: 'Refund approved',
      body: `${greeting}<p>your refund is on its way and arrives within three working days.</p>`,
    },
    {
      id: '9a0f5c1e-7f5b-4c57-8b53-0b6f3f0d2a12',
      title: 'Where is my parcel',
      body: `${greeting}<p>your parcel left our depot. You can follow it with the link below.</p>`,
    },
    {
      id: '9a0f5c1e-7f5b-4c57-8b53-0b6f3f0d2a13',
      title: 'Invoice attached',
      body: `${greeting}<p>please find your invoice attached.</p>`,
    },
  ],
}
