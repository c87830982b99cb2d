import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Match } from '../../server/routing/facts'
import { firstMatch } from '../../server/routing/match'
import type { Evidence } from '../../shared/decision'
import { account, at, type conversation, facts, hours, officeHours, rules, team, teammate } from '../support/builders'
import { holds } from '../support/drawn'

type Mail = Parameters<typeof conversation>[0]

const found = (match: Match, mail: Mail) =>
  firstMatch([match], facts({ conversation: { subject: '', ...mail } }), 'from')?.evidence ?? null

describe('words', () => {
  it.each([
    ['the word itself', 'refund', 'A refund, please'],
    ['another case', 'Refund', 'REFUND'],
    ['the start of a longer word', 'refund', 'Three refunds'],
    ['accents only in the mail', 'remboursement', 'Rembourśément'],
    ['accents only in the rules', 'échange', 'ECHANGE'],
    ['a phrase over a line break', 'charged twice', 'I was charged\n  twice'],
    ['a phrase after punctuation', 'money back', '(money back!)'],
    ['another apostrophe', "can't log in", 'I can’t log in'],
    ['sharp s', 'Straße', 'STRASSE 5'],
    ['a number', '500', 'Error 500'],
    ['a sign at the start', '#4411', 'order#4411'],
    ['one letter', 'a', 'b a b'],
    ['Greek at the end of a word', 'ΟΔΟΣ', 'μια οδός'],
    ['Arabic', 'استرداد', 'أريد استرداد المبلغ'],
    ['Arabic with its vowels written', 'شكرا', 'شُكْرًا'],
    ['a letter that only looks like one with an accent', 'platnosc', 'Płatność'],
    ['two letters written as one', 'oeuvre', 'Œuvre'],
    ['a word with a soft hyphen', 'refund', 're\u00adfund'],
    ['Japanese within a sentence', '返金', '注文の返金をお願いします'],
    ['Japanese after other letters', 'エラー', 'APIエラー'],
    ['other letters after Japanese', 'api', '注文API'],
    ['Thai within a sentence', 'คืนเงิน', 'ฉันต้องการคืนเงินค่ะ'],
    ['Korean with a particle', '환불', '환불을 원합니다'],
    ['Chinese within a sentence', '退款', '我想申请退款谢谢'],
    ['Chinese of full width', 'api', '关于ＡＰＩ的问题'],
    ['Lao within a sentence', 'ຄືນເງິນ', 'ຂ້ອຍຕ້ອງການຄືນເງິນ'],
    ['Khmer within a sentence', 'សងប្រាក់', 'ខ្ញុំចង់សងប្រាក់វិញ'],
    ['Burmese within a sentence', 'ငွေပြန်အမ်း', 'ကျွန်တော်ငွေပြန်အမ်းချင်ပါတယ်'],
    ['Hindi', 'वापसी', 'मुझे वापसी चाहिए'],
    ['Cyrillic in another case', 'возврат', 'ВОЗВРАТ денег'],
    ['Vietnamese without its accents', 'hoan tien', 'Tôi muốn hoàn tiền'],
    ['Turkish with its dots', 'iade', 'İADE istiyorum'],
    ['Hebrew with its points', 'החזר', 'הֶחְזֵר בבקשה'],
    ['a phrase over several spaces and a tab', 'money back', 'money \t\u00a0 back'],
    ['after a hyphen', 'refund', 'pre-refund'],
    ['after an underscore', 'refund', 'my_refund'],
    ['after an emoji', 'refund', '😡refund'],
  ])('are found as %s', (_, word, subject) => {
    expect(found({ words: [word] }, { subject })).toEqual([{ where: 'subject', text: word }])
  })

  it.each([
    ['inside a word', 'fund', 'A refund, please'],
    ['after a digit', 'a', '4a'],
    ['with a word between', 'charged twice', 'charged me twice'],
    ['when the mail ends too soon', 'refunds', 'refund'],
    ['in no text at all', 'refund', ''],
    ['after a letter with an accent', 'fund', 'réfund ŕ́fund'],
    ['where Japanese has another sound', 'はは', 'ばば'],
    ['where Korean has another syllable', '가', '각'],
    ['where Thai has another tone', 'ขาว', 'ข่าว'],
    ['within a Hindi word', 'पसी', 'वापसी'],
  ])('are not found %s', (_, word, subject) => {
    expect(found({ words: [word] }, { subject })).toBeNull()
  })

  it('are looked for in the subject, then in the preview', () => {
    const mail = { subject: 'Refund', preview: 'Refund me, I was charged twice' }
    expect(found({ words: ['charged twice', 'lawyer', 'refund'] }, mail)).toEqual([
      { where: 'preview', text: 'charged twice' },
      { where: 'subject', text: 'refund' },
    ])
    expect(found({ words: ['charged twice'] }, mail)).toEqual([{ where: 'preview', text: 'charged twice' }])
    expect(found({ subject: ['charged twice'] }, mail)).toBeNull()
  })
})

describe('addresses', () => {
  const from = (address: string) => ({ from: { name: 'Some One', address } })

  it.each([
    ['a local part', 'mailer-daemon@', 'MAILER-DAEMON@mail.example'],
    ['the start of an address', 'no-reply@newsletter.', 'no-reply@newsletter.shop.example'],
    ['the whole of it', 'dana@customer.example', 'Dana@Customer.example'],
    ['a domain', 'customer.example', 'dana@customer.example'],
    ['a parent domain', 'customer.example', 'dana@mail.eu.customer.example'],
    ['a domain with its @', '@customer.example', 'dana@customer.example'],
    ['a parent domain with its dot', '.customer.example', 'dana@mail.customer.example'],
    ['a phone number', '+4930', '+493012345'],
  ])('match by %s', (_, text, address) => {
    expect(found({ from: [text] }, from(address))).toEqual([{ where: 'from', text }])
  })

  it.each([
    ['within the local part', 'reply@', 'no-reply@x.example'],
    ['within a domain', 'mer.example', 'dana@customer.example'],
    ['in the name', 'some', 'dana@customer.example'],
    ['a parent domain with an @', '@customer.example', 'dana@mail.customer.example'],
  ])('do not match %s', (_, text, address) => {
    expect(found({ from: [text] }, from(address))).toBeNull()
  })

  it('of recipients match when any of them does', () => {
    const to = [
      { name: null, address: 'support@harborpine.example' },
      { name: null, address: 'billing@harborpine.example' },
    ]
    expect(found({ to: ['billing@'] }, { to })).toEqual([{ where: 'to', text: 'billing@' }])
  })

  it('are the reply-to when it counts as the sender and there is one', () => {
    const mail = facts({
      conversation: {
        ...from('forms@harborpine.example'),
        replyTo: [{ name: null, address: 'dana@customer.example' }],
      },
    })
    const bySender = (text: string) => firstMatch([{ from: [text] }], mail, 'reply-to before from')
    expect(bySender('dana@')?.evidence).toEqual([{ where: 'reply-to', text: 'dana@' }])
    expect(bySender('forms@')).toBeNull()
    expect(
      firstMatch([{ from: ['forms@'] }], facts({ conversation: from('forms@x.example') }), 'reply-to before from')
        ?.index,
    ).toBe(0)
  })

  it('are missing on a conversation that nobody sent', () => {
    expect(found({ from: ['a'] }, { from: null })).toBeNull()
  })
})

describe('labels', () => {
  const mail = { labels: [{ id: '7c1e', path: 'Topic/Refund' }] }
  it.each(['7C1E', 'topic/refund'])('match by %s', (label) => {
    expect(found({ label: [label] }, mail)).toEqual([{ where: 'label', text: 'Topic/Refund' }])
  })
  it.each(['Refund', 'Topic', 'Topic/Refunds'])('do not match by %s', (label) => {
    expect(found({ label: [label] }, mail)).toBeNull()
  })
})

describe('a phone number', () => {
  const caller = (address: string) => ({ from: { name: null, address } })

  it.each([
    ['+49', '+493012345'],
    ['+49', '+49 30 123-45'],
    ['+49 (30)', '+4930123'],
    ['0049', '+493012345'],
    ['+49', '0049 30 12345'],
  ])('begins with %s: %s', (prefix, address) => {
    expect(found({ phone: [prefix] }, caller(address))).toEqual([{ where: 'phone', text: prefix }])
  })

  it.each([
    ['+49', '+43 1 493012345'],
    ['+49', 'dana+49@customer.example'],
    ['+49', '49@customer.example'],
  ])('does not begin with %s: %s', (prefix, address) => {
    expect(found({ phone: [prefix] }, caller(address))).toBeNull()
  })
})

describe('a domain', () => {
  it.each([
    ['acme.example', 'dana@ACME.example'],
    ['Acme.Example', 'dana@acme.example'],
    ['@acme.example', 'dana@acme.example'],
    ['acme.example', 'dana@mail.eu.acme.example'],
  ])('%s takes %s', (domain, address) => {
    expect(found({ domain: [domain] }, { from: { name: null, address } })).toEqual([{ where: 'domain', text: domain }])
  })

  it.each([
    ['acme.example', 'dana@notacme.example'],
    ['acme.example', 'dana@acme.example.org'],
    ['acme', 'acme@customer.example'],
    ['eu.acme.example', 'dana@acme.example'],
  ])('%s does not take %s', (domain, address) => {
    expect(found({ domain: [domain] }, { from: { name: null, address } })).toBeNull()
  })
})

describe('what a conversation has as a whole', () => {
  it.each<[Match, Mail, Evidence[]]>([
    [{ channel: ['sms', 'email'] }, { channel: 'email' }, [{ where: 'channel', text: 'email' }]],
    [{ channel: ['SMS'] }, { channel: 'sms' }, [{ where: 'channel', text: 'SMS' }]],
    [{ language: ['de', 'fr'] }, { language: 'fr' }, [{ where: 'language', text: 'fr' }]],
    [{ messages: 6 }, { messages: 6 }, [{ where: 'messages', text: '6' }]],
    [{ messages: 6 }, { messages: 7 }, [{ where: 'messages', text: '7' }]],
    [{ reopened: true }, { wasReopened: true }, [{ where: 'reopened', text: 'reopened' }]],
    [{ reopened: false }, { wasReopened: false }, []],
  ])('%o holds for %o', (match, mail, evidence) => {
    expect(found(match, mail)).toEqual(evidence)
  })

  it.each<[Match, Mail]>([
    [{ channel: ['sms'] }, { channel: 'email' }],
    [{ channel: ['sms'] }, { channel: null }],
    [{ language: ['de'] }, { language: 'fr' }],
    [{ language: ['de'] }, { language: null }],
    [{ messages: 6 }, { messages: 5 }],
    [{ reopened: true }, { wasReopened: false }],
    [{ reopened: false }, { wasReopened: true }],
  ])('%o does not hold for %o', (match, mail) => {
    expect(found(match, mail)).toBeNull()
  })

  const billing = team({ name: 'billing', members: ['ana'] })
  const inbox = (match: Match, missiveTeamId: string | null) =>
    firstMatch([match], facts({ rules: rules({ teams: [billing] }), conversation: { missiveTeamId } }), 'from')

  it('is in the inbox of a team', () => {
    expect(inbox({ team: ['sales', 'billing'] }, 'missive-billing')?.evidence).toEqual([
      { where: 'team', text: 'billing' },
    ])
    expect(inbox({ team: ['sales'] }, 'missive-billing')).toBeNull()
    expect(inbox({ team: ['billing'] }, null)).toBeNull()
  })

  const accounts = [account('acme.example', {}), account('eu.acme.example', {}), account('boss@acme.example', {})]
  const byAccount = (name: string, address: string) =>
    firstMatch(
      [{ account: [name] }],
      facts({ rules: rules({ relationships: { accounts } }), conversation: { from: { name: null, address } } }),
      'from',
    )?.evidence

  it.each([
    ['acme.example', 'dana@acme.example'],
    ['Acme.example', 'Dana@ACME.example'],
    ['acme.example', 'dana@mail.acme.example'],
    ['boss@acme.example', 'boss@acme.example'],
    ['acme.example', 'boss@acme.example'],
    ['acme.example', 'dana@eu.acme.example'],
  ])('belongs to account %s: %s', (name, address) => {
    expect(byAccount(name, address)).toEqual([{ where: 'account', text: name }])
  })

  it.each([
    ['boss@acme.example', 'dana@acme.example'],
    ['eu.acme.example', 'dana@acme.example'],
    ['acme.example', 'dana@notacme.example'],
    ['customer.example', 'dana@customer.example'],
  ])('does not belong to account %s: %s', (name, address) => {
    expect(byAccount(name, address)).toBeUndefined()
  })
})

describe('mail that came', () => {
  const ana = teammate({ id: 'ana', schedule: officeHours })
  const early = teammate({ id: 'early', schedule: hours({ 'mon-fri': '06:00-10:00' }) })
  const desk = rules({
    teammates: [ana, early],
    teams: [
      team({ members: ['ana'] }),
      team({ name: 'billing', members: ['ana', 'early'] }),
      team({ name: 'sales', members: ['ana'], hours: hours({ sat: '10:00-12:00' }) }),
    ],
  })
  const came = (receivedAt: string | null, missiveTeamId: string | null = null) =>
    (['working', 'off hours'] as const).find(
      (received) =>
        firstMatch(
          [{ received }],
          facts({ rules: desk, conversation: { receivedAt: receivedAt ? at(receivedAt) : null, missiveTeamId } }),
          'from',
        ) !== null,
    )

  it.each([
    ['mon 09:00', null, 'working'],
    ['mon 08:59', null, 'off hours'],
    ['mon 17:00', null, 'off hours'],
    ['sat 11:00', null, 'off hours'],
    ['mon 06:30', 'missive-billing', 'working'],
    ['mon 05:59', 'missive-billing', 'off hours'],
    ['sat 11:00', 'missive-sales', 'working'],
    ['mon 11:00', 'missive-sales', 'off hours'],
    ['mon 11:00', 'missive-gone', 'working'],
    [null, null, undefined],
  ])('%s to %s came in: %s', (receivedAt, inbox, expected) => {
    expect(came(receivedAt, inbox)).toBe(expected)
  })

  it('on a holiday of everybody came off hours', () => {
    const inItaly = { ...desk, teammates: [{ ...ana, schedule: { ...officeHours, holidays: 'IT' } }, early] }
    const mail = facts({ rules: inItaly, conversation: { receivedAt: at('2026-12-08 11:00') } })
    expect(firstMatch([{ received: 'off hours' }], mail, 'from')?.evidence).toEqual([
      { where: 'received', text: 'off hours' },
    ])
  })
})

describe('a match', () => {
  const mail = { subject: 'Refund', to: [{ name: null, address: 'billing@harborpine.example' }] }

  it('needs every condition', () => {
    expect(found({ words: ['refund'], to: ['billing@'] }, mail)).toHaveLength(2)
    expect(found({ words: ['refund'], to: ['sales@'] }, mail)).toBeNull()
  })

  it('needs one of any, and shows all that hold', () => {
    expect(found({ any: [{ words: ['lawyer'] }, { to: ['billing@'] }] }, mail)).toEqual([
      { where: 'to', text: 'billing@' },
    ])
    expect(found({ any: [{ words: ['refund'] }, { any: [{ to: ['billing@'] }] }] }, mail)).toHaveLength(2)
    expect(found({ any: [{ words: ['lawyer'] }], words: ['refund'] }, mail)).toBeNull()
  })

  it('needs all of all, and shows all of it', () => {
    const both: Match = { all: [{ words: ['refund'] }, { any: [{ to: ['billing@'] }, { to: ['sales@'] }] }] }
    expect(found(both, mail)).toEqual([
      { where: 'subject', text: 'refund' },
      { where: 'to', text: 'billing@' },
    ])
    expect(found({ all: [{ words: ['refund'] }, { to: ['sales@'] }] }, mail)).toBeNull()
  })

  it('holds with a not that does not hold, and shows nothing for it', () => {
    expect(found({ not: { words: ['parcel'] } }, mail)).toEqual([])
    expect(found({ not: { words: ['refund'] } }, mail)).toBeNull()
    expect(found({ words: ['refund'], not: { to: ['sales@'] } }, mail)).toEqual([{ where: 'subject', text: 'refund' }])
    expect(found({ words: ['refund'], not: { to: ['billing@'] } }, mail)).toBeNull()
    expect(found({ not: { not: { words: ['refund'] } } }, mail)).toEqual([])
    expect(found({ not: { all: [{ words: ['refund'] }, { to: ['sales@'] }] } }, mail)).toEqual([])
    expect(found({ not: { any: [{ words: ['refund'] }, { to: ['sales@'] }] } }, mail)).toBeNull()
  })

  it.each<[string, Match[], number]>([
    ['of those with words', [{ words: ['lawyer'] }, { words: ['refund'] }, { subject: ['refund'] }], 1],
    ['also before one with words', [{ to: ['billing@'] }, { words: ['refund'] }], 0],
    [
      'also after one whose words are found but not the rest',
      [{ words: ['refund'], to: ['sales@'] }, { to: ['b'] }],
      1,
    ],
    ['also by what needs no words', [{ any: [{ words: ['lawyer'] }, { to: ['billing@'] }] }, { words: ['refund'] }], 0],
    ['also by words within any', [{ any: [{ words: ['lawyer'] }, { any: [{ subject: ['ref'] }] }] }, { to: ['b'] }], 0],
  ])('that stands first wins, %s', (_, matches, index) => {
    expect(firstMatch(matches, facts({ conversation: mail }), 'from')?.index).toBe(index)
  })

  it('holds among many as it does alone', () => {
    const texts = fc.array(fc.constantFrom('re', 'refund', 'refund me', 'ref', 'a', 'an', 'lawyer'), { minLength: 1 })
    const plain = fc.record(
      { words: texts, subject: texts, to: fc.constantFrom(['billing@'], ['sales@']) },
      { requiredKeys: [] },
    )
    const nested = fc.record({ any: fc.array(plain, { minLength: 1 }), words: texts }, { requiredKeys: ['any'] })
    const texted = fc.constantFrom('', 'Refund', 'An answer', 'Refund me', 'Dear lawyer')
    holds(
      fc.property(fc.array(fc.oneof(plain, nested)), texted, texted, (matches, subject, preview) => {
        const arrived = facts({ conversation: { ...mail, subject, preview } })
        const alone = matches.findIndex((match) => firstMatch([match], arrived, 'from') !== null)
        expect(firstMatch(matches, arrived, 'from')?.index ?? -1).toBe(alone)
      }),
    )
  })
})
